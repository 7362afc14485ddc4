// npm run plan of tokens that exist, on the real engine: what their adoption takes, and what must be corrected before.

import { expect } from "chai";
import { planSchema } from "../../cli/plan/planSchema";
import { isWrite } from "../helpers/killedUp";
import { ADOPTIONS, makeTokens } from "./plan/adoptions";
import { BEFORE, openPlannedStack, type PlannedStack } from "./plan/plannedStack";

describe("npm run plan of tokens that exist", function () {
  this.timeout(400_000);
  let stack: PlannedStack;

  before(async () => {
    stack = await openPlannedStack();
    await makeTokens(stack.deployment);
    await stack.deployment.stack.setConfig("customer-access:maximumLosses", { value: "1" });
    stack.deployment.emulator.journal.clear();
  });
  after(() => stack.close());

  for (const { name, edit, exitCode, text } of ADOPTIONS) {
    it(`tells of a change that ${name}`, async () => {
      const made = await stack.plan(edit(BEFORE));
      expect({ text: made.text, exitCode: made.exitCode }).to.deep.equal({ text, exitCode });
      planSchema.parse(made.data);
    });
  }

  it("says without a stack that nobody knows what the token may do", async () => {
    const edit = ADOPTIONS[0]?.edit ?? String;
    expect((await stack.planFilesOnly(edit(BEFORE))).text).to.include(
      "    takes over the token portal-token, of which only a stack knows what it may do today\n",
    );
  });

  const writes = () =>
    stack.deployment.emulator.journal
      .entries()
      .filter((entry) => entry.host === "arm" && isWrite(entry))
      .map(({ method, path }) => `${method} ${path}`);

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
