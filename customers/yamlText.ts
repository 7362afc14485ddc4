// Reads text as YAML 1.2 into nodes that know their offsets.
import { Composer, type CST, Lexer, type Node, Parser } from "yaml";

/** What the text is as YAML. */
export interface YamlText {
  readonly text: string;
  /** The content of each document; none when there are only comments. */
  readonly roots: readonly Node[];
  /** What the parser complains of, in the order of the text. */
  readonly complaints: readonly Complaint[];
  /** Where the text nests more deeply than `DEEPEST`; nothing from there on was read. */
  readonly tooDeepAt?: number;
}

/** One complaint of the parser. */
export interface Complaint {
  readonly offset: number;
  readonly message: string;
}

/** The most levels of nesting; customers.yaml has five, and each needs up to two places on the parser's stack. */
export const DEEPEST = 50;

/**
 * The core schema of YAML 1.2: `on` and `yes` are text, dates are text, `<<` is a key like any other.
 *
 * The parser's own check for duplicate keys compares each key with each; the rule keysAreUnique does it in one go.
 */
const OPTIONS = { version: "1.2", schema: "core", merge: false, uniqueKeys: false } as const;

/** Reads the text; never throws, whatever the text is. */
export function readYaml(text: string): YamlText {
  const { tokens, tooDeepAt } = parse(text);
  if (tooDeepAt !== undefined) return { text, roots: [], complaints: [], tooDeepAt };
  const composed = [...new Composer(OPTIONS).compose(tokens, true, text.length)];
  const complaints = composed
    .flatMap((document) => [...document.errors, ...document.warnings])
    .map(({ pos, message }) => ({ offset: pos[0], message }))
    // The rule aliasesAreDefined can say what was meant by a star.
    .filter(({ message }) => !message.startsWith("Alias "))
    .sort((a, b) => a.offset - b.offset);
  return { text, roots: composed.flatMap(({ contents }) => contents ?? []), complaints };
}

/** The composer recurses into the nodes, so what nests too deeply must not reach it. */
function parse(text: string): { tokens: CST.Token[]; tooDeepAt?: number } {
  const parser = new Parser();
  const tokens: CST.Token[] = [];
  for (const lexeme of new Lexer().lex(text)) {
    for (const token of parser.next(lexeme)) tokens.push(token);
    if (parser.stack.length > 2 * DEEPEST) return { tokens, tooDeepAt: parser.offset };
  }
  for (const token of parser.end()) tokens.push(token);
  return { tokens };
}
