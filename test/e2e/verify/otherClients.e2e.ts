// Clients that know nothing of this project can do what npm run verify claims for every customer, and nothing else.

import { readFileSync } from "node:fs";
import { expect } from "chai";
import { atOnce } from "../../../access/atOnce";
import { covers } from "../../../access/pattern";
import type { CustomerEvidence } from "../../../cli/verify/evidenceSchema";
import { type Deployment, openDeployed } from "../../helpers/deployment";
import { EXAMPLE_FILE } from "../../helpers/exampleFile";
import type { HandedOver, OtherClient } from "./otherClients/client";
import { CLIENTS } from "./otherClients/clients";
import { verifyOn } from "./verifying";

/** The Azure CLI takes a second for each line, so it tries one repository outside. */
const SLOW = "the Azure CLI";

describe("what npm run verify claims", function () {
  this.timeout(300_000);
  let deployment: Deployment;
  let letIn: readonly CustomerEvidence[];

  before(async () => {
    deployment = await openDeployed(readFileSync(EXAMPLE_FILE, "utf8"));
    const { evidence } = await verifyOn(deployment);
    letIn = evidence.customers.filter(({ state }) => state === "active");
    expect(letIn.map(({ id }) => id)).to.deep.equal([
      "contoso",
      "fabrikam",
      "northwind",
      "tailspin",
    ]);
  });
  after(() => deployment.close());

  for (const { name, isThere, install, open } of CLIENTS) {
    it(`is what ${name} does, for every customer`, async function () {
      if (!isThere()) {
        process.stdout.write(`    ${name} is not installed; its test is skipped (${install})\n`);
        this.skip();
      }
      const client = await open(deployment.emulator);
      try {
        await atOnce(letIn, async (customer) => {
          const claimed = claimsOf(customer, name);
          const as = await handedOver(customer);
          expect(await done(client, as, claimed), customer.id).to.deep.equal(
            answersTo(client, claimed),
          );
        });
      } finally {
        await client.close();
      }
    });
  }

  it("was tried without anything being written", () => {
    const [{ repositories = [] } = {}] = deployment.emulator.registries;
    const written = deployment.emulator.journal.entries().filter(({ method, host, status = 0 }) => {
      const isWrite = ["PUT", "PATCH", "DELETE"].includes(method);
      return host.startsWith("registry:") && isWrite && status < 400;
    });
    expect(written).to.deep.equal([]);
    expect(repositories).to.have.lengthOf(12);
  });

  /** What verify says of a customer. */
  function claimsOf({ checks, repositories: given }: CustomerEvidence, name: string): Claims {
    const answers = (what: string) =>
      checks.filter((check) => check.what === what && check.verdict === "as declared");
    const [{ repositories = [] } = {}] = deployment.emulator.registries;
    const others = repositories.filter((each) => !given.some((one) => covers(one, each)));
    const [tried] = answers("refused pull");
    const [tags] = answers("tag list");
    return {
      pulled: answers("pull").map(({ of, answer }) => `${of}@${answer}`),
      outside: (name === SLOW ? [tried?.of] : others).map((each) => `${each}:latest`),
      layer: answers("layer").map(({ of, answer }) => `${of}@${answer}`)[0] ?? "",
      repository: tags?.of ?? "",
      listsTags: tags?.answer === "listed",
      listsAll: answers("catalog")[0]?.answer !== "refused",
    };
  }

  async function handedOver({ id, username }: CustomerEvidence): Promise<HandedOver> {
    const loginServer = deployment.emulator.registries[0]?.loginServer ?? "";
    return { loginServer, username, password: (await deployment.password(id)) ?? "" };
  }
});

/** What is claimed of one customer. */
interface Claims {
  pulled: readonly string[];
  outside: readonly string[];
  layer: string;
  /** Where tags are listed and one is written. */
  repository: string;
  listsTags: boolean;
  listsAll: boolean;
}

/** What the client did. */
async function done(client: OtherClient, as: HandedOver, claims: Claims) {
  const pulls: Record<string, boolean> = {};
  for (const image of [...claims.pulled, ...claims.outside]) {
    pulls[image] = await client.pull(as, image);
  }
  return {
    pulls,
    layer: await client.layer?.(as, claims.layer),
    tags: await client.tags(as, claims.repository),
    catalog: await client.catalog?.(as),
    write: await client.write(as, `${claims.repository}:latest`),
  };
}

/** What it must have done by the claims. */
function answersTo(client: OtherClient, { pulled, outside, listsTags, listsAll }: Claims) {
  return {
    pulls: Object.fromEntries([
      ...pulled.map((image) => [image, true]),
      ...outside.map((image) => [image, false]),
    ]),
    layer: client.layer === undefined ? undefined : true,
    tags: listsTags,
    catalog: client.catalog === undefined ? undefined : listsAll,
    write: false,
  };
}
