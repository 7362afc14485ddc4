// Finds for each customer the revision of the record since which they are listed, and since which their rights are unchanged.
import { readAccessLine } from "./accessLine";
import type { AccessRecord } from "./record";

/** A revision by customer id. */
export type Revisions = Readonly<Record<string, number>>;

/** Since when each customer is listed and has their rights. */
export interface Since {
  /** Since when a customer is listed; those of the first record are left out. */
  readonly listedSince: Revisions;
  /** Since when a customer may pull what they may; those of the first record for whom it never changed are left out. */
  readonly rightsSince: Revisions;
}

/** A record, and since which revision each part is unchanged. */
export interface DatedRecord extends Since {
  readonly access: AccessRecord["access"];
}

/** Adds a changed record as a revision, and notes it for customers who are new or whose rights changed. */
export function sinceWhen(
  before: DatedRecord,
  after: AccessRecord["access"],
  revision: number,
): Since {
  const lines = new Map(Object.entries(before.access));
  const revisions = (known: Revisions, isSame: (id: string, line: string) => boolean): Revisions =>
    Object.fromEntries(
      Object.entries(after).flatMap(([id, line]): [string, number][] => {
        const since = isSame(id, line) ? revisionOf(known, id) : revision;
        return since === undefined ? [] : [[id, since]];
      }),
    );
  return {
    listedSince: revisions(before.listedSince, (id) => lines.has(id)),
    rightsSince: revisions(
      before.rightsSince,
      (id, line) => rightsOf(line) === rightsOf(lines.get(id) ?? ""),
    ),
  };
}

/** A customer's revision; undefined if there is none. */
export function revisionOf(revisions: Revisions | undefined, id: string): number | undefined {
  return revisions !== undefined && Object.hasOwn(revisions, id) ? revisions[id] : undefined;
}

function rightsOf(line: string): string {
  const { tokenName, actions, repositories } = readAccessLine(line);
  return JSON.stringify([tokenName, actions, repositories]);
}
