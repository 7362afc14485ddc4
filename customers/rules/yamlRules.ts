// Rules about the text as YAML, before its values are read; any problem here ends the check.
import { isMap, isScalar, isSeq } from "yaml";
import { offsetOf, type YamlNode } from "../yaml/yamlNode";
import { DEEPEST, MOST_TOKENS, type YamlText } from "../yaml/yamlText";
import type { Rule } from "./rule";
import { explain, firstOfEachLine, placeOf } from "./yamlComplaints";

type YamlRule = Rule<YamlText, number>;

/** Lines are indented by spaces. */
export const indentationUsesSpaces: YamlRule = (yaml, report) => {
  for (const offset of tabIndentations(yaml)) {
    report(offset, "a tab indents this line; indent with spaces");
  }
};

/** Values nest at most 50 levels deep. */
export const nestingIsShallow: YamlRule = ({ stopped }, report) => {
  if (stopped?.why !== "deep") return;
  report(
    stopped.offset,
    `values nest more than ${DEEPEST} levels deep here; a customer needs five`,
  );
};

/** The file has at most 3,000,000 words and marks. */
export const wordsAreNotTooMany: YamlRule = ({ stopped }, report) => {
  if (stopped?.why !== "long") return;
  report(
    stopped.offset,
    `more than ${MOST_TOKENS} words and marks are before this; a registry's customers need fewer`,
  );
};

/** The file is well-formed YAML 1.2. */
export const yamlIsWellFormed: YamlRule = (yaml, report) => {
  // What follows a tab is only the confusion that it caused.
  const [firstTab] = tabIndentations(yaml);
  const end =
    firstTab === undefined ? yaml.text.length + 1 : yaml.text.lastIndexOf("\n", firstTab) + 1;
  for (const complaint of firstOfEachLine(yaml)) {
    if (complaint.offset < end) report(placeOf(complaint, yaml.text), explain(complaint));
  }
};

/** The file holds one document. */
export const fileIsOneDocument: YamlRule = ({ text, roots: [, second] }, report) => {
  if (second === undefined) return;
  const marker = text.lastIndexOf("\n---", offsetOf(second));
  report(
    marker < 0 ? offsetOf(second) : marker + 1,
    "a second document starts here; keep one, without ---",
  );
};

/** The file is not empty. */
export const fileIsNotEmpty: YamlRule = ({ roots, complaints, stopped }, report) => {
  if (complaints.length > 0 || stopped || roots.some(hasContent)) return;
  report(
    0,
    'the file is empty, which would take the access of every customer; list them under "customers:"',
  );
};

/** The file is a map. */
export const fileIsAMap: YamlRule = ({ roots: [root], complaints }, report) => {
  if (!root || complaints.length > 0 || !hasContent(root) || isMap(root)) return;
  const kind = isSeq(root) ? "a list" : "text";
  report(
    offsetOf(root),
    `the file is ${kind}, but a map is expected; start with "customers:" and indent each customer below it`,
  );
};

/** Every rule about the text as YAML. */
export const YAML_RULES = [
  indentationUsesSpaces,
  nestingIsShallow,
  wordsAreNotTooMany,
  yamlIsWellFormed,
  fileIsOneDocument,
  fileIsNotEmpty,
  fileIsAMap,
] as const;

function hasContent(node: YamlNode): boolean {
  return !isScalar(node) || node.value !== null;
}

/** A tab within a text of several lines is content; where the parser stumbles it is an indentation. */
function tabIndentations(yaml: YamlText): number[] {
  const { text, complaints } = yaml;
  if (complaints.length === 0) return [];
  const troubled = linesOf(yaml);
  const tabs = [...text.matchAll(/^ *\t(?=[^\r\n]*[^\s#])/gm)];
  const first = tabs.findIndex(({ index }) => troubled.has(index));
  return first < 0 ? [] : tabs.slice(first).map(({ index, 0: { length } }) => index + length - 1);
}

/** The offsets of the lines that the parser complains of. */
function linesOf({ text, complaints }: YamlText): ReadonlySet<number> {
  const starts = new Set<number>();
  let start = 0;
  let end = text.indexOf("\n");
  for (const { offset } of complaints) {
    while (end >= 0 && end < offset) {
      start = end + 1;
      end = text.indexOf("\n", start);
    }
    starts.add(start);
  }
  return starts;
}
