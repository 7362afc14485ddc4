// Wraps a line at the width of the terminal.

/**
 * Wraps a line between words. A word that is too long stays whole, in a line of its own.
 *
 * @param indent of the lines after the first
 * @param columns of the terminal. @default - there is none, and the line stays
 */
export function wrapped(text: string, indent: number, columns: number | undefined): string[] {
  if (columns === undefined || text.length <= columns) return [text];
  const fitting = text.lastIndexOf(" ", columns);
  const at = fitting > indent ? fitting : text.indexOf(" ", Math.max(columns, indent));
  if (at < 0) return [text];
  const rest = `${" ".repeat(indent)}${text.slice(at + 1)}`;
  return [text.slice(0, at), ...wrapped(rest, indent, columns)];
}
