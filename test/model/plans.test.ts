// The complete plan of each kind of change, on the model's engine: test/e2e/reviewed/plan.e2e.ts shows one of each on the real one.

import { readFileSync } from "node:fs";
import { expect } from "chai";
import { planSchema } from "../../cli/plan/planSchema";
import { ADOPTIONS, makeTokens } from "../e2e/reviewed/plan/adoptions";
import { CHANGES } from "../e2e/reviewed/plan/changes";
import { type PlanCase, replace, suspend } from "../e2e/reviewed/plan/planCase";
import { BEFORE } from "../e2e/reviewed/plan/planning";
import { SHOWN } from "../e2e/reviewed/plan/shown";
import { PASSWORD_PATTERN } from "../helpers/passwords";
import { ModelPlans } from "./plannedStack";

describe("a plan", () => {
  let stack: ModelPlans;

  before(async () => {
    stack = await ModelPlans.open();
  });
  after(() => stack.close());

  const describes = ({ name, edit, exitCode, text }: PlanCase) =>
    it(`describes a change that ${name}`, async () => {
      const made = await stack.plan(edit(BEFORE));
      expect({ text: made.text, exitCode: made.exitCode }).to.deep.equal({ text, exitCode });
      if (made.data !== undefined) planSchema.parse(made.data);
      expect(PASSWORD_PATTERN.test(JSON.stringify(made))).to.equal(false);
    });

  CHANGES.forEach(describes);

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

  it("can end with 0 when somebody loses and the guard lets it pass", async () => {
    const failOn = { failOn: "guard" };
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

  describe("where there are tokens that were made by hand", () => {
    before(async () => {
      await makeTokens(stack.byHand);
      stack.maximumLosses = 1;
    });

    ADOPTIONS.forEach(describes);

    it("says without a stack that nobody knows what the token may do", async () => {
      const edit = ADOPTIONS[0]?.edit ?? String;
      const { text } = await stack.plan(edit(BEFORE), { base: BEFORE, filesOnly: true });
      expect(text).to.include(
        "    adopts the token portal-token, whose rights today are known only with a stack\n",
      );
    });
  });
});

/** Headings of a plan stand below those of the page. */
function asShown(text: string): string {
  return text.replace("### Access plan", "#### Access plan");
}
