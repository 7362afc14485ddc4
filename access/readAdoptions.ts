// Asks for the rights of the tokens that are about to be taken over; one that cannot be read stops nobody.

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
 * Reads the rights of each token that is taken over.
 *
 * The record says so from the run on that began it. Where that run failed before it wrote the scope map, or bound the token to
 * it, the access is still to be taken: so what the registry says counts, until it is done.
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
        `${id}: what the token ${tokenName} may do could not be read (${reason}), so what is taken from it is neither shown nor counted`,
      );
    }
  };
  await atOnce([...adoptedTokens(after)], ask);
  return { rights, missing: missing.sort(), notes: notes.sort() };
}

/** What is said of a token, or of a scope map, that is to be taken over and does not exist. */
export function missingWords(name: string, what: "token" | "scope map" = "token"): string {
  const line = what === "token" ? "`adopt`" : "scopeMap";
  const from = what === "token" ? "out" : "out of `adopt`";
  return `there is no ${what} ${name} to take over; take ${line} ${from}, and it is made`;
}
