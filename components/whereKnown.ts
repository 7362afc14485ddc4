// Outputs of a resource whose update failed are not known: what stands in for them, so that nothing that uses them is lost.

import type * as pulumi from "@pulumi/pulumi";

/**
 * Calls `run` also with what is not known, after a failure or in a preview.
 *
 * Only internal callers of `apply` are called so:
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

/** The text, or where it is not known another one. */
export function textOr(
  output: pulumi.Output<string>,
  otherwise: pulumi.Output<string>,
): pulumi.Output<string> {
  return applyAnyway(output, (value) => (typeof value === "string" ? value : otherwise));
}
