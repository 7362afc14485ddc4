// Recognizes a stack that an earlier version of this project created. Such a stack cannot be used any more.
import type { AccessRecord } from "./record";

/** Why nothing is done with such a stack, and what to do. */
export const EARLIER_VERSION = {
  message:
    "this stack was made by an earlier version of this project, whose state holds passwords; it cannot be upgraded, and nothing was changed",
  remedy:
    "destroy it with that version (`pulumi config set customer-access:protect false`, `pulumi up`, `pulumi destroy`, `pulumi stack rm`), delete the backups of its state, and start with a new stack (`pulumi stack init`)",
} as const;

/** Is this the record of an earlier version? It named no vault; a stack's first run has no record at all. */
export function isOfEarlierVersion(record: Partial<AccessRecord>): boolean {
  return record.access !== undefined && record.vaultId === undefined;
}
