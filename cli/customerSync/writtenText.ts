// What npm run customer-sync says, in lines of at most 80 columns.

import type { Change } from "./folder/changes";
import { SUMS } from "./folder/sums";

/** What was done, for programs. */
export interface Written {
  /** As it was given. */
  readonly folder: string;
  readonly isWritten: boolean;
  /** Did the folder have no files of this command before? */
  readonly isNew: boolean;
  /** Was it left by a run that was killed? */
  readonly wasInterrupted: boolean;
  /** Had somebody made the list of hashes again? Then no file is known to be as it was written. */
  readonly isListedByOthers: boolean;
  /** SHA-256 of the list of all files' hashes, SHA256SUMS: two folders with the same are the same. */
  readonly sha256: string;
  /** Each file that was written, or is as it should be. */
  readonly files: Readonly<Record<string, Change>>;
  /** Written files that somebody has changed since; with --force they are overwritten. */
  readonly changedByOthers: readonly string[];
}

/** What was written, and what is to be done next. */
export function writtenLines(written: Written): string[] {
  const { folder, isNew, wasInterrupted, sha256, changedByOthers } = written;
  return [
    `${folder}: ${isNew ? "written" : "up to date"}, ${counts(written)}`,
    ...(wasInterrupted ? ["  completed what an interrupted run had left"] : []),
    ...(isNew ? [] : changeLines(written)),
    ...(changedByOthers.length === 0
      ? []
      : [
          "  overwritten, though changed by others:",
          ...changedByOthers.map((path) => `    ${path}`),
        ]),
    `SHA-256 of ${SUMS}:`,
    `  ${sha256}`,
    "",
    ...(isNew ? AFTER_THE_FIRST : AFTER_AN_UPGRADE),
  ];
}

/** Why nothing was written. */
export function refusedLines({ folder, isListedByOthers, changedByOthers }: Written): string[] {
  return [
    `${folder}: nothing was written; files in it were changed since they were`,
    "written:",
    ...changedByOthers.map((path) => `  ${path}`),
    ...(isListedByOthers
      ? [
          `${SUMS} is not the list that was written, so that nobody knows which of`,
          "these the customer has changed.",
        ]
      : []),
    "Take the changes back, or run this again with --force, which overwrites them.",
  ];
}

const AFTER_THE_FIRST = [
  "Next:",
  "  1. Send the folder to the customer. It holds no secret, and is the same for",
  "     every customer. Tell them the SHA-256 by another way.",
  "  2. They do what its README.md says: npm ci, npm test, pulumi up.",
  "  3. They send you their callback URL: docs/sync.md, from step 5 on.",
];

const AFTER_AN_UPGRADE = [
  "Next, where it is deployed: npm ci, npm test, pulumi preview, pulumi up.",
];

function counts({ files }: Written): string {
  const changes = Object.values(files);
  const words = WORDS.map(([change, word]) => {
    const count = changes.filter((each) => each === change).length;
    return count === 0 ? "" : `${count} ${word}`;
  });
  return words.filter(Boolean).join(", ");
}

const WORDS: readonly (readonly [Change, string])[] = [
  ["added", "added"],
  ["changed", "changed"],
  ["removed", "removed"],
  ["same", "the same"],
];

function changeLines({ files }: Written): string[] {
  return Object.entries(files)
    .filter(([, change]) => change !== "same")
    .map(([path, change]) => `  ${change.padEnd(7)}  ${path}`);
}
