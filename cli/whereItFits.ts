// Prints a table if the terminal is wide enough, otherwise plain lines.
import { stripVTControlCharacters } from "node:util";

/**
 * Returns the table, or the lines if the table is wider than the terminal.
 *
 * @param columns of the terminal. @default - there is none, and the table stays
 */
export function whereItFits(table: string, lines: readonly string[], columns?: number): string {
  if (columns === undefined) return table;
  const widths = table.split("\n").map((line) => stripVTControlCharacters(line).length);
  return Math.max(...widths) <= columns ? table : lines.join("\n");
}
