// The values of the Workflow Definition Language: JSON, and whole numbers beyond what JSON's numbers hold.

/** A value; a bigint is a whole number that a double cannot hold, such as the ticks of a time. */
export type Value =
  | null
  | boolean
  | number
  | bigint
  | string
  | readonly Value[]
  | { readonly [name: string]: Value };

/** A value that is an object. */
export type ObjectValue = { readonly [name: string]: Value };

/** Whether a value is an object, neither null nor an array. */
export function isObjectValue(value: Value): value is ObjectValue {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The word by which the service names a value's type in its errors. */
export function typeName(value: Value): string {
  if (value === null) return "Null";
  if (Array.isArray(value)) return "Array";
  if (typeof value === "bigint") return "Integer";
  if (typeof value === "number") return Number.isInteger(value) ? "Integer" : "Float";
  const name = typeof value;
  return name.charAt(0).toUpperCase() + name.slice(1);
}

/** A value inside a text: null is nothing, and booleans are written as .NET writes them, which is assumed. */
export function toText(value: Value): string {
  if (value === null) return "";
  if (typeof value === "string") return value;
  if (typeof value === "boolean") return value ? "True" : "False";
  return typeof value === "object" ? toJson(value) : String(value);
}

/** A value as JSON without spaces. */
export function toJson(value: Value): string {
  return JSON.stringify(value, (_, each) => (typeof each === "bigint" ? Number(each) : each));
}

/** Are two values the same? `equals(true, 1)` is documented to be true. */
export function isSame(one: Value, other: Value): boolean {
  if (typeof one === "boolean" && isNumber(other)) return Number(one) === Number(other);
  if (typeof other === "boolean" && isNumber(one)) return isSame(other, one);
  // biome-ignore lint/suspicious/noDoubleEquals: === says that 1n and 1 differ, which are the same whole number
  if (isNumber(one) && isNumber(other)) return one == other;
  if (Array.isArray(one) && Array.isArray(other)) {
    return one.length === other.length && one.every((each, index) => isSame(each, other[index]));
  }
  if (isObjectValue(one) && isObjectValue(other)) {
    const names = Object.keys(one);
    return (
      names.length === Object.keys(other).length &&
      names.every(
        (name) => Object.hasOwn(other, name) && isSame(one[name] ?? null, other[name] ?? null),
      )
    );
  }
  return one === other;
}

/** Whether a value is a number, of either kind. */
export function isNumber(value: Value): value is number | bigint {
  return typeof value === "number" || typeof value === "bigint";
}
