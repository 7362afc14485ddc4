// Writes drafts as lines of customers.yaml: entries with what is known of their tokens, and as comments those that need a decision. Pure.
import { escaped } from "../../customers/rules/visible";
import { entryLines, type Indentation } from "../editing/entryLines";
import { wrapped } from "../wrapped";
import type { Draft, DraftSlot } from "./draft";

/** The widest line of a comment, so that it can be read on a terminal of 80 columns. */
export const COMMENT_WIDTH = 80;

/** Lines without line ends; a blank one parts the drafts. */
export function draftLines(drafts: readonly Draft[], by: Indentation): string[] {
  return drafts.flatMap((draft, index) => {
    const lines = linesOf(draft, by);
    return index === 0 ? lines : ["", ...lines];
  });
}

/** The first words of a commented-out draft; it stays in the file until somebody decides. */
const WAITS = "needs a decision: token";

/** The tokens whose drafts a file holds as comments. */
export function waitingIn(text: string): string[] {
  return [...text.matchAll(new RegExp(`^ *# ${WAITS} (\\S+?),`, "gm"))].map(
    ([, token = ""]) => token,
  );
}

function linesOf(draft: Draft, by: Indentation): string[] {
  const { problems, notes, slots } = draft;
  // An entry without a repository is none.
  const entries = draft.entries.flatMap(({ id, entry }) =>
    entry.repositories.length === 0 ? [] : entryLines(id, entry, by),
  );
  const margin = " ".repeat(by.indent);
  const known = slotLines(slots).map((line) => `${margin}# ${line}`);
  if (problems.length === 0) {
    return [
      ...comment(`token ${tokenWords(draft)}`, margin),
      ...known,
      ...notes.flatMap((text) => comment(text, margin)),
      ...entries,
    ];
  }
  return [
    ...comment(`${WAITS} ${tokenWords(draft)}`, margin),
    ...known,
    ...[...problems, ...notes].flatMap((text) => comment(text, margin, "- ")),
    ...entries.map((line) => `${margin}# ${line.slice(by.indent)}`),
  ];
}

function tokenWords({ token, enabled, scopeMap, sharedWith }: Draft): string {
  const shared = sharedWith.length === 0 ? "" : ` (also of ${sharedWith.join(", ")})`;
  const map = scopeMap === null ? "no scope map" : `scope map ${scopeMap}${shared}`;
  return `${token}, ${enabled ? "enabled" : "disabled"}, ${map}`;
}

/** On one line where one of them is free. */
function slotLines(slots: readonly DraftSlot[]): string[] {
  const words = slots.map(({ slot, is, createdOn, ageDays, endsOn }) => {
    if (is === "free") return `${slot} free`;
    const end = is === "ended" ? `ended ${endsOn}` : endsOn === null ? "no end" : `until ${endsOn}`;
    return `${slot} of ${createdOn} (${ageDays} days), ${end}`;
  });
  return slots.some(({ is }) => is === "free") ? [words.join("; ")] : words;
}

/** A text over as many lines as it needs; those after the first are further in where it is an item. */
function comment(text: string, margin: string, bullet = ""): string[] {
  const start = `${margin}# `;
  const line = `${bullet}${escaped(text.replace(/\s+/g, " "))}`;
  return wrapped(line, COMMENT_WIDTH - start.length, bullet.length).map(
    (each) => `${start}${each}`,
  );
}
