// Rules about how values are written, where YAML takes something else for the text than whoever wrote it.
import { type Path, quote } from "./problem";
import type { Rule } from "./rule";
import { invisible } from "./textRules";
import { joinersIn } from "./visible";
import { keyText, type YamlNode, type YamlScalar } from "./yamlNode";
import type { YamlText } from "./yamlText";
import type { Place } from "./yamlValues";

/** A value with what stands around it. */
interface WrittenValue {
  readonly scalar: YamlScalar;
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
    const settles = scalar.source === "" ? [scalar.offset, key?.offset ?? scalar.offset] : [];
    report(
      { offset, path, settles },
      `${quote(rest)} is a comment here, and no part of the text; put the whole text in quotes, or a space after the # of a comment`,
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
    const value = values.find(({ scalar }) => scalar.offset <= index && index < scalar.end);
    if (value?.path.at(-1) === "displayName") continue;
    report(
      { offset: index, path: [], settles: value === undefined ? [] : [value.scalar.offset] },
      `${invisible(character)}; remove it, as only a displayName may hold one`,
    );
  }
};

/** Every rule about how values are written. */
export const WRITING_RULES = [textIsNotCut, joinersStandInNames] as const;

/** Everything that the file says as plain or quoted values and keys. */
function* valuesIn(roots: readonly YamlNode[]): Generator<WrittenValue> {
  for (const root of roots) {
    yield* valuesBelow(root, { path: [], key: undefined, parent: root.offset, isFlow: false });
  }
}

function* valuesBelow(
  node: YamlNode,
  { path, ...place }: Omit<WrittenValue, "scalar">,
): Generator<WrittenValue> {
  if (node.kind === "scalar") yield { ...place, path, scalar: node };
  if (node.kind === "list") {
    const { isFlow, offset } = node;
    for (const [index, item] of node.items.entries()) {
      yield* valuesBelow(item, { path: [...path, index], key: undefined, parent: offset, isFlow });
    }
  }
  if (node.kind === "map") {
    const { isFlow } = node;
    for (const { key, value } of node.entries) {
      // In brackets, what follows a text without a comma makes a key of it.
      const isWritten = key.kind === "scalar" && key.source !== "";
      if (isWritten) yield { scalar: key, path, key: undefined, parent: key.offset, isFlow };
      const name = keyText(key) ?? "?";
      yield* valuesBelow(value, { path: [...path, name], key, parent: key.offset, isFlow });
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
  if (!scalar.isPlain) return undefined;
  const after = (blanks: RegExp, from: number) => {
    blanks.lastIndex = from;
    return blanks.test(text) ? blanks.lastIndex : undefined;
  };
  const before = key?.kind === "scalar" ? after(AFTER_KEY, key.end) : after(AT_ONCE, scalar.offset);
  if (before !== undefined || scalar.source === "") return before;
  const beside = after(ON_THE_LINE, scalar.end);
  if (beside !== undefined) return beside;
  const below = after(ON_ANOTHER_LINE, scalar.end);
  if (below === undefined) return undefined;
  // In brackets it may as well be an item that was taken out; elsewhere a line that goes on is further in.
  const goesOn = isFlow ? key !== undefined : columnOf(below, text) > columnOf(parent, text);
  return goesOn ? below : undefined;
}

function columnOf(offset: number, text: string): number {
  return offset - (text.lastIndexOf("\n", offset - 1) + 1);
}
