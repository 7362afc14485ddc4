// A customer was removed, and the deletion of their token failed: nobody gets what is left of it before it is gone.

import { expect } from "chai";
import { checkpoint } from "../../helpers/checkpoint";
import { type Deployment, openDeployment } from "../../helpers/deployment";
import { isWrite, killedUp, type Moment } from "../../helpers/killedUp";
import { recoverIn } from "../../helpers/recoverIn";
import { correctionsIn, errorsIn, eventsAbout } from "../../helpers/said";

/** What was left of a customer, and how another one asks for it. */
const LEFT = [
  { of: "adatum", refused: "tokens", adopt: "[token, scopeMap]" },
  { of: "contoso", refused: "tokens", adopt: "[token]" },
  { of: "litware", refused: "scopeMaps", adopt: "[scopeMap]" },
  { of: "tailspin", refused: "tokens", adopt: undefined },
] as const;

/** The one whose run was killed before it deleted anything. */
const KILLED = { of: "contoso", adopt: "[token, scopeMap, secret]" } as const;

const CUSTOMERS = LEFT.map(({ of }) => of);
type Customer = (typeof CUSTOMERS)[number];

const FILE = (entries: string) => `customers:\n  fabrikam: { repositories: [app/web] }\n${entries}`;
const ALL = (state: string) =>
  CUSTOMERS.map((id) => `  ${id}: { repositories: [app/api], state: ${state} }\n`).join("");
const successor = (of: Customer, adopt?: string) =>
  `  ${of}-ltd: { repositories: [app/api], tokenName: ${of}-pull${adopt ? `, adopt: ${adopt}` : ""} }\n`;
const held = (of: Customer) =>
  `scope map ${of}-pull belongs to ${of} of this stack, and is deleted with its resources; remove ${of}-ltd until a run has deleted it, or give ${of}-ltd another tokenName`;

describe("a token that is left of a customer who was removed", function () {
  this.timeout(400_000);
  let deployment: Deployment;
  let offboarded: () => Promise<void>;

  before(async () => {
    deployment = await openDeployment({ config: { "customer-access:maximumLosses": "9" } });
    for (const state of ["active", "offboarded"]) {
      await deployment.write(FILE(ALL(state)));
      const { failed, output } = await deployment.up();
      expect(failed, output).to.equal(false);
    }
    offboarded = await checkpoint(deployment);
  });
  beforeEach(() => offboarded());
  after(() => deployment.close());

  it("is not handed to another one, nor created for them, as its deletion was refused", async () => {
    for (const { of, refused } of LEFT) {
      const times = Number.POSITIVE_INFINITY;
      const fault = { method: "DELETE", status: 403, code: "AuthorizationFailed", times };
      deployment.emulator.faults.add({ ...fault, path: `/${refused}/${of}-pull` });
    }
    await deployment.write(FILE(""));
    expect((await deployment.up()).failed).to.equal(true);
    deployment.emulator.faults.clear();

    await deployment.write(FILE(LEFT.map(({ of, adopt }) => successor(of, adopt)).join("")));
    const preview = await deployment.preview();
    expect(preview.failed, preview.output).to.equal(false);
    const result = await deployment.up();
    expect(result.failed).to.equal(true);
    for (const { of, adopt } of LEFT) {
      if (adopt === undefined) continue;
      expect(correctionsIn({ events: eventsAbout(of, preview) }, `${of}-ltd`)).to.include(held(of));
      expect(errorsIn(result)).to.include(`${of}-ltd-scope-map: ${held(of)}`);
    }
    expect(errorsIn({ events: eventsAbout("tailspin", result) }).join()).to.match(
      /^tailspin-ltd-scope-map: cannot create already existing resource '[^']*tailspin-pull'[^,]*$/,
    );
    await expectNew(CUSTOMERS);
  });

  it(`is not handed to another one by adopt: ${KILLED.adopt}, as the run was killed before`, async () => {
    const { of, adopt } = KILLED;
    await deployment.write(FILE(""));
    const isFirst = ({ phase, entry }: Moment) => phase === "before" && isWrite(entry);
    expect(await killedUp(deployment, isFirst)).to.not.equal(undefined);
    await recoverIn(deployment, true);
    await deployment.write(FILE(successor(of, adopt)));
    const preview = await deployment.preview();
    expect(preview.failed, preview.output).to.equal(false);
    expect(correctionsIn(preview, `${of}-ltd`)).to.include(held(of));
    const result = await deployment.up();
    expect(result.failed).to.equal(true);
    expect(errorsIn(result)).to.include(`${of}-ltd-scope-map: ${held(of)}`);
    await expectNew([of]);
  });

  /** By then it is gone: the other one gets a token of that name, and keeps it. */
  async function expectNew(of: readonly Customer[]): Promise<void> {
    await deployment.write(FILE(of.map((each) => successor(each)).join("")));
    for (const run of ["the first", "the next"]) {
      const { failed, output, changes } = await deployment.up();
      expect(failed, output).to.equal(false);
      if (run === "the next") expect(changes).to.deep.equal({});
      for (const each of of) {
        const password = await deployment.password(`${each}-ltd`);
        expect(await deployment.accepts(each, password), each).to.equal(true);
      }
    }
  }
});
