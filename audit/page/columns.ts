// The columns of the matrix: each repository and each prefix that any customer ever had.

import type { Lives } from "../lives";

/** All lines of all spans, sorted, so that a prefix stands before what is below it. */
export function columnsOf({ customers }: Lives): string[] {
  const lines = customers.flatMap(({ spans }) => spans.flatMap(({ repositories }) => repositories));
  return [...new Set(lines)].sort((one, other) => (sortedAs(one) < sortedAs(other) ? -1 : 1));
}

/** An asterisk comes before every letter, but not before `-` and `.`. */
function sortedAs(line: string): string {
  return line.replace("*", " ");
}
