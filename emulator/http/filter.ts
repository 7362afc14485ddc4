// Reads the filters that Resource Manager and Graph take: terms of OData, joined by `and`.

/**
 * One term: `name eq 'value'`, `name('value')`, `name()`, `name/any(x:x eq 'value')`, whose name is `name/any`, or
 * `startswith(name,'value')`, whose name is `startswith/name`.
 */
export interface Term {
  readonly name: string;
  /** Undefined for `name()`. */
  readonly value?: string;
}

const START = "startswith/";
const TEXT = "'(?<quoted>(?:[^']|'')*)'";
const TERMS = [
  new RegExp(`(?<name>\\w+) eq (?:${TEXT}|(?<bare>[\\w-]+))(?= and |$)`, "y"),
  new RegExp(`(?<name>\\w+/any)\\(\\w+: ?\\w+ eq ${TEXT}\\)(?= and |$)`, "y"),
  new RegExp(`(?<name>\\w+)\\((?:${TEXT})?\\)(?= and |$)`, "y"),
  new RegExp(`[sS]tarts[wW]ith\\((?<start>\\w+), ?${TEXT}\\)(?= and |$)`, "y"),
];

/** The terms of a filter, none of an empty one; undefined when it is not of this form. */
export function readFilter(text: string | null): readonly Term[] | undefined {
  const terms: Term[] = [];
  let at = 0;
  while (text !== null && at < text.length) {
    const found = matchAt(text, at);
    if (found === undefined) {
      return undefined;
    }
    const { start, name = `${START}${start}`, quoted, bare } = found.groups ?? {};
    const value = quoted?.replaceAll("''", "'") ?? bare;
    terms.push({ name, ...(value === undefined ? {} : { value }) });
    at += found[0].length + " and ".length;
  }
  return terms;
}

/** Whether a value is what a term says; Azure compares without regard to case. */
export function isTerm(value: string | undefined, { name, value: wanted }: Term): boolean {
  if (name.startsWith(START)) {
    return value?.toLowerCase().startsWith(wanted?.toLowerCase() ?? "") ?? false;
  }
  return value?.toLowerCase() === wanted?.toLowerCase();
}

function matchAt(text: string, at: number): RegExpExecArray | undefined {
  for (const pattern of TERMS) {
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    if (found !== null) {
      return found;
    }
  }
  return undefined;
}
