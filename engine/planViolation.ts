// Knows the lines in which Pulumi says that an update is not as its plan foresaw it.

/** Does Pulumi say here, in one of its three ways, that an update is not as planned? */
export function isViolation(line: string): boolean {
  return /\bviolates plan: |is not allowed by the plan: |\bexpected resource operations for /.test(
    line,
  );
}
