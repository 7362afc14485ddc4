// An anchor as it was kept, and how it is named.

import type { Head } from "../head";

/** The head of a history, or of its records alone, as a run printed it and somebody kept it outside of the backend. */
export interface Anchor extends Pick<Head, "entries" | "credentials"> {
  /** Where it was kept: a file, with the line. */
  readonly name: string;
  readonly stack?: string;
  readonly revision: number;
  readonly recordSha256: string;
  /** When it was the last record: ISO 8601. @default - nobody noted it */
  readonly time?: string;
  /** Was it signed by a key that was given? @default - it has no signature */
  readonly isSigned?: boolean;
}

/** An anchor that covers all entries. */
export type CoveringAnchor = Anchor & Required<Pick<Head, "entries">>;

/** Those that cover all entries, and not the records alone: the shortest history first, then by time. */
export function coveringAnchors(anchors: readonly Anchor[]): CoveringAnchor[] {
  return anchors
    .filter((anchor): anchor is CoveringAnchor => anchor.entries !== undefined)
    .sort(
      (one, other) => one.entries.count - other.entries.count || instantOf(one) - instantOf(other),
    );
}

/** `between the anchor of 2026-07-08T09:00:00Z and this one (2026-07-15T09:00:00Z)` */
export function timeBetween(from: Anchor | undefined, to: Anchor): string {
  const start =
    from === undefined ? "before this anchor" : `between ${anchorName(from)} and this one`;
  return to.time === undefined ? start : `${start} (${to.time})`;
}

/** `the anchor of 2026-07-08T09:00:00Z` */
export function anchorName({ name, time }: Anchor): string {
  return time === undefined ? `the anchor ${name}` : `the anchor of ${time}`;
}

function instantOf({ time }: Anchor): number {
  return time === undefined ? 0 : Date.parse(time);
}
