// Expressions of the definition language, without the `@` that they begin with in a definition.

/** An expression; a type of its own would not keep a text from being one. */
export type Expression = string;

/** All of them hold. */
export function and(...conditions: readonly Expression[]): Expression {
  return `and(${conditions.join(", ")})`;
}

/** One of them holds. */
export function or(...conditions: readonly Expression[]): Expression {
  return `or(${conditions.join(", ")})`;
}

/** It does not hold. */
export function not(condition: Expression): Expression {
  return `not(${condition})`;
}

/** Both are the same. */
export function equals(one: Expression, other: Expression): Expression {
  return `equals(${one}, ${other})`;
}

/** There is a text, a list or an object, with something in it. */
export function isGiven(value: Expression): Expression {
  return not(`empty(${value})`);
}

/** A constant text. */
export function text(value: string): Expression {
  return `'${value.replaceAll("'", "''")}'`;
}

/** A parameter's value. */
export function parameter(name: string): Expression {
  return `parameters('${name}')`;
}

/** The status of an action's answer; null when it has none. */
export function statusOf(action: string): Expression {
  return `outputs('${action}')?['statusCode']`;
}

/**
 * Whether a registry says that what an action asked for is gone: its words are needed, since a proxy answers 404 as well, and so
 * does a registry that has the manifest in a form that was not asked for.
 *
 * https://github.com/opencontainers/distribution-spec/blob/main/spec.md#error-codes
 */
export function isGoneAt(action: string): Expression {
  const words = `string(body('${action}'))`;
  const says = (part: string) => `contains(${words}, ${text(part)})`;
  return and(
    equals(statusOf(action), "404"),
    or(...["MANIFEST_UNKNOWN", "NAME_UNKNOWN"].map((code) => says(`"${code}"`))),
    not(says("accept header does not support")),
  );
}

/** What Resource Manager says in an action's answer where it refuses; null where it says nothing. */
export function messageOf(action: string): Expression {
  return `body('${action}')?['error']?['message']`;
}

/**
 * The body of an action's answer as an object, where its media type is one of manifests: those arrive in base64.
 *
 * https://learn.microsoft.com/azure/logic-apps/logic-apps-content-type
 */
export function manifestIn(action: string): Expression {
  return `json(base64ToString(body('${action}')?['$content']))`;
}

/** The digest that a registry's answer names; it fails where there is none, so nothing is imported without it. */
export function digestIn(action: string): Expression {
  return `outputs('${action}')['headers']['Docker-Content-Digest']`;
}

/** The same; null where there is none. */
export function digestInAny(action: string): Expression {
  return `outputs('${action}')?['headers']?['Docker-Content-Digest']`;
}
