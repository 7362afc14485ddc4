// What the registry's lists leave out proves nothing: npm run verify says so, and takes it for no success.

import { expect } from "chai";
import type { DeployedCustomer } from "../../../cli/credentials/deployedCustomers";
import { verifyAll } from "../../../cli/verify/verifyAll";
import type { Fault } from "../../../emulator/faults";
import { text } from "../../azure/foreign";
import { useEmulator } from "../../emulator/useEmulator";
import { customersIn, makeCustomer, worldOf } from "./useVerified";

const FILE = `customers:
  contoso: { repositories: [app/api] }
  wingtip: { repositories: [later/*] }
  northwind: { repositories: [later/*, app/web] }
  everything: { repositories: ["*"], allowAllRepositories: true }
  fabrikam: { repositories: [app/later, later/*, app/web] }
`;

const list = (...names: string[]): Fault => ({
  operation: "Repositories_ListAcr",
  times: Number.POSITIVE_INFINITY,
  ...text(JSON.stringify({ repositories: names })),
});
const absent = (what: string) =>
  `nothing to pull: there is no repository ${what} in the registry's list; push to it, or correct the file`;
const NONE =
  "the registry's list of repositories is empty: no repository could be tried; push an image, or run again";

const CASES: readonly {
  name: string;
  customer: string;
  fault?: Fault;
  reasons: readonly string[];
}[] = [
  {
    name: "the list of repositories is empty",
    customer: "contoso",
    fault: list(),
    reasons: [absent("app/api"), NONE],
  },
  {
    name: "the list of repositories is empty for who may pull all",
    customer: "everything",
    fault: list(),
    reasons: [absent("below *"), NONE],
  },
  {
    name: "the list of repositories is too short",
    customer: "contoso",
    fault: list("app/web"),
    reasons: [absent("app/api")],
  },
  {
    name: "repositories of the file do not exist",
    customer: "fabrikam",
    reasons: [absent("app/later")],
  },
  {
    name: "there is no repository below the only prefix of the file",
    customer: "wingtip",
    reasons: [absent("below later/*")],
  },
  {
    name: "the list of manifests is none",
    customer: "contoso",
    fault: {
      operation: "Manifests_ListAttributes",
      times: Number.POSITIVE_INFINITY,
      ...text('{"manifests":null}'),
    },
    reasons: ["nothing to pull: app/api has no image in the registry's list; push one"],
  },
  {
    name: "the list of manifests is empty",
    customer: "contoso",
    fault: {
      operation: "Manifests_ListAttributes",
      times: Number.POSITIVE_INFINITY,
      ...text('{"manifests":[]}'),
    },
    reasons: ["nothing to pull: app/api has no image in the registry's list; push one"],
  },
];

describe("npm run verify does not know", () => {
  const azure = useEmulator();
  let deployed: readonly DeployedCustomer[];

  before(async () => {
    deployed = await Promise.all(customersIn(FILE).map((each) => makeCustomer(azure, each)));
  });
  afterEach(() => azure.emulator.faults.clear());

  for (const { name, customer, fault, reasons } of CASES) {
    it(`what a customer can do where ${name}`, async () => {
      if (fault !== undefined) azure.emulator.faults.add(fault);
      const customers = customersIn(FILE).filter(({ id }) => id === customer);
      const [found] = await verifyAll(customers, await worldOf(azure, deployed));
      expect(found?.verdict).to.equal("undecided");
      expect(found?.checks.flatMap(({ reason }) => reason ?? [])).to.deep.equal(reasons);
    });
  }

  it("a prefix that has no repository yet, and takes the rest for proof", async () => {
    const customers = customersIn(FILE).filter(({ id }) => id === "northwind");
    const [found] = await verifyAll(customers, await worldOf(azure, deployed));
    expect(found?.verdict).to.equal("as declared");
    expect(found?.checks.filter(({ of }) => of === "later/*")[0]).to.deep.include({
      verdict: "not tried",
      answer: "nothing to pull: there is no repository below later/*",
    });
  });
});
