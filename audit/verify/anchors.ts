// Compares a history with anchors of its stack, which were kept elsewhere.

import type { History } from "../snapshot";
import { entryBreaks } from "./anchoredEntries";
import { passwordBreaks } from "./anchoredPasswords";
import type { Break } from "./chains";
import { type Anchor, coveringAnchors } from "./keptAnchor";
import { laterBreaks } from "./laterEntries";

/** Anchors that the history contradicts. @param anchors those of its stack */
export function anchorBreaks(history: History, anchors: readonly Anchor[]): Break[] {
  if (anchors.length === 0) {
    return [{ kind: "anchor", at: null, words: `none of them is of stack ${history.stack}` }];
  }
  const covering = coveringAnchors(anchors);
  return [
    ...recordBreaks(history, anchors),
    ...entryBreaks(history.written, covering),
    ...laterBreaks(history, covering),
    ...passwordBreaks(history.written, covering),
  ];
}

function recordBreaks({ entries }: History, anchors: readonly Anchor[]): Break[] {
  const records = recordsIn(entries);
  return anchors.flatMap(({ name, revision, recordSha256, time }): Break[] => {
    const known = records.get(revision);
    const at = { kind: "anchor", at: name } as const;
    if (known === undefined) {
      return [
        { ...at, words: `has revision ${revision}, which the history has not: it was removed` },
      ];
    }
    if (!known.has(recordSha256)) {
      return [
        {
          ...at,
          words: `has another record of revision ${revision} than the history: it was written again`,
        },
      ];
    }
    const writtenAt = known.get(recordSha256);
    if (!isLater(writtenAt, time)) return [];
    return [
      {
        ...at,
        words: `has seen revision ${revision} at ${time}, and the history says that it was written at ${writtenAt}: times were altered`,
      },
    ];
  });
}

/** When each record was written first, by revision and hash. */
function recordsIn(entries: History["entries"]): Map<number, Map<string, string>> {
  const records = new Map<number, Map<string, string>>();
  for (const { snapshot, startedAt, endedAt = startedAt } of entries) {
    const { revision, recordSha256, modifiedAt = endedAt } = snapshot?.guard ?? {};
    if (revision === undefined || recordSha256 === undefined) continue;
    const known = records.get(revision) ?? new Map<string, string>();
    if (!known.has(recordSha256)) known.set(recordSha256, modifiedAt);
    records.set(revision, known);
  }
  return records;
}

function isLater(writtenAt: string | undefined, seenAt: string | undefined): boolean {
  return Date.parse(writtenAt ?? "") - Date.parse(seenAt ?? "") > CLOCKS_MS;
}

/** The clocks of two machines differ by less. */
const CLOCKS_MS = 10 * 60_000;
