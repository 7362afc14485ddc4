// npm run plan on the real engine: the complete words for a change of each kind, and nothing changed by asking.

import { expect } from "chai";
import { planSchema } from "../../../cli/plan/planSchema";
import { registryByHand } from "../../helpers/byHand/registryByHand";
import { isWrite } from "../../helpers/killedUp";
import { IS_LONG } from "../../helpers/longRun";
import { PASSWORD_PATTERN } from "../../helpers/passwords";
import { readState } from "../../helpers/stateFile";
import { ADOPTIONS, makeTokens } from "./plan/adoptions";
import { CHANGES } from "./plan/changes";
import { type PlanCase, suspend } from "./plan/planCase";
import { openPlannedStack, type PlannedStack } from "./plan/plannedStack";
import { BEFORE } from "./plan/planning";

/** One of each kind of step and of words. All are planned on the model's engine, see test/model/plans.test.ts, and here in a long run. */
const OF_EACH_KIND: readonly string[] = [
  "leaves everything as it is",
  "adds a customer",
  "opens an access again that was over",
  "suspends a customer",
  "removes an offboarded customer",
  "revokes a leaked password",
  "asks for a new password while the one before is promised",
  "gives the token another name",
];

const ADOPTIONS_OF_EACH_KIND: readonly string[] = [
  "adopts a token with everything in the registry, and gives a prefix",
  "adopts a token both of whose slots are taken and whose scope map exists",
  "adopts a token with a scope map that does not exist",
];

describe("npm run plan", function () {
  this.timeout(180_000);
  let stack: PlannedStack;

  before(async () => {
    stack = await openPlannedStack();
  });
  after(() => stack.close());

  const describes = ({ name, edit, exitCode, text }: PlanCase) =>
    it(`describes a change that ${name}`, async () => {
      const made = await stack.plan(edit(BEFORE));
      expect({ text: made.text, exitCode: made.exitCode }).to.deep.equal({ text, exitCode });
      if (made.data !== undefined) planSchema.parse(made.data);
      expect(PASSWORD_PATTERN.test(JSON.stringify(made))).to.equal(false);
    });

  chosen(CHANGES, OF_EACH_KIND).forEach(describes);

  it("changes nothing", async () => {
    const { deployment } = stack;
    const state = readState(deployment.folder);
    deployment.emulator.journal.clear();
    await stack.plan(suspend(BEFORE, "contoso"));
    const requests = deployment.emulator.journal.entries();
    expect(requests.filter(isWrite)).to.deep.equal([]);
    expect(requests).to.not.deep.equal([]);
    expect(readState(deployment.folder)).to.deep.equal(state);
  });

  describe("of tokens that exist", () => {
    before(async () => {
      const { deployment } = stack;
      await makeTokens(registryByHand(deployment.cloud, deployment.emulator));
      await deployment.stack.setConfig("customer-access:maximumLosses", { value: "1" });
      deployment.emulator.journal.clear();
    });

    const writes = () =>
      stack.deployment.emulator.journal
        .entries()
        .filter((entry) => entry.host === "arm" && isWrite(entry))
        .map(({ method, path }) => `${method} ${path}`);

    chosen(ADOPTIONS, ADOPTIONS_OF_EACH_KIND).forEach(describes);

    it("changes nothing", () => expect(writes()).to.deep.equal([]));

    it("is refused by an update in the same words, before anything is touched", async () => {
      const { deployment } = stack;
      await deployment.write((ADOPTIONS.at(-1)?.edit ?? String)(BEFORE));
      const { failed, output } = await deployment.up();
      expect(failed).to.equal(true);
      expect(output).to.include(
        "      zava: can no longer pull app/web, app/worker; loses content/write\n",
      );
      expect(writes()).to.deep.equal([]);
    });
  });
});

/** Those of the table with these names, or all of it in a long run. */
function chosen(table: readonly PlanCase[], names: readonly string[]): PlanCase[] {
  const found = table.filter(({ name }) => IS_LONG || names.includes(name));
  if (found.length < names.length) throw new Error("the table has no row of one of the names");
  return found;
}
