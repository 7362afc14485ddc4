// Whether a change moves a stack to another registry or vault. That takes something from every customer.
import type { AccessRecord } from "./record";

/** What moves; both are false if the stack stays. */
export interface Moves {
  readonly otherRegistry: boolean;
  readonly otherVault: boolean;
}

/** Compares ARM ids without regard to case; an id that the previous record lacks is treated as unchanged. */
export function movesBetween(before: AccessRecord, after: AccessRecord): Moves {
  const isOther = (was: string | undefined, is: string | undefined) =>
    was !== undefined && was.toLowerCase() !== is?.toLowerCase();
  return {
    otherRegistry: isOther(before.registryId, after.registryId),
    otherVault: isOther(before.vaultId, after.vaultId),
  };
}
