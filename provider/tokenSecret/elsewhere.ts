// Searches the vault for another secret with a token's password: of another stack, or one that the state has lost.

import { isSameId } from "../../azure/tokens/tokenId";
import type { ManagedSecret } from "../../azure/vault/managedSecrets";
import { isMarkOf, markIn } from "../../passwords/marks";
import type { AzureAccess } from "../azureAccess";
import type { SecretInputs } from "./inputs";
import type { SecretState } from "./secretState";
import { isNamed, type Seen } from "./seen";
import { unexplained } from "./unexplained";

/** Adds it to what is seen of a token. @throws AzureError when the vault cannot be listed */
export type LookElsewhere = (seen: Seen, inputs: SecretInputs, known: SecretState) => Promise<Seen>;

/** Opens the search: each vault is listed once in a run, and only for a password that is otherwise unknown. */
export function elsewhere(azure: AzureAccess): LookElsewhere {
  const lists = new Map<string, Promise<readonly ManagedSecret[]>>();
  return async (seen, { secretId, tokenId }, known) => {
    const passwords = unexplained(seen, known);
    if (secretId === undefined || passwords.length === 0) return seen;
    const vaultId = vaultOf(secretId);
    const list = lists.get(vaultId) ?? azure.secrets().then((secrets) => secrets.list(vaultId));
    lists.set(vaultId, list);
    const found = (await list).find(({ tags }) => {
      const mark = markIn(tags);
      if (mark === undefined || !isMarkOf(mark, tokenId)) return false;
      return passwords.some((password) => isNamed(password, mark));
    });
    return found === undefined ? seen : { ...seen, elsewhere: found };
  };
}

/**
 * What is seen if this stack has published the password under another name: a state from a backup has the previous
 * secret of a customer who left and came back since.
 */
export function underItsName(
  seen: Seen,
  inputs: SecretInputs,
): { seen: Seen; inputs: SecretInputs } {
  const { token, elsewhere: found } = seen;
  const { secretId = "", owner } = inputs;
  if (found === undefined || markIn(found.tags)?.owner !== owner) return { seen, inputs };
  const foundId = `${vaultOf(secretId)}/secrets/${found.name}`;
  return {
    seen: { token, secret: found },
    inputs: { ...inputs, secretId: isSameId(foundId, secretId) ? secretId : foundId },
  };
}

function vaultOf(secretId: string): string {
  return secretId.split("/").slice(0, -2).join("/");
}
