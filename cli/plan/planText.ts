// A plan on a terminal: one block per customer, then a summary.
import type { Colors } from "picocolors/types";
import type { CustomerPlan, Plan } from "./planSchema";
import {
  absentWords,
  acknowledgeWords,
  headline,
  lossWords,
  prefixWords,
  verdictCounts,
} from "./planWords";

/** Writes the plan; the most serious comes first, and what stops it last, where people see it. */
export function planText(plan: Plan, colors: Colors): string[] {
  const causes = [...new Set(plan.customers.map(({ cause }) => cause))];
  const blocks = CAUSES.filter((cause) => causes.includes(cause)).flatMap((cause) => [
    ...(cause === null || causes.length === 1 ? [] : [colors.bold(TITLES[cause]), ""]),
    ...plan.customers
      .filter((customer) => customer.cause === cause)
      .flatMap((customer) => [...customerLines(customer, colors), ""]),
  ]);
  const lines = [
    headline(plan),
    "",
    ...blocks,
    ...plan.acknowledge.map((each) => acknowledgeWords(each, plan.today)),
    ...plan.warnings.map((warning) => colors.yellow(`warning: ${warning}`)),
    verdictCounts(plan),
    ...(plan.losses.customers.length === 0 ? [] : [lossWords(plan)]),
    ...plan.failures.map((failure) => colors.red(`could not be previewed: ${failure}`)),
    ...(plan.refusals.length === 0
      ? []
      : [
          colors.red("this change is refused:"),
          ...plan.refusals.map((refusal) => colors.red(indented(refusal))),
        ]),
  ];
  // Azure Pipelines executes `##vso[` anywhere in a line, even in a name.
  return lines.map((line) => line.replace(/#(?=#)/g, "# "));
}

function indented(lines: string): string {
  return lines
    .split("\n")
    .map((line) => `  ${line}`)
    .join("\n");
}

const CAUSES = ["this change", "an earlier change", "the next run", null] as const;

const TITLES = {
  "this change": "By this change:",
  "an earlier change": "By an earlier change that is not applied yet:",
  "the next run": "With the next run, also without this change:",
} as const;

function customerLines(customer: CustomerPlan, colors: Colors): string[] {
  const { id, displayName, verdict, gains, losses, toCorrect, lockedOut, passwords, notes } =
    customer;
  const name = displayName === null ? id : `${id} (${displayName})`;
  return [
    `${colors.bold(name)}: ${verdict}`,
    ...toCorrect.map((each) => colors.red(`  ! correct first: ${each}`)),
    ...lockedOut.map((each) => colors.red(`  ! locked out: ${each}`)),
    ...losses.map((each) => colors.red(`  - ${each}`)),
    ...gains.map((each) => colors.green(`  + ${each}`)),
    ...customer.prefixes.map((each) => `    ${prefixWords(each)}`),
    ...customer.absent.map((each) => colors.yellow(`    ${absentWords(each)}`)),
    ...passwords.map((each) => `    ${each}`),
    ...notes.map((each) => `    ${each}`),
  ];
}
