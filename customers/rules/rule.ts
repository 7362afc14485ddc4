// The type of a rule, and how rules are applied.

/**
 * A condition that must be true; otherwise it reports the place and a message.
 *
 * The function's name states the desired world; in kebab-case it is the id that people see, and the key of its
 * row in docs/customers-yaml.md.
 */
export type Rule<Subject, Place> = (
  subject: Subject,
  report: (place: Place, message: string) => void,
) => void;

/** Takes what a rule reports. */
export type Report<Place> = (place: Place, message: string, rule: string) => void;

/** Applies each rule to the subject. */
export function applyRules<Subject, Place>(
  rules: readonly Rule<Subject, Place>[],
  subject: Subject,
  report: Report<Place>,
): void {
  for (const rule of rules) {
    rule(subject, (place, message) => report(place, message, ruleId(rule)));
  }
}

/** The id of a rule: `repositoryPathIsValid` is `repository-path-is-valid`. */
export function ruleId(rule: { readonly name: string }): string {
  return rule.name.replace(/[A-Z]|\d+/g, (start) => `-${start.toLowerCase()}`);
}
