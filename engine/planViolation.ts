// Takes the values out of the lines in which Pulumi says that an update is not as its plan foresaw it.

/** A line of Pulumi's output that may hold passwords. */
const VIOLATION = /^(.*\bviolates plan: properties changed: )(.+)$/;

/** One property in it: what was planned, what is to be done now, the name. */
const CHANGED = /(?:^|, )[+~=-]{2}([\w-]+)(?=\[|, |$)/g;

/** Does Pulumi say here, in one of its three ways, that an update is not as planned? */
export function isViolation(line: string): boolean {
  return /\bviolates plan: |is not allowed by the plan: |\bexpected resource operations for /.test(
    line,
  );
}

/**
 * Leaves of a violation the names of the properties alone.
 *
 * The engine prints the values of both sides, and secrets among them in clear: seen with CLI 3.259.0, and no more with
 * 3.276.0. The place: `PlanDiff.MakeError` in https://github.com/pulumi/pulumi/blob/v3.259.0/pkg/resource/deploy/plan.go
 */
export function withoutPlannedValues(line: string): string {
  const [, before, changes] = VIOLATION.exec(line) ?? [];
  if (before === undefined || changes === undefined) return line;
  const names = [...changes.matchAll(CHANGED)].map(([, name]) => name);
  return `${before}${names.join(", ")} (values left out: they may be secret)`;
}

/** May this run print such lines? Only an update that is held to a plan does. */
export function isHeldToPlan(args: readonly string[], env: NodeJS.ProcessEnv): boolean {
  const flag = args.some((argument) => /^--(plan|strict)(=|$)/.test(argument));
  return flag || /^(1|t|true)$/i.test(env.PULUMI_EXPERIMENTAL ?? "");
}
