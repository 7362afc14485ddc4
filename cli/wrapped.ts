// Wraps a line at the width of the terminal.

/**
 * Wraps a line between words.
 *
 * @param indent of the lines after the first
 * @param columns of the terminal. @default - there is none, and the line stays
 */
export function wrapped(text: string, indent: number, columns: number | undefined): string[] {
  if (columns === undefined || text.length <= columns) return [text];
  const at = text.lastIndexOf(" ", columns);
  if (at <= indent) return [text];
  const rest = `${" ".repeat(indent)}${text.slice(at + 1)}`;
  return [text.slice(0, at), ...wrapped(rest, indent, columns)];
}
