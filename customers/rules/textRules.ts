// Rules about the file as text, before it is read as YAML; any problem here ends the check.
import { quote } from "../problem";
import { MOST_BYTES, type SourceText } from "../yaml/sourceText";
import type { Rule } from "./rule";
import { codeOf, invisibleIn } from "./visible";

type TextRule = Rule<SourceText & { readonly byteLength: number }, number>;

/** The file has at most 16 MiB. */
export const fileIsNotTooLarge: TextRule = ({ byteLength }, report) => {
  if (byteLength <= MOST_BYTES) return;
  report(0, `the file has ${byteLength} bytes; a registry's customers fit into ${MOST_BYTES}`);
};

/** The file is UTF-8. */
export const fileIsUtf8: TextRule = ({ invalidAt }, report) => {
  if (!invalidAt) return;
  const byte = `0x${invalidAt.byte.toString(16).padStart(2, "0")}`;
  report(invalidAt.offset, `the byte ${byte} is not UTF-8; save the file with the encoding UTF-8`);
};

/** The file holds no control, direction or other characters that a reviewer cannot see. */
export const textIsVisible: TextRule = ({ text, invalidAt }, report) => {
  if (invalidAt) return;
  for (const { index, character, joins } of invisibleIn(text, { inLines: true })) {
    // Where it may stand at all, the rule joinersStandInNames knows.
    if (joins) continue;
    const whole = WHOLE_FILE_REMEDIES[character];
    report(index, `${invisible(character)}; ${whole ?? "remove it"}`);
    // A wrong encoding puts one before each character, wrong line ends one into each line.
    if (whole !== undefined) return;
  }
};

/** `the invisible character U+202E is here`. */
export function invisible(character: string): string {
  return `the invisible character ${codeOf(character)} is here`;
}

const WHOLE_FILE_REMEDIES: Readonly<Record<string, string>> = {
  "\0": "save the file with the encoding UTF-8, or remove it",
  "\r": "save the file with line ends LF or CRLF",
};

/** The file holds no markers of a merge conflict. */
export const fileHasNoConflictMarkers: TextRule = ({ text }, report) => {
  let open = false;
  for (const { index, 0: marker } of text.matchAll(/^(?:<{7}|\|{7}|={7}|>{7})(?=[ \r\n]|$)/gm)) {
    if (!open) {
      report(
        index,
        `a merge conflict was left here (${quote(marker)}); keep one side and remove the marker lines`,
      );
    }
    open = marker === ">>>>>>>" ? false : open || marker === "<<<<<<<";
  }
};

/** Every rule about the text. */
export const TEXT_RULES = [
  fileIsNotTooLarge,
  fileIsUtf8,
  textIsVisible,
  fileHasNoConflictMarkers,
] as const;
