// The message of an update, for people: its first line, or all of it without the trailers, which are shown as what they mean.

import { readTrailers } from "../../access/provenance";

/** The first line. */
export function titleOf(message: string): string {
  return message.trim().split(/\r?\n/)[0] ?? "";
}

/** All lines but those of the trailers and empty ones. */
export function linesOf(message: string): string[] {
  const paragraphs = message.trim().split(/(?:[ \t]*\r?\n){2,}/);
  const hasTrailers = Object.keys(readTrailers(message)).length > 0;
  return (hasTrailers ? paragraphs.slice(0, -1) : paragraphs)
    .flatMap((paragraph) => paragraph.split(/\r?\n/))
    .filter((line) => line.trim() !== "");
}
