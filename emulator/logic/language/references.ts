// Reads all expressions of a value without evaluating them: which functions, actions, loops and parameters they name.
import { type Call, type Expression, partsOf } from "./expression";
import { ExpressionError } from "./expressionError";
import { FUNCTIONS } from "./functions";
import { parseTemplate } from "./parse";
import { isObjectValue, type Value } from "./value";

/** What expressions read from their surrounding; each name once. */
export interface References {
  readonly parameters: ReadonlySet<string>;
  readonly actions: ReadonlySet<string>;
  readonly loops: ReadonlySet<string>;
  readonly usesTrigger: boolean;
  readonly usesItem: boolean;
}

/** The expressions in a value, with where each stands. @throws ExpressionError with the place in its message */
export function expressionsIn(value: Value, path = ""): { path: string; expression: Expression }[] {
  if (typeof value === "string") {
    const template = parseTemplate(value);
    if (template.kind === "text") return [];
    const all = template.kind === "expression" ? [template.expression] : template.parts;
    return all.flatMap((each) => (typeof each === "string" ? [] : { path, expression: each }));
  }
  if (Array.isArray(value)) {
    return value.flatMap((each, index) => expressionsIn(each, `${path}[${index}]`));
  }
  if (!isObjectValue(value)) return [];
  return Object.entries(value).flatMap(([name, each]) =>
    expressionsIn(each, path === "" ? name : `${path}.${name}`),
  );
}

/** What the expressions name. @throws ExpressionError for a function that is not there, or is called wrongly */
export function referencesOf(expressions: readonly Expression[]): References {
  const calls = expressions.flatMap(partsOf).filter((part) => part.kind === "call");
  for (const each of calls) requireKnown(each);
  const named = (...functions: string[]) =>
    new Set(calls.filter((each) => isOneOf(each, functions)).map(firstText));
  return {
    parameters: named("parameters"),
    actions: named("outputs", "body"),
    loops: named("items"),
    usesTrigger: calls.some((each) => isOneOf(each, ["triggerbody", "triggeroutputs"])),
    usesItem: calls.some((each) => isOneOf(each, ["item"])),
  };
}

/** How many arguments each function takes that reads the surrounding. */
const READERS: ReadonlyMap<string, number> = new Map([
  ["triggerbody", 0],
  ["triggeroutputs", 0],
  ["item", 0],
  ["parameters", 1],
  ["outputs", 1],
  ["body", 1],
  ["items", 1],
]);

function requireKnown(call: Call): void {
  const name = call.name.toLowerCase();
  const reads = READERS.get(name);
  const [least, most] = FUNCTIONS.get(name)?.takes ?? [reads, reads];
  if (least === undefined || most === undefined) {
    throw new ExpressionError(`the template function '${call.name}' is not defined or not valid.`);
  }
  if (call.args.length < least || call.args.length > most) {
    throw new ExpressionError(
      `the template function '${call.name}' takes ${describeCount(least, most)}, and is given ${call.args.length}.`,
    );
  }
  if (reads === 1 && firstText(call) === "") {
    throw new ExpressionError(
      `the template function '${call.name}' takes a name as a constant text.`,
    );
  }
}

function describeCount(least: number, most: number): string {
  if (least === most) return `${least} argument${least === 1 ? "" : "s"}`;
  return most === Number.POSITIVE_INFINITY
    ? `at least ${least} argument${least === 1 ? "" : "s"}`
    : `${least} to ${most} arguments`;
}

function firstText({ args: [first] }: Call): string {
  return first?.kind === "literal" && typeof first.value === "string" ? first.value : "";
}

function isOneOf({ name }: Call, functions: readonly string[]): boolean {
  return functions.includes(name.toLowerCase());
}
