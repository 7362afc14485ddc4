// What a file that may be damaged gives: its value, or the reason why it has none.

/** A value that was read, or the reason in words: `is cut off or damaged`. `isUnread`: it may be whole, but did not come. */
export type Reading<Value> =
  | { readonly value: Value }
  | { readonly problem: string; readonly isUnread?: true };

/** Parses JSON. The parser's own message stays out: it quotes the text. */
export function parsed(text: string): Reading<unknown> {
  if (text.trim() === "") return { problem: "is empty" };
  try {
    return { value: JSON.parse(text) };
  } catch {
    return { problem: "is cut off or damaged: it is no JSON" };
  }
}

/** An object of JSON. */
export type Fields = Readonly<Record<string, unknown>>;

/** The object that this is; undefined for anything else, and for a secret, which stays unread. */
export function fields(value: unknown): Fields | undefined {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  return SECRET in value ? undefined : (value as Fields);
}

/** By this key Pulumi marks secrets, encrypted or not, and other special values. */
export const SECRET = "4dabf18193072939515e22adb298388d";

export function text(value: unknown): string | undefined {
  return typeof value === "string" && value !== UNKNOWN ? value : undefined;
}

/** What Pulumi writes for a string that only a later step would have known. */
const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

export function count(value: unknown): number | undefined {
  return typeof value === "number" && Number.isFinite(value) ? value : undefined;
}

export function flag(value: unknown): boolean | undefined {
  return typeof value === "boolean" ? value : undefined;
}

export function texts(value: unknown): string[] | undefined {
  if (!Array.isArray(value)) return undefined;
  return value.filter((each): each is string => text(each) !== undefined);
}

/** Those of an object's fields that are texts. */
export function textsByKey(value: unknown): Record<string, string> | undefined {
  const known = fields(value);
  if (known === undefined) return undefined;
  return Object.fromEntries(
    Object.entries(known).flatMap(([key, each]) => {
      const found = text(each);
      return found === undefined ? [] : [[key, found]];
    }),
  );
}

/** The object without what is undefined. */
export function withoutAbsent<Value extends object>(
  value: Value,
): {
  [Key in keyof Value]: Exclude<Value[Key], undefined>;
} {
  const present: Record<string, unknown> = {};
  for (const key in value) if (value[key] !== undefined) present[key] = value[key];
  return present as ReturnType<typeof withoutAbsent<Value>>;
}
