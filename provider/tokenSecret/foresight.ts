// Reads from Azure what a preview needs to know of a token that it is about to declare, and never fails for it.

import type { RegistryToken } from "../../azure/registryToken";
import type { ManagedSecret } from "../../azure/vault/managedSecrets";
import type { AzureAccess } from "../azureAccess";
import type { LookElsewhere } from "./elsewhere";
import type { SecretInputs } from "./inputs";
import type { Seen } from "./seen";

/** What there is; undefined also where Azure cannot be read. */
export interface Foresight {
  token(id: string): Promise<RegistryToken | undefined>;
  hasScopeMap(id: string): Promise<boolean>;
  secret(id: string): Promise<ManagedSecret | undefined>;
  /** With a secret of another name that hands out the token's password, if there is one. */
  elsewhere(seen: Seen, inputs: SecretInputs): Promise<Seen>;
}

/**
 * Reads tokens and secrets for previews of their creation, which may be an adoption.
 *
 * A preview never fails, nor waits for each customer anew, because Azure cannot be read: the run will say why.
 */
export function foresight(azure: AzureAccess, look: LookElsewhere): Foresight {
  const ofRegistry = whileReadable();
  const ofVault = whileReadable();
  return {
    token: (id) => ofRegistry(async () => (await azure.tokens()).get(id)),
    secret: (id) => ofVault(async () => (await azure.secrets()).get(id)),
    elsewhere: async (seen, inputs) => (await ofVault(() => look(seen, inputs))) ?? seen,
    async hasScopeMap(id) {
      const actions = await ofRegistry(async () => (await azure.tokens()).scopeMapActions(id));
      return actions !== undefined;
    },
  };
}

/** Reads until the first failure; then no more is read from there. */
function whileReadable() {
  let isReadable = true;
  return async <Found>(read: () => Promise<Found>): Promise<Found | undefined> => {
    if (!isReadable) return undefined;
    try {
      return await read();
    } catch {
      isReadable = false;
      return undefined;
    }
  };
}
