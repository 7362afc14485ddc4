// The lines for the Azure CLI that this project gives to people: in its documents, and in what its programs print.

/** One line, as a person would type it: continued lines joined, without comment and without what it is piped into. */
export interface AzLine {
  readonly file: string;
  readonly line: number;
  readonly text: string;
}

const FENCED = /^( *)(`{3,})[^\n]*\n([\s\S]*?)^\1\2 *$/gm;

/** The lines of a Markdown file, in blocks of code and between backticks, or of a source, between backticks. */
export function azLines(file: string, text: string): AzLine[] {
  if (!file.endsWith(".md")) {
    return inBackticks(file, text, /\\?`(az [a-z][^`\\]*)\\?`/g);
  }
  const blocks = [...text.matchAll(FENCED)].flatMap((match) => inBlock(file, text, match));
  const prose = text.replace(FENCED, (block) => block.replace(/[^\n]/g, " "));
  return [...blocks, ...inBackticks(file, prose, /`(az [a-z][^`]*)`/g)];
}

/** The command's name: `az acr token update`. */
export function commandOf(text: string): string {
  return /^az(?: [a-z][a-z-]*)+/.exec(text)?.[0] ?? text;
}

/** The options that a line names. */
export function optionsOf(text: string): string[] {
  return [...text.matchAll(/(?<= )--[a-z][a-z0-9-]*/g)].map(([option]) => option);
}

function inBackticks(file: string, text: string, pattern: RegExp): AzLine[] {
  return [...text.matchAll(pattern)].map((match) => ({
    file,
    line: lineAt(text, match.index),
    text: match[1] ?? "",
  }));
}

function inBlock(file: string, text: string, block: RegExpExecArray): AzLine[] {
  const [whole, , , body = ""] = block;
  const start = block.index + whole.indexOf(body);
  const commands = body.matchAll(COMMAND);
  return [...commands].flatMap(({ index, 1: assigned, 2: plain }) => {
    const typed = assigned ?? plain ?? "";
    const line = lineAt(text, start + index);
    const inner = [...typed.matchAll(/\$\((az [^)]*)\)/g)].map(([, each = ""]) => each);
    return [typed, ...inner].map((each) => ({ file, line, text: asTyped(each) }));
  });
}

/** By itself, or as what a variable is set to; with the lines that it goes on in. */
const COMMAND = /^ *(?:\$ )?(?:\w+=\$\((az (?:[^\n]*\\\n)*[^\n]*)\)|(az (?:[^\n]*\\\n)*[^\n]*))$/gm;

function asTyped(command: string): string {
  return command
    .replace(/\s*\\\n\s*/g, " ")
    .replace(/\s+#.*$/, "")
    .replace(/ \| .*$/, "")
    .trim();
}

function lineAt(text: string, index: number): number {
  return text.slice(0, index).split("\n").length;
}
