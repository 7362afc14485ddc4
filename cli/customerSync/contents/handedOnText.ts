// A document of this project in a customer's folder: its links lead to what is there too, and the others are plain words.
import { posix } from "node:path";

/** Where a document is here, and where it is there. */
export interface HandedOn {
  readonly from: string;
  readonly to: string;
}

/**
 * The document's text for the folder.
 *
 * @param places where each file of this project is in the folder, by its path here
 */
export function handedOnText(
  text: string,
  { from, to }: HandedOn,
  places: ReadonlyMap<string, string>,
): string {
  return text.replaceAll(RELATIVE_LINK, (_, words: string, target: string, anchor = "") => {
    const place = places.get(posix.join(posix.dirname(from), target));
    if (place === undefined) return words;
    return `[${words}](${posix.relative(posix.dirname(to), place)}${anchor})`;
  });
}

const RELATIVE_LINK = /\[([^\]]+)\]\((?![a-z]+:)([^)#\s]+)(#[^)\s]*)?\)/g;
