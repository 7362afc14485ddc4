// Recognizes Pulumi's messages that an update violates its plan.

/** Is this one of Pulumi's three messages that an update violates its plan? */
export function isViolation(line: string): boolean {
  return /\bviolates plan: |is not allowed by the plan: |\bexpected resource operations for /.test(
    line,
  );
}
