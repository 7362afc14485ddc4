// Parses text as YAML 1.2 for the check.
import { Composer, type Document, Lexer, Parser } from "yaml";
import type { YamlNode } from "./yamlNode";

/** What the text is as YAML. */
export interface YamlText {
  readonly text: string;
  /** The content of each document; none when there are only comments. */
  readonly roots: readonly YamlNode[];
  /** What the parser complains of, in the order of the text. */
  readonly complaints: readonly Complaint[];
  /** Why and where reading stopped early; then there are no roots. */
  readonly stopped?: { readonly offset: number; readonly why: "deep" | "long" };
}

/** One complaint of the parser. */
export interface Complaint {
  readonly offset: number;
  readonly message: string;
}

/** The most levels of nesting; customers.yaml has five, and each needs up to two places on the parser's stack. */
export const DEEPEST = 50;

/** The most tokens: those of more than 30,000 customers. Reading them takes up to 1.5 GB of memory, or 3 GB if each is a mistake. */
export const MOST_TOKENS = 3_000_000;

/**
 * The core schema of YAML 1.2: `on` and `yes` are text, dates are text, `<<` is a key like any other.
 *
 * The parser's own check for duplicate keys compares each key with each; the rule keysAreUnique does it in one go.
 */
export const YAML_OPTIONS = {
  version: "1.2",
  schema: "core",
  merge: false,
  uniqueKeys: false,
  resolveKnownTags: false,
} as const;

/** Reads the text; never throws, whatever the text is. */
export function readYaml(text: string): YamlText {
  const roots: YamlNode[] = [];
  const complaints: Complaint[] = [];
  const keep = ({ contents, errors, warnings }: Document.Parsed) => {
    // The composer makes a document without contents where there is none, for its complaints alone.
    if (contents !== null) roots.push(contents);
    for (const { pos, message } of [...errors, ...warnings]) {
      if (!LEFT_OUT.test(message)) complaints.push({ offset: pos[0], message });
    }
  };
  const parser = new Parser();
  const composer = new Composer(YAML_OPTIONS);
  let count = 0;
  for (const token of new Lexer().lex(text)) {
    for (const part of parser.next(token))
      for (const document of composer.next(part)) keep(document);
    count += 1;
    if (parser.stack.length > 2 * DEEPEST || count > MOST_TOKENS) {
      const why = count > MOST_TOKENS ? "long" : "deep";
      return { text, roots: [], complaints: [], stopped: { offset: parser.offset, why } };
    }
  }
  for (const document of composer.compose(parser.end(), true, text.length)) keep(document);
  complaints.sort((a, b) => a.offset - b.offset || (a.message < b.message ? -1 : 1));
  return { text, roots, complaints };
}

/** An alias that is empty or ambiguous: the rule aliasesAreDefined can say what was meant by a star. */
const LEFT_OUT = /^Alias /;
