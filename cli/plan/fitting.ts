// Truncates text to a number of bytes of UTF-8, and marks what was left out.

/**
 * How many bytes a text takes.
 *
 * Platforms that count characters never get a higher number.
 */
export function bytesOf(text: string): number {
  return Buffer.byteLength(text);
}

/** The allowed size of a one-line text, and how it is escaped. */
export interface Room {
  readonly bytes: number;
  /** Escapes the text; added characters count. */
  write(text: string): string;
}

/** A one-line text, or its beginning and what is left out, including the number of wildcards. */
export function cutText(text: string, { bytes, write }: Room): string {
  const whole = write(text);
  if (bytesOf(whole) <= bytes) return whole;
  const characters = [...text];
  const end = lastFitting(characters.length, (length) =>
    fits(write(characters.slice(0, length).join("")), bytes - NOTE_BYTES),
  );
  const kept = characters
    .slice(0, end)
    .join("")
    .replace(/, [^,]*$/, ",");
  const left = text.slice(kept.length);
  const wildcards = [...new Set(left.match(/(?<![^ ,])[^ ,]*\*(?=,|$)/g))].sort(
    (one, other) => one.length - other.length,
  );
  const named = wildcards.filter((each) => bytesOf(write(each)) <= MOST_WILDCARD_BYTES).slice(0, 3);
  const among =
    wildcards.length === 0
      ? ""
      : `, among them ${wildcards.length} with a wildcard: ${[...named, "…"].slice(0, wildcards.length).join(", ")}`;
  return `${write(kept)} … ${write(`(${[...left].length} more characters${among})`)}`;
}

/** As many lines as fit, in their order; the text of `more` replaces the others. */
export function fitLines(
  lines: readonly string[],
  most: number,
  more: (left: readonly string[]) => string,
): string[] {
  if (total(lines) <= most) return [...lines];
  const count = lastFitting(
    lines.length - 1,
    (length) => total([...lines.slice(0, length), more(lines.slice(length))]) <= most,
  );
  return [...lines.slice(0, count), more(lines.slice(count))];
}

/** The size of the lines with their line ends. */
export function total(lines: readonly string[]): number {
  return lines.reduce((sum, line) => sum + bytesOf(line) + 1, 0);
}

/** Reserved for the note that something was left out. */
const NOTE_BYTES = 200;

const MOST_WILDCARD_BYTES = 40;

function fits(text: string, bytes: number): boolean {
  return bytesOf(text) <= bytes;
}

/** The greatest length that fits, where a shorter one always fits as well; 0 where none does. */
function lastFitting(most: number, isFitting: (length: number) => boolean): number {
  let low = 0;
  let high = most;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (isFitting(middle)) low = middle;
    else high = middle - 1;
  }
  return low;
}
