// The functions of the language that work on values alone: how many arguments each takes, and what it answers.
import { ExpressionError, usageDetails } from "./expressionError";
import { addHours, fromTicks, toTicks } from "./time";
import { isNumber, isObjectValue, isSame, toText, typeName, type Value } from "./value";

/** A function of the language. */
export interface LanguageFunction {
  /** How many arguments it takes: from the first to the second. */
  readonly takes: readonly [least: number, most: number];
  apply(args: readonly Value[], now: Date): Value;
}

const ANY_NUMBER = Number.POSITIVE_INFINITY;

/**
 * By their names in lower case, since the language ignores it.
 *
 * Documented: https://learn.microsoft.com/azure/logic-apps/expression-functions-reference
 */
export const FUNCTIONS: ReadonlyMap<string, LanguageFunction> = new Map<string, LanguageFunction>([
  ["equals", { takes: [2, 2], apply: ([one = null, other = null]) => isSame(one, other) }],
  ["and", { takes: [1, ANY_NUMBER], apply: (args) => booleans("and", args).every(Boolean) }],
  ["or", { takes: [1, ANY_NUMBER], apply: (args) => booleans("or", args).some(Boolean) }],
  ["not", { takes: [1, 1], apply: (args) => !booleans("not", args)[0] }],
  ["if", { takes: [3, 3], apply: choose }],
  ["empty", { takes: [1, 1], apply: isEmpty }],
  ["contains", { takes: [2, 2], apply: contains }],
  ["startswith", { takes: [2, 2], apply: startsWith }],
  ["tolower", { takes: [1, 1], apply: (args) => text("toLower", args, 0).toLowerCase() }],
  ["string", { takes: [1, 1], apply: ([value = null]) => toText(value) }],
  ["length", { takes: [1, 1], apply: length }],
  ["lessorequals", { takes: [2, 2], apply: (args) => compare("lessOrEquals", args) <= 0 }],
  ["greater", { takes: [2, 2], apply: (args) => compare("greater", args) > 0 }],
  ["concat", { takes: [1, ANY_NUMBER], apply: concat }],
  ["json", { takes: [1, 1], apply: readJson }],
  ["base64tostring", { takes: [1, 1], apply: decodeBase64 }],
  ["utcnow", { takes: [0, 0], apply: (_, now) => fromTicks(toTicks(now.toISOString())) }],
  ["addhours", { takes: [2, 2], apply: later }],
  ["ticks", { takes: [1, 1], apply: (args) => toTicks(text("ticks", args, 0)) }],
]);

/** Documented: https://learn.microsoft.com/azure/logic-apps/logic-apps-limits-and-config#message-size-limits */
const LONGEST_TEXT = 131_072;

function concat(args: readonly Value[]): string {
  const joined = args.map(toText).join("");
  if (joined.length <= LONGEST_TEXT) return joined;
  throw new ExpressionError(
    `The template language function 'concat' exceeds the maximum text length of ${LONGEST_TEXT} characters. ${usageDetails("concat")}`,
  );
}

function booleans(name: string, args: readonly Value[]): boolean[] {
  return args.map((value, index) => {
    if (typeof value !== "boolean") throw wrongType(name, index, "boolean", value);
    return value;
  });
}

function choose([condition = null, whenTrue = null, whenFalse = null]: readonly Value[]): Value {
  return booleans("if", [condition])[0] ? whenTrue : whenFalse;
}

// That null is empty is assumed.
function isEmpty([value = null]: readonly Value[]): boolean {
  if (value === null || value === "") return true;
  if (typeof value === "string") return false;
  if (Array.isArray(value)) return value.length === 0;
  if (isObjectValue(value)) return Object.keys(value).length === 0;
  throw wrongType("empty", 0, "array, object or string", value);
}

function contains([collection = null, value = null]: readonly Value[]): boolean {
  if (typeof collection === "string") return collection.includes(toText(value));
  if (Array.isArray(collection)) return collection.some((each) => isSame(each, value));
  if (isObjectValue(collection)) return Object.hasOwn(collection, toText(value));
  throw wrongType("contains", 0, "object, array or string", collection);
}

/** Without regard to case, as documented. */
function startsWith(args: readonly Value[]): boolean {
  const [whole, start] = [text("startsWith", args, 0), text("startsWith", args, 1)];
  return whole.toLowerCase().startsWith(start.toLowerCase());
}

function length([value = null]: readonly Value[]): number {
  if (typeof value === "string" || Array.isArray(value)) return value.length;
  throw wrongType("length", 0, "array or string", value);
}

/** Texts are compared by their code units, which is assumed. */
function compare(name: string, [one = null, other = null]: readonly Value[]): number {
  if (isNumber(one) && isNumber(other)) return order(one, other);
  if (typeof one === "string" && typeof other === "string") return order(one, other);
  throw new ExpressionError(
    `The template language function '${name}' expects two parameters of matching types. The function was invoked with values of type '${typeName(one)}' and '${typeName(other)}' that do not match.`,
  );
}

function order<T extends number | bigint | string>(one: T, other: T): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

/** Text becomes what it says; what is no text any more stays as it is. */
function readJson([value = null]: readonly Value[]): Value {
  if (value === null) throw wrongType("json", 0, "string", value);
  if (typeof value !== "string") return value;
  try {
    return JSON.parse(value);
  } catch {
    throw new ExpressionError(
      `The template language function 'json' parameter is not valid. The provided value cannot be parsed. ${usageDetails("json")}`,
    );
  }
}

function decodeBase64(args: readonly Value[]): string {
  const encoded = text("base64ToString", args, 0);
  if (!/^(?:[\w+/]{4})*(?:[\w+/]{2}==|[\w+/]{3}=)?$/.test(encoded)) {
    throw new ExpressionError(
      `The template language function 'base64ToString' was invoked with a parameter that is not valid. The value cannot be decoded from base64 representation. ${usageDetails("base64ToString")}`,
    );
  }
  return Buffer.from(encoded, "base64").toString("utf8");
}

function later(args: readonly Value[]): string {
  const hours = args[1] ?? null;
  if (!isNumber(hours)) throw wrongType("addHours", 1, "integer", hours);
  return addHours(text("addHours", args, 0), Number(hours));
}

function text(name: string, args: readonly Value[], index: number): string {
  const value = args[index] ?? null;
  if (typeof value !== "string") throw wrongType(name, index, "string", value);
  return value;
}

const ORDINALS = ["first", "second", "third"] as const;

// In words that users report: https://github.com/Azure/Microsoft-Defender-for-Cloud/issues/249
function wrongType(name: string, index: number, expected: string, value: Value): ExpressionError {
  const which = ORDINALS[index] ?? `number ${index + 1}`;
  return new ExpressionError(
    `The template language function '${name}' expects its ${which} parameter to be of type ${expected}. The provided value is of type '${typeName(value)}'. ${usageDetails(name)}`,
  );
}
