// Conditions as the designer writes them, objects such as `{"and": [{"equals": ["@item()", 1]}]}`, and as expressions.
import type { Expression } from "./expression";
import { ExpressionError } from "./expressionError";
import { FUNCTIONS } from "./functions";
import { parseTemplate } from "./parse";
import { isObjectValue, type Value } from "./value";

/**
 * The expression that a condition stands for: a text is one as it stands, an object names a function and its arguments.
 *
 * @throws ExpressionError when it is neither
 */
export function conditionExpression(condition: Value): Expression {
  if (typeof condition === "string") {
    const template = parseTemplate(condition);
    if (template.kind === "expression") return template.expression;
    if (template.kind === "interpolation") return joined(template.parts);
    return { kind: "literal", value: template.text };
  }
  if (!isObjectValue(condition)) {
    return constant(condition);
  }
  const [[name, given] = ["", null], ...others] = Object.entries(condition);
  if (others.length > 0 || !FUNCTIONS.has(name.toLowerCase())) {
    throw new ExpressionError(
      `the condition '${Object.keys(condition).join(", ")}' is not the name of one function.`,
    );
  }
  const args = Array.isArray(given) ? given : [given];
  return { kind: "call", name, args: args.map(conditionExpression) };
}

function joined(parts: readonly (string | Expression)[]): Expression {
  const args = parts.map((part): Expression => (typeof part === "string" ? constant(part) : part));
  return { kind: "call", name: "concat", args };
}

function constant(value: Value): Expression {
  if (typeof value === "object" && value !== null) {
    return { kind: "call", name: "json", args: [constant(JSON.stringify(value))] };
  }
  return { kind: "literal", value: typeof value === "bigint" ? Number(value) : value };
}
