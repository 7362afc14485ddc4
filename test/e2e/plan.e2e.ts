// npm run plan on the real engine: the complete words for each kind of change, and nothing changed by asking.

import { readFileSync } from "node:fs";
import { expect } from "chai";
import { planSchema } from "../../cli/plan/planSchema";
import { isWrite } from "../helpers/killedUp";
import { PASSWORD_PATTERN } from "../helpers/passwords";
import { readState } from "../helpers/stateFile";
import { BROKEN_FILES } from "./plan/brokenFiles";
import { GAINS } from "./plan/gains";
import { LOSSES } from "./plan/losses";
import { NOTHING } from "./plan/nothing";
import { PASSWORDS } from "./plan/passwords";
import { replace, suspend } from "./plan/planCase";
import { BEFORE, openPlannedStack, type PlannedStack } from "./plan/plannedStack";
import { REFUSED } from "./plan/refused";
import { SHOWN } from "./plan/shown";

describe("npm run plan", function () {
  this.timeout(180_000);
  let stack: PlannedStack;

  before(async () => {
    stack = await openPlannedStack();
  });
  after(() => stack.close());

  for (const { name, edit, exitCode, text } of [
    ...NOTHING,
    ...GAINS,
    ...LOSSES,
    ...PASSWORDS,
    ...REFUSED,
    ...BROKEN_FILES,
  ]) {
    it(`tells of a change that ${name}`, async () => {
      const made = await stack.plan(edit(BEFORE));
      expect({ text: made.text, exitCode: made.exitCode }).to.deep.equal({ text, exitCode });
      if (made.data !== undefined) planSchema.parse(made.data);
      expect(PASSWORD_PATTERN.test(JSON.stringify(made))).to.equal(false);
    });
  }

  it("keeps apart what this change does, and what one before it does that is not applied yet", async () => {
    const earlier = replace(BEFORE, "[app/api, app/web]", "[app/api]");
    const made = await stack.plan(replace(earlier, "tools/cli]", "tools/cli, app/web]"), {
      base: earlier,
    });
    expect(made.text).to.equal(`customers.yaml against stack dev, since HEAD, on 2026-03-15

By this change:

fabrikam: gains
  + may pull app/web
    password1 goes on working until 2026-05-30

By an earlier change that is not applied yet:

contoso (Contoso Ltd): loses
  - can no longer pull app/web
    password1 goes on working until 2026-05-30

2 of 10 customers change: 1 loses, 1 gains
access is taken from 1 of 7 customers who have it; at most 1 may lose it in one change`);
  });

  it("can end with 0 when somebody loses and the fuse lets it pass", async () => {
    const failOn = { failOn: "fuse" };
    const less = replace(BEFORE, "[app/api, app/web]", "[app/api]");
    expect((await stack.plan(less, failOn)).exitCode).to.equal(0);
    const three = suspend(BEFORE, "adatum", "contoso", "fabrikam");
    expect((await stack.plan(three, failOn)).exitCode).to.equal(1);
  });

  for (const { heading, edit } of SHOWN) {
    it(`is shown in docs/reviewing.md as it is: ${heading}`, async () => {
      const { text } = await stack.plan(edit(BEFORE), { base: BEFORE, markdown: true });
      const shown = readFileSync("docs/reviewing.md", "utf8").split(`### ${heading}\n\n`)[1] ?? "";
      expect(shown.split("\n\n### ")[0]?.trimEnd()).to.equal(asShown(text));
    });
  }

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
});

/** Headings of a plan stand below those of the page. */
function asShown(text: string): string {
  return text.replace("### Access plan", "#### Access plan");
}
