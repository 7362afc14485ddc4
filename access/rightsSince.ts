// Tells for each customer since which revision of the record they have the rights in the registry that they have.
import { readAccessLine } from "./accessLine";
import type { AccessRecord } from "./record";

/** A revision for each customer id; those of the first record whose rights never changed are left out. */
export type RightsSince = Readonly<Record<string, number>>;

/** The record before a change, and since when its rights were so. */
export interface RecordedRights {
  readonly access: AccessRecord["access"];
  readonly rightsSince: RightsSince;
}

/**
 * Takes a changed record as a revision: who may pull something else than before, or is new, has their rights since then.
 */
export function rightsSince(
  before: RecordedRights,
  after: AccessRecord["access"],
  revision: number,
): RightsSince {
  const lines = new Map(Object.entries(before.access));
  const known = new Map(Object.entries(before.rightsSince));
  return Object.fromEntries(
    Object.entries(after).flatMap(([id, line]): [string, number][] => {
      const isSame = rightsOf(line) === rightsOf(lines.get(id) ?? "");
      const since = isSame ? known.get(id) : revision;
      return since === undefined ? [] : [[id, since]];
    }),
  );
}

function rightsOf(line: string): string {
  const { tokenName, actions, repositories } = readAccessLine(line);
  return JSON.stringify([tokenName, actions, repositories]);
}
