// Evaluates expressions and the values of a definition in which they stand, and tells how each came about.
import { type Call, type Expression, type Member, printExpression } from "./expression";
import { ExpressionError, usageDetails } from "./expressionError";
import { FUNCTIONS } from "./functions";
import { parseTemplate } from "./parse";
import { isObjectValue, toText, type Value } from "./value";

/** What expressions can read besides constants. */
export interface Surrounding {
  readonly now: Date;
  /** `headers` and `body` of what started the run. */
  triggerOutputs(): Value;
  parameter(name: string): Value;
  /** What an action put out; null when it did not run. */
  outputs(action: string): Value;
  /** The present item of the nearest loop, or of a filter. */
  item(): Value;
  items(loop: string): Value;
}

/** How the value of an expression came about. */
export interface Trace {
  readonly text: string;
  readonly value: Value;
  readonly subexpressions: readonly Trace[];
}

/** A trace, and where in the definition its expression stands: `body.source.sourceImage`. */
export interface PlacedTrace extends Trace {
  readonly path: string;
}

/** Evaluates an expression. @throws ExpressionError */
export function evaluate(expression: Expression, around: Surrounding): Trace {
  switch (expression.kind) {
    case "literal":
      return trace(expression, expression.value, []);
    case "call":
      return call(expression, around);
    case "member":
      return select(expression, around);
  }
}

/**
 * Evaluates all texts within a value of the definition.
 *
 * @throws ExpressionError at the first that fails
 */
export function evaluateAll(
  value: Value,
  around: Surrounding,
  traces: PlacedTrace[] = [],
  path = "",
): Value {
  if (typeof value === "string") return evaluateText(value, around, traces, path);
  if (Array.isArray(value)) {
    return value.map((each, index) => evaluateAll(each, around, traces, `${path}[${index}]`));
  }
  if (!isObjectValue(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [
      name,
      evaluateAll(each, around, traces, path === "" ? name : `${path}.${name}`),
    ]),
  );
}

function evaluateText(
  text: string,
  around: Surrounding,
  traces: PlacedTrace[],
  path: string,
): Value {
  const template = parseTemplate(text);
  if (template.kind === "text") return template.text;
  if (template.kind === "expression") {
    const found = evaluate(template.expression, around);
    traces.push({ ...found, path });
    return found.value;
  }
  const texts = template.parts.map((part) => {
    if (typeof part === "string") return part;
    const found = evaluate(part, around);
    traces.push({ ...found, path });
    return toText(found.value);
  });
  return texts.join("");
}

function call(expression: Call, around: Surrounding): Trace {
  // All arguments are evaluated, also those of `if`, `and` and `or` that do not count; whether Azure does is not known.
  const args = expression.args.map((argument) => evaluate(argument, around));
  const values = args.map(({ value }) => value);
  const known = FUNCTIONS.get(expression.name.toLowerCase());
  const value =
    known === undefined
      ? read(expression.name, String(values[0] ?? ""), around)
      : known.apply(values, around.now);
  return trace(expression, value, args);
}

function read(name: string, of: string, around: Surrounding): Value {
  switch (name.toLowerCase()) {
    case "triggeroutputs":
      return around.triggerOutputs();
    case "triggerbody":
      return property(around.triggerOutputs(), "body") ?? null;
    case "parameters":
      return around.parameter(of);
    case "outputs":
      return around.outputs(of);
    case "body":
      return property(around.outputs(of), "body") ?? null;
    case "item":
      return around.item();
    case "items":
      return around.items(of);
    default:
      throw new ExpressionError(`The template function '${name}' is not defined or not valid.`);
  }
}

function select(expression: Member, around: Surrounding): Trace {
  const of = evaluate(expression.of, around);
  const key = evaluate(expression.key, around);
  const found = memberOf(of.value, key.value);
  if (found === undefined && !expression.isOptional) {
    throw cannotSelect(expression, of.value, key.value);
  }
  return trace(expression, found ?? null, [of, key]);
}

function memberOf(of: Value, key: Value): Value | undefined {
  if (Array.isArray(of)) return typeof key === "number" ? of[key] : undefined;
  return typeof key === "string" ? property(of, key) : undefined;
}

/** A property by its name; if there is none, by its name in another case, which is assumed of the service. */
function property(of: Value, name: string): Value | undefined {
  if (!isObjectValue(of)) return undefined;
  if (Object.hasOwn(of, name)) return of[name];
  const other = Object.keys(of).find((each) => each.toLowerCase() === name.toLowerCase());
  return other === undefined ? undefined : of[other];
}

function cannotSelect(expression: Member, of: Value, key: Value): ExpressionError {
  const what = `The template language expression '${printExpression(expression)}' cannot be evaluated because`;
  if (Array.isArray(of)) {
    return new ExpressionError(
      `${what} array index '${toText(key)}' is outside bounds (0, ${of.length - 1}) of array. ${usageDetails()}`,
    );
  }
  const why = isObjectValue(of)
    ? `property '${toText(key)}' doesn't exist, available properties are '${Object.keys(of).join(", ")}'.`
    : `property '${toText(key)}' cannot be selected.`;
  return new ExpressionError(`${what} ${why} ${usageDetails()}`);
}

function trace(expression: Expression, value: Value, subexpressions: readonly Trace[]): Trace {
  return { text: printExpression(expression), value, subexpressions };
}
