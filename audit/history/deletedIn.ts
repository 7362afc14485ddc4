// Tells whether a run deleted resources of a customer, of which the engine notes no time.
import type { CustomerFact, HistoryEntry } from "../snapshot";

/**
 * Has this run deleted some of them, and is what is left as it was before?
 *
 * When a customer's resources were last written is known of those that are left, so a deletion makes it earlier. A run
 * deletes what nobody declares any more, or says how much it deleted.
 */
export function isDeletedIn(
  { snapshot, changes }: Pick<HistoryEntry, "snapshot" | "changes">,
  was: CustomerFact | undefined,
  fact: CustomerFact,
): boolean {
  if (was === undefined || (fact.modifiedAt ?? "") > (was.modifiedAt ?? "")) return false;
  const parts = ["scopeMapModifiedAt", "credentialModifiedAt"] as const;
  if (parts.some((part) => fact[part] !== undefined && fact[part] !== was[part])) return false;
  const isLess = [...parts, "tokenName" as const].some(
    (part) => fact[part] === undefined && was[part] !== undefined,
  );
  const isUndeclared = !Object.hasOwn(snapshot?.guard?.access ?? {}, fact.id);
  const hasDeleted = Object.entries(changes).some(
    ([kind, number]) => /^(delete|replace)/.test(kind) && number > 0,
  );
  return isLess && (isUndeclared || hasDeleted);
}
