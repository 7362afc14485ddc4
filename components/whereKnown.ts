// Replaces the unknown outputs of a resource whose update failed, so that its dependents are kept.

import type * as pulumi from "@pulumi/pulumi";

/**
 * Calls `run` even if the value is unknown, after a failure or in a preview.
 *
 * Only internal callers of `apply` can do this:
 * https://github.com/pulumi/pulumi/blob/v3.259.0/sdk/nodejs/output.ts (`runWithUnknowns`)
 */
export function applyAnyway<Value, Result>(
  output: pulumi.Output<Value>,
  run: (value: unknown) => pulumi.Input<Result>,
): pulumi.Output<Result> {
  type Applied = (
    run: (value: unknown) => pulumi.Input<Result>,
    runWithUnknowns: true,
  ) => pulumi.Output<Result>;
  const apply = output.apply.bind(output) as unknown as Applied;
  return apply(run, true);
}

/** The text, or another one if it is unknown. */
export function textOr(
  output: pulumi.Output<string>,
  otherwise: pulumi.Output<string>,
): pulumi.Output<string> {
  return applyAnyway(output, (value) => (typeof value === "string" ? value : otherwise));
}
