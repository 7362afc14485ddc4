// Text of people in Markdown: shown as it is, without any markup of its own.

/** Escapes a text of one line: no markup, no HTML, no mention of anybody, no link. */
export function plainMarkdown(text: string): string {
  return text
    .replace(/[\r\n]+/g, " ")
    .replace(
      /:(?=\/\/)|(?<=\bwww)\.|[\\`*_{}[\]#!|&<>~$@]/g,
      (sign) => AS_TEXT[sign] ?? `\\${sign}`,
    );
}

/** Places where a backslash does not prevent a tag, a mention or a link. */
const AS_TEXT: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  "|": "&#124;",
  ":": "&#58;",
  ".": "&#46;",
  // Mentions are found after the markup was parsed; an invisible character separates the name from its sign.
  "@": "@\u200b",
};
