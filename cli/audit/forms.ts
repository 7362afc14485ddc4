// Prints an answer: as a table of 80 columns, as lines where that does not fit, as CSV, or as Markdown.

import Table from "cli-table3";
import { stringify } from "csv-stringify/sync";
import type { Answer, Sheet } from "../../audit/answers/answer";
import { plainMarkdown } from "../markdownText";
import { whereItFits } from "../whereItFits";
import { wrapped } from "../wrapped";

/** As wide as a table gets where nobody says how wide the terminal is. */
const COLUMNS = 80;

/** No column with a word of this length is made narrower, without the spaces around its text. */
const NARROWEST = [12];

/** The same where lines cannot take a table's place: the first with which it fits. */
const WITHOUT_TERMINAL = [...NARROWEST, 10, 8, 6];

/**
 * Tables, in which long texts are wrapped, each with its notes below.
 *
 * @param terminal its columns; a table that does not fit becomes a block of lines for each customer. @default - there is
 * none, and the table stays
 */
export function asTable(answer: Answer, terminal?: number): string[] {
  const [first = [], ...others] = sheetsOf(answer).map((sheet) => sheetLines(sheet, terminal));
  return [...first, ...others.flatMap((lines) => ["", ...lines])];
}

function sheetLines(sheet: Sheet, terminal: number | undefined): string[] {
  const { title, columns, rows, notes, groups = 0 } = sheet;
  const width = terminal ?? COLUMNS;
  const heading = wrapped(title, width);
  const below = notes.flatMap((note) => wrapped(note, width));
  if (columns.length === 1) {
    return [...heading, ...rows.flatMap(([text = ""]) => wrapped(`- ${text}`, width)), ...below];
  }
  const narrowest = terminal === undefined ? WITHOUT_TERMINAL : NARROWEST;
  const widths = fitted(columns, rows, { width, narrowest });
  const inColumns = (cells: readonly string[]) =>
    cells.map((text, index) => inWidth(text, widths[index] ?? 0));
  const table = new Table({ head: inColumns(columns), style: { head: [], border: [] } });
  table.push(...rows.map((row, index) => inColumns(withoutRepeats(row, rows[index - 1], groups))));
  const shown = whereItFits(table.toString(), blocks(sheet, width), terminal);
  return [...heading, ...(rows.length === 0 ? ["nothing"] : [shown]), ...below];
}

/** A block for each row: the first cell above the others, each below its column's name. What rows share is said once. */
function blocks({ columns, rows, groups = 0 }: Sheet, width: number): string[] {
  return rows.flatMap((row, index) =>
    withoutRepeats(row, rows[index - 1], Math.max(groups, 1)).flatMap((text, column) => {
      if (text === "") return [];
      return column === 0 ? wrapped(text, width) : wrapped(`  ${columns[column]}: ${text}`, width);
    }),
  );
}

/** Of rows that begin alike, only the first says it. */
function withoutRepeats(
  row: readonly string[],
  above: readonly string[] | undefined,
  groups: number,
): readonly string[] {
  const isAlike = row.slice(0, groups).every((text, index) => text === above?.[index]);
  return isAlike ? row.map((text, index) => (index < groups ? "" : text)) : row;
}

/** The answer's own table, then its further ones. */
function sheetsOf(answer: Answer): readonly Sheet[] {
  return [answer, ...(answer.parts ?? [])];
}

/** What a cell of a table says where there is nothing to say. */
const NOTHING = "-";

/** For a spreadsheet: a head and the rows, without title and notes. No cell is a formula. */
export function asCsv(answer: Answer): string {
  const { columns, rows } = answer.csv ?? answer;
  const cells = rows.map((row) => row.map((text) => (text === NOTHING ? "" : text)));
  return stringify([[...columns], ...cells], { escape_formulas: true });
}

/** For an issue or a wiki. */
export function asMarkdown(answer: Answer): string {
  return sheetsOf(answer).map(sheetMarkdown).join("\n");
}

function sheetMarkdown({ title, columns, rows, notes }: Sheet, index: number): string {
  const line = (cells: readonly string[]) => `| ${cells.map(plainMarkdown).join(" | ")} |`;
  if (columns.length === 1) {
    const items = rows.map(([text = ""]) => `- ${plainMarkdown(text)}`);
    return [`### ${plainMarkdown(title)}`, "", ...items, ""].join("\n");
  }
  const table = [line(columns), `|${" --- |".repeat(columns.length)}`, ...rows.map(line)];
  return [
    `${index === 0 ? "##" : "###"} ${plainMarkdown(title)}`,
    "",
    ...(rows.length === 0 ? ["nothing"] : table),
    ...(notes.length === 0 ? [] : ["", ...notes.map((note) => `- ${plainMarkdown(note)}`)]),
    "",
  ].join("\n");
}

/** Takes width from the columns with the least text for theirs, until all fit beside the frame. */
function fitted(
  columns: readonly string[],
  rows: readonly (readonly string[])[],
  { width, narrowest }: { readonly width: number; readonly narrowest: readonly number[] },
): number[] {
  const sizes = columns.map((head, index) => {
    const texts = [head, ...rows.map((row) => row[index] ?? "")];
    const longest = (words: readonly string[]) => Math.max(...words.map(({ length }) => length));
    return {
      width: longest(texts),
      word: longest(texts.flatMap((text) => text.split(" "))),
      text: texts.reduce((sum, { length }) => sum + length, 0),
    };
  });
  const isTooWide = () =>
    sizes.reduce((sum, each) => sum + each.width, columns.length * 3 + 1) > width;
  for (const least of narrowest) {
    while (isTooWide()) {
      const able = sizes.filter((each) => each.width > Math.min(each.word, least));
      if (able.length === 0) break;
      const lines = (each: { text: number; width: number }) => each.text / each.width;
      const emptiest = able.reduce((one, other) => (lines(other) < lines(one) ? other : one));
      emptiest.width -= 1;
    }
  }
  return sizes.map((each) => each.width);
}

/** Breaks a text between words, and a word that is too long behind a slash or hyphen, or anywhere. */
function inWidth(text: string, width: number): string {
  const pieces = text
    .split(" ")
    .flatMap((word) => (word.length <= width ? [word] : cut(word, width)));
  const lines: string[] = [];
  for (const piece of pieces) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + piece.length <= width) {
      lines[lines.length - 1] = `${last} ${piece}`;
    } else lines.push(piece);
  }
  return lines.join("\n");
}

function cut(word: string, width: number): string[] {
  if (word.length <= width) return [word];
  const sign = Math.max(word.lastIndexOf("/", width - 1), word.lastIndexOf("-", width - 1));
  const at = sign > 0 ? sign + 1 : width;
  return [word.slice(0, at), ...cut(word.slice(at), width)];
}
