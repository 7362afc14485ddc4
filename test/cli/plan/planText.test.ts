// A plan at a terminal and in the log of a build.

import { expect } from "chai";
import picocolors from "picocolors";
import { planText } from "../../../cli/plan/planText";
import { CUSTOMER, PLAN } from "./plans";

describe("a plan as text", () => {
  const plain = picocolors.createColors(false);

  it("colours what is lost, given and refused, and nothing where there are no colours", () => {
    const customers = [
      {
        ...CUSTOMER,
        verdict: "loses" as const,
        toCorrect: ["a token exists"],
        lockedOut: ["password1"],
        losses: ["less"],
        gains: ["more"],
      },
    ];
    const plan = { ...PLAN, customers, refusals: ["too many"], failures: ["no answer"] };
    const { red, green, bold } = picocolors.createColors(true);
    expect(planText(plan, picocolors.createColors(true))).to.deep.equal([
      "customers.yaml against stack dev, on 2026-03-15",
      "",
      `${bold("contoso")}: loses`,
      red("  ! correct first: a token exists"),
      red("  ! locked out: password1"),
      red("  - less"),
      green("  + more"),
      "",
      "1 of 11 customers changes: 1 loses",
      red("could not be previewed: no answer"),
      red("this change is refused:"),
      red("  too many"),
    ]);
    expect(planText(plan, plain).join("")).to.not.include("\u001b");
  });

  it("gives a build no command that somebody wrote into a name or a reason", () => {
    const command = "##vso[task.setvariable variable=x]y";
    const customers = [{ ...CUSTOMER, displayName: command, verdict: "new" as const }];
    const acknowledge = [
      {
        customers: ["contoso"],
        reason: `#${command}`,
        until: "2026-03-31",
        counts: true,
        idle: [],
      },
    ];
    const text = planText({ ...PLAN, customers, acknowledge }, plain).join("\n");
    expect(text).to.include("contoso (# #vso[task.setvariable variable=x]y): new");
    expect(text).to.include("contoso (# # #vso[task.setvariable variable=x]y)");
  });
});
