// Replaces the YAML parser's messages by ones that occasional editors understand.
import { quote } from "../problem";
import type { Complaint, YamlText } from "../yaml/yamlText";

/** The complaints worth telling: one mistake makes the parser complain on and on, so the first of each line. */
export function firstOfEachLine({ text, complaints }: YamlText): Complaint[] {
  let lineEnd = -1;
  return complaints.filter(({ offset }) => {
    if (offset < lineEnd) return false;
    const next = text.indexOf("\n", offset);
    lineEnd = next < 0 ? Number.POSITIVE_INFINITY : next + 1;
    return true;
  });
}

/** Where the mistake is: an open quote is noticed only at the end of the text, and is no help there. */
export function placeOf({ offset, message }: Complaint, text: string): number {
  const [, quoteMark] = /^Missing closing (["'])quote/.exec(message) ?? [];
  return quoteMark === undefined ? offset : Math.max(0, text.lastIndexOf(quoteMark, offset - 1));
}

/** Says what was found and what to do. */
export function explain({ message }: Complaint): string {
  const [, explanation] = EXPLANATIONS.find(([pattern]) => pattern.test(message)) ?? [];
  if (explanation !== undefined) return explanation;
  const start = message.charAt(0).toLowerCase() + message.slice(1, 200);
  return `${quote(start, 200).slice(1, -1).replaceAll('\\"', '"')}; correct the YAML here`;
}

/** By the beginning of the parser's own message, as its codes put different mistakes together. */
const EXPLANATIONS: readonly (readonly [RegExp, string])[] = [
  [
    /^Nested mappings are not allowed/,
    'a second ": " stands in one value; put the text in quotes, or line up the next line with its neighbours',
  ],
  [
    /^All (mapping|sequence) items must start/,
    "this line is not aligned with the lines around it; indent it like them",
  ],
  [
    /^Implicit (map )?keys/,
    "a key without a colon and a space after it; write key: value, one to a line",
  ],
  [
    /^(Flow|Block).*(sequence|collection).*end with a \]/,
    "a list in brackets is not closed before this; close it with ]",
  ],
  [
    /^(Flow|Block).*(map|collection).*end with a \}/,
    "a map in braces is not closed before this; close it with }",
  ],
  [/^Missing , /, "a comma is missing; put one between the items"],
  [/^Missing closing "quote/, 'a text in "quotes" is not closed; close it on this line'],
  [/^Missing closing 'quote/, "a text in 'quotes' is not closed; close it on this line"],
  [
    /^Plain value cannot start with/,
    "a text without quotes cannot start with this character; put the text in quotes",
  ],
  [
    /^Unresolved tag/,
    "a tag with ! is not supported in this file; remove it, or put the text in quotes",
  ],
  [
    /^Comments must be separated/,
    "a # follows without a space; put a space before a comment, or the text in quotes",
  ],
  [/^Invalid escape sequence/, "a \\ in double quotes starts an unknown escape; use single quotes"],
];
