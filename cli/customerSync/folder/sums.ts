// The list of what was written, in the form of the tool sha256sum, and the mark by which a list is known as ours.
import { createHash } from "node:crypto";
import type { Files } from "../contents/customerFiles";

/** The file's name. `sha256sum --check SHA256SUMS` checks all files in it. */
export const SUMS = "SHA256SUMS";

/** The file that ties the list together: with another line in the list, its own hash there is wrong. */
export const MARK = "SHA256SUMS.mark";

/** The files with their mark, and the list's text. */
export function withSums(files: Files): { files: Files; sums: string } {
  const hashes = new Map([...files].map(([path, text]) => [path, hashOf(text)]));
  const marked = new Map([...files, [MARK, markOf(hashes)]]);
  const sums = [...marked].map(([path, text]) => `${hashOf(text)}  ${path}\n`).join("");
  return { files: marked, sums };
}

/** A list that was read. */
export interface Sums {
  /** By path. What has another form, or leads out of the folder, is left out. */
  readonly hashes: ReadonlyMap<string, string>;
  /** Is it as this command has written it? Otherwise somebody has listed files of their own, or as they have changed them. */
  readonly isOurs: boolean;
}

/** Reads a list; the order of its lines is of no importance. */
export function parseSums(text: string): Sums {
  const hashes = new Map(
    text.split(/\r?\n/).flatMap((line) => {
      const [, hash = "", path = ""] = /^([0-9a-f]{64}) [ *](.+)$/.exec(line) ?? [];
      const isWithin = path.split("/").every((part) => !["", ".", ".."].includes(part));
      return isWithin ? [[path, hash] as const] : [];
    }),
  );
  const { [MARK]: mark, ...others } = Object.fromEntries(hashes);
  return { hashes, isOurs: mark === hashOf(markOf(new Map(Object.entries(others)))) };
}

/** SHA-256, in hexadecimal digits. */
export function hashOf(text: string | Uint8Array): string {
  return createHash("sha256").update(text).digest("hex");
}

function markOf(hashes: ReadonlyMap<string, string>): string {
  const lines = [...hashes].map(([path, hash]) => `${hash}  ${path}\n`).sort();
  return `${hashOf(lines.join(""))}  the other lines of ${SUMS}, sorted\n`;
}
