// Reads the filters that Resource Manager and Graph take: terms of OData, joined by `and`.

/** One term: `name eq 'value'`, `name('value')`, `name()`, or `name/any(x:x eq 'value')`, whose name is `name/any`. */
export interface Term {
  readonly name: string;
  /** Undefined for `name()`. */
  readonly value?: string;
}

const TEXT = "'((?:[^']|'')*)'";
const TERMS = [
  new RegExp(`(\\w+) eq (?:${TEXT}|([\\w-]+))(?= and |$)`, "y"),
  new RegExp(`(\\w+/any)\\(\\w+: ?\\w+ eq ${TEXT}\\)(?= and |$)`, "y"),
  new RegExp(`(\\w+)\\((?:${TEXT})?\\)(?= and |$)`, "y"),
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
    const [whole, name = "", quoted, bare] = found;
    const value = quoted?.replaceAll("''", "'") ?? bare;
    terms.push({ name, ...(value === undefined ? {} : { value }) });
    at += whole.length + " and ".length;
  }
  return terms;
}

/** Whether a value is what a term says; Azure compares without regard to case. */
export function isTerm(value: string | undefined, { value: wanted }: Term): boolean {
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
