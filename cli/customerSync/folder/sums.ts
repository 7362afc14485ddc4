// The list of what was written, in the form of the tool sha256sum: also the mark by which a folder is known as ours.

/** The file's name. `sha256sum --check SHA256SUMS` checks all files in it. */
export const SUMS = "SHA256SUMS";

/** The list's text. @param hashes SHA-256 in hexadecimal digits, by path */
export function sumsText(hashes: ReadonlyMap<string, string>): string {
  return [...hashes].map(([path, hash]) => `${hash}  ${path}\n`).join("");
}

/** Hashes by path. What has another form, or leads out of the folder, is left out. */
export function parseSums(text: string): ReadonlyMap<string, string> {
  return new Map(
    text.split(/\r?\n/).flatMap((line) => {
      const [, hash = "", path = ""] = /^([0-9a-f]{64}) [ *](.+)$/.exec(line) ?? [];
      const isWithin = path.split("/").every((part) => !["", ".", ".."].includes(part));
      return isWithin ? [[path, hash]] : [];
    }),
  );
}
