// Reads the rights of the tokens that a change adopts. A token that cannot be read does not stop the run.

import { adoptedTokens, isToBeTaken, newlyAdopted, type TokenRights } from "./adoption";
import { atOnce } from "./atOnce";
import type { AccessRecord } from "./record";

/** What was found out, by customer id. */
export interface Adoptions {
  readonly rights: ReadonlyMap<string, TokenRights>;
  /** Those whose token does not exist. */
  readonly missing: readonly string[];
  /** What could not be found out, one text for each. */
  readonly notes: readonly string[];
}

/**
 * Reads the rights of each token that is adopted.
 *
 * The record lists an adoption from its first run on. If that run failed before it wrote the scope map or bound the
 * token to it, the access is not removed yet. Until then the rights in the registry count.
 *
 * @param read gives undefined for a token that does not exist
 */
export async function readAdoptions(
  { before, after }: { before: AccessRecord; after: AccessRecord },
  read: (tokenName: string) => Promise<TokenRights | undefined>,
): Promise<Adoptions> {
  const fresh = newlyAdopted(before, after);
  const rights = new Map<string, TokenRights>();
  const missing: string[] = [];
  const notes: string[] = [];
  const ask = async ([id, tokenName]: [string, string]) => {
    try {
      const found = await read(tokenName);
      if (found === undefined) missing.push(id);
      else if (fresh.has(id) || isToBeTaken(found, before, id)) rights.set(id, found);
    } catch (thrown) {
      const reason = thrown instanceof Error ? thrown.message : String(thrown);
      notes.push(
        `${id}: what the token ${tokenName} may do could not be read (${reason}), so its losses are neither shown nor counted`,
      );
    }
  };
  await atOnce([...adoptedTokens(after)], ask);
  return { rights, missing: missing.sort(), notes: notes.sort() };
}

/** The message for a token or scope map that is to be adopted and does not exist. */
export function missingWords(name: string, what: "token" | "scope map" = "token"): string {
  const line = what === "token" ? "`adopt`" : "scopeMap from `adopt`";
  return `there is no ${what} ${name} to adopt; remove ${line} to create it`;
}
