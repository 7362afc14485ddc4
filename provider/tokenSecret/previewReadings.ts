// Reads tokens and secrets for previews. It never fails: the run itself reports what cannot be read.

import type { RegistryToken } from "../../azure/tokens/registryToken";
import type { ManagedSecret } from "../../azure/vault/managedSecrets";
import type { AzureAccess } from "../azureAccess";
import type { LookElsewhere } from "./elsewhere";
import type { SecretInputs } from "./inputs";
import type { Seen } from "./seen";

/** What exists; undefined also if Azure cannot be read. */
export interface PreviewReadings {
  token(id: string): Promise<RegistryToken | undefined>;
  hasScopeMap(id: string): Promise<boolean>;
  secret(id: string): Promise<ManagedSecret | undefined>;
  /** Includes a secret of another name with the token's password, if there is one. */
  elsewhere(seen: Seen, inputs: SecretInputs): Promise<Seen>;
}

/**
 * Reads tokens and secrets for previews of their creation, which may be an adoption.
 *
 * A preview never fails, nor waits again for each customer, because Azure cannot be read: the run will say why.
 */
export function previewReadings(azure: AzureAccess, look: LookElsewhere): PreviewReadings {
  const ofRegistry = whileReadable();
  const ofVault = whileReadable();
  return {
    token: (id) => ofRegistry(async () => (await azure.tokens()).get(id)),
    secret: (id) => ofVault(async () => (await azure.secrets()).get(id)),
    elsewhere: async (seen, inputs) =>
      (await ofVault(() => look(seen, inputs, { slots: [] }))) ?? seen,
    async hasScopeMap(id) {
      const found = await ofRegistry(async () => (await azure.tokens()).scopeMap(id));
      return found !== undefined;
    },
  };
}

/** Reads until the first failure, and then no more. */
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
