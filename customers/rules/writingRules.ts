// Rules about notation: where YAML reads another value than the author meant.
import { isMap, isScalar, isSeq, Scalar } from "yaml";
import { type Path, quote } from "../problem";
import { keyText, offsetOf, valueIn, type YamlNode } from "../yaml/yamlNode";
import type { YamlText } from "../yaml/yamlText";
import type { Place } from "../yaml/yamlValues";
import type { Rule } from "./rule";
import { invisible } from "./textRules";
import { joinersIn } from "./visible";

/** A value with what stands around it. */
interface WrittenValue {
  readonly scalar: Scalar.Parsed;
  readonly path: Path;
  /** The key whose value it is; absent in a list. */
  readonly key: YamlNode | undefined;
  /** Where the line that it belongs to is indented: a text goes on in lines that are further in. */
  readonly parent: number;
  /** Does it stand within brackets or braces, where indentation means nothing? */
  readonly isFlow: boolean;
}

/** A place, and the offsets at which nothing more has to be said then. */
interface WritingPlace extends Place {
  readonly settles: readonly number[];
}

type WritingRule = Rule<YamlText, WritingPlace>;

/** A text for people without quotes holds no # after a space, and no value begins with one: a comment starts with # and a space. */
export const textIsNotCut: WritingRule = ({ text, roots, complaints }, report) => {
  if (!/[ \t\n]#+[^#\s]/.test(text)) return;
  const lastComplaint = complaints.at(-1)?.offset ?? -1;
  for (const { path, ...value } of valuesIn(roots)) {
    const { scalar, key, isFlow } = value;
    const offset = cutAt(value, text);
    if (offset === undefined) continue;
    // A date, a word or a path is whole before its comment, which in brackets may hide what closes them.
    const isWhole = scalar.source !== "" && !TEXTS_FOR_PEOPLE.has(path.at(-1));
    if (isWhole && !(isFlow && offset < lastComplaint)) continue;
    const rest = /^.*/.exec(text.slice(offset, offset + 200))?.[0].trimEnd() ?? "";
    const settles = scalar.source === "" ? [scalar, key ?? scalar].map(offsetOf) : [];
    report(
      { offset, path, settles },
      `${quote(rest)} is a comment here, not part of the text; put the whole text in quotes, or a space after the # of a comment`,
    );
  }
};

const TEXTS_FOR_PEOPLE: ReadonlySet<unknown> = new Set(["displayName", "contact", "reason"]);

/** Joiners, which emoji and some scripts need, stand in a displayName alone. */
export const joinersStandInNames: WritingRule = ({ text, roots }, report) => {
  const found = joinersIn(text);
  if (found.length === 0) return;
  const values = [...valuesIn(roots)];
  for (const { index, character } of found) {
    const value = values.find(({ scalar: { range } }) => range[0] <= index && index < range[1]);
    if (value?.path.at(-1) === "displayName") continue;
    report(
      { offset: index, path: [], settles: value === undefined ? [] : [offsetOf(value.scalar)] },
      `${invisible(character)}; remove it, as only a displayName may hold one`,
    );
  }
};

/** Every rule about how values are written. */
export const WRITING_RULES = [textIsNotCut, joinersStandInNames] as const;

/** Everything that the file says as plain or quoted values and keys. */
function* valuesIn(roots: readonly YamlNode[]): Generator<WrittenValue> {
  for (const root of roots) {
    yield* valuesBelow(root, { path: [], key: undefined, parent: offsetOf(root), isFlow: false });
  }
}

function* valuesBelow(
  node: YamlNode,
  { path, ...place }: Omit<WrittenValue, "scalar">,
): Generator<WrittenValue> {
  if (isScalar(node)) yield { ...place, path, scalar: node };
  if (isSeq(node)) {
    const nested = { key: undefined, parent: offsetOf(node), isFlow: node.flow === true };
    for (const [index, item] of node.items.entries()) {
      yield* valuesBelow(item, { ...nested, path: [...path, index] });
    }
  }
  if (isMap(node)) {
    const isFlow = node.flow === true;
    for (const pair of node.items) {
      const { key } = pair;
      const parent = offsetOf(key);
      // In brackets, what follows a text without a comma makes a key of it.
      if (isScalar(key) && key.source !== "")
        yield { scalar: key, path, key: undefined, parent, isFlow };
      const name = keyText(key) ?? "?";
      yield* valuesBelow(valueIn(pair), { path: [...path, name], key, parent, isFlow });
    }
  }
}

/** A comment that starts with no space, after something or on a line by itself. */
const ON_THE_LINE = /[ \t]+(?=#+[^#\s])/y;
const ON_ANOTHER_LINE = /[ \t]*(?:\r?\n[ \t]*)+(?=#+[^#\s])/y;
/** After the colon of a key, before the value if there is one. */
const AFTER_KEY = /["']?[ \t]*:[ \t]+(?=#+[^#\s])/y;
const AT_ONCE = /(?=#+[^#\s])/y;

/** Where a comment ends the text, or stands where it should begin; undefined where none does. */
function cutAt(
  { scalar, key, parent, isFlow }: Omit<WrittenValue, "path">,
  text: string,
): number | undefined {
  if (scalar.type !== Scalar.PLAIN) return undefined;
  const [start, end] = scalar.range;
  const after = (blanks: RegExp, from: number) => {
    blanks.lastIndex = from;
    return blanks.test(text) ? blanks.lastIndex : undefined;
  };
  const before = isScalar(key) ? after(AFTER_KEY, key.range[1]) : after(AT_ONCE, start);
  if (before !== undefined || scalar.source === "") return before;
  const beside = after(ON_THE_LINE, end);
  if (beside !== undefined) return beside;
  const below = after(ON_ANOTHER_LINE, end);
  if (below === undefined) return undefined;
  // In brackets it may as well be an item that was taken out; elsewhere a line that goes on is further in.
  const goesOn = isFlow ? key !== undefined : columnOf(below, text) > columnOf(parent, text);
  return goesOn ? below : undefined;
}

function columnOf(offset: number, text: string): number {
  return offset - (text.lastIndexOf("\n", offset - 1) + 1);
}
