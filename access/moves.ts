// Whether a change moves a stack to another registry or vault, which takes something from every customer.
import type { AccessRecord } from "./record";

/** Where a stack moves; both are false where it stays. */
export interface Moves {
  readonly otherRegistry: boolean;
  readonly otherVault: boolean;
}

/** Compares by ARM id, in whatever case; what the record before does not name is taken for the same. */
export function movesBetween(before: AccessRecord, after: AccessRecord): Moves {
  const isOther = (was: string | undefined, is: string | undefined) =>
    was !== undefined && was.toLowerCase() !== is?.toLowerCase();
  return {
    otherRegistry: isOther(before.registryId, after.registryId),
    otherVault: isOther(before.vaultId, after.vaultId),
  };
}
