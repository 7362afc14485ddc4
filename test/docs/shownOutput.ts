// What a document shows of a command's output, beside what the command printed.

/** The parts of the output that a document shows after a command; a line of three dots stands for what is left out. */
export function shownParts(document: string, command: string): string[] {
  const blocks = [...document.matchAll(/^```console\n(.*?)^```$/gms)].map(
    ([, block = ""]) => block,
  );
  const shown = blocks.filter((block) => block.includes(`$ ${command}\n`));
  return shown.flatMap((block) =>
    (block.split(`$ ${command}\n`)[1] ?? "").split(/^\.\.\.\n/m).filter((part) => part !== ""),
  );
}

/** The first part that was not printed after the parts before it; undefined when all were. What differs from run to run is left out. */
export function missingPart(printed: string, parts: readonly string[]): string | undefined {
  let rest = alike(printed);
  for (const part of parts) {
    const at = rest.indexOf(alike(part));
    if (at < 0) return part;
    rest = rest.slice(at + alike(part).length);
  }
  return undefined;
}

/** The text without durations, times, versions of secrets, and the random end of their names. */
function alike(text: string): string {
  return text
    .replace(/\d+\.\d s\b/g, "0.0 s")
    .replace(/\b20\d\d-\d\d-\d\d\b/g, "2000-01-01")
    .replace(/\b\d\d:\d\d\b/g, "00:00")
    .replace(/\bversion [0-9a-f]{32}\b/g, "version 0")
    .replace(/-(registry|sync)-[a-z0-9]{8}\b/g, "-$1-00000000");
}
