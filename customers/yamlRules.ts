// Rules about the text as YAML, before its values are read; any problem here ends the check.
import { isMap, isScalar, type Node } from "yaml";
import { quote } from "./problem";
import type { Rule } from "./rule";
import { type Complaint, DEEPEST, type YamlText } from "./yamlText";

type YamlRule = Rule<YamlText, number>;

/** Lines are indented by spaces. */
export const indentationUsesSpaces: YamlRule = (yaml, report) => {
  for (const offset of tabIndentations(yaml)) {
    report(offset, "a tab indents this line; indent with spaces");
  }
};

/** Values nest at most 50 levels deep. */
export const nestingIsShallow: YamlRule = ({ tooDeepAt }, report) => {
  if (tooDeepAt === undefined) return;
  report(tooDeepAt, `values nest more than ${DEEPEST} levels deep here; a customer needs five`);
};

/** The file is well-formed YAML 1.2. */
export const yamlIsWellFormed: YamlRule = (yaml, report) => {
  if (tabIndentations(yaml).length > 0) return;
  for (const complaint of firstOfEachLine(yaml)) {
    report(complaint.offset, `${explain(complaint)}`);
  }
};

/** The file holds one document. */
export const fileIsOneDocument: YamlRule = ({ text, roots: [, second] }, report) => {
  if (second === undefined) return;
  const start = second.range?.[0] ?? 0;
  const marker = text.lastIndexOf("\n---", start);
  report(marker < 0 ? start : marker + 1, "a second document starts here; keep one, without ---");
};

/** The file is not empty. */
export const fileIsNotEmpty: YamlRule = ({ roots, complaints, tooDeepAt }, report) => {
  if (complaints.length > 0 || tooDeepAt !== undefined || roots.some(hasContent)) return;
  report(
    0,
    'the file is empty, which would take the access of every customer; list them under "customers:"',
  );
};

/** The file is a map. */
export const fileIsAMap: YamlRule = ({ roots: [root], complaints }, report) => {
  if (root === undefined || complaints.length > 0 || !hasContent(root) || isMap(root)) return;
  const kind = isScalar(root) ? "text" : "a list";
  report(
    root.range?.[0] ?? 0,
    `the file is ${kind} where a map is meant; start with "customers:" and indent each customer below it`,
  );
};

/** Every rule about the text as YAML. */
export const YAML_RULES = [
  indentationUsesSpaces,
  nestingIsShallow,
  yamlIsWellFormed,
  fileIsOneDocument,
  fileIsNotEmpty,
  fileIsAMap,
] as const;

function hasContent(node: Node): boolean {
  return !(isScalar(node) && node.value === null);
}

/** A tab within a quoted or block text is content; only where the parser stumbles is it an indentation. */
function tabIndentations({ text, complaints }: YamlText): number[] {
  if (complaints.length === 0) return [];
  return [...text.matchAll(/^ *\t(?=[^\r\n]*[^\s#])/gm)].map(
    ({ index, 0: indent }) => index + indent.length - 1,
  );
}

/** One mistake makes the parser complain several times; the first complaint of a line is the useful one. */
function firstOfEachLine({ text, complaints }: YamlText): Complaint[] {
  let lineEnd = -1;
  return complaints.filter(({ offset, code }) => {
    if (offset <= lineEnd || code === ALIAS) return false;
    const next = text.indexOf("\n", offset);
    lineEnd = next < 0 ? text.length : next;
    return true;
  });
}

/** Left to the rule aliasesAreDefined, which can say what was meant. */
const ALIAS = "BAD_ALIAS";

function explain({ code, message }: Complaint): string {
  const [found, remedy] = EXPLANATIONS[code] ?? [undefined, "correct the YAML here"];
  return `${found ?? lowerCaseStart(message)}; ${remedy}`;
}

/** What to do, by the parser's code; its own message says what was found unless a plainer one stands here. */
const EXPLANATIONS: Readonly<Record<string, readonly [found: string | undefined, remedy: string]>> =
  {
    BAD_DIRECTIVE: [undefined, "remove the line"],
    BAD_INDENT: [undefined, "line it up with its neighbours"],
    BAD_SCALAR_START: [undefined, "put the text in quotes"],
    BLOCK_AS_IMPLICIT_KEY: [
      "a second key stands in one value",
      'put a text that contains ": " in quotes, or line up the next line with its neighbours',
    ],
    MULTILINE_IMPLICIT_KEY: [
      "a key is not followed by a colon and a space",
      "write key: value, one to a line, lined up with its neighbours",
    ],
    TAG_RESOLVE_FAILED: [undefined, "remove the tag"],
  };

function lowerCaseStart(message: string): string {
  return quoteless(message.charAt(0).toLowerCase() + message.slice(1));
}

/** The parser repeats pieces of the text in its messages. */
function quoteless(message: string): string {
  return quote(message).slice(1, -1).replaceAll('\\"', '"');
}
