// Reads from Azure what a preview needs to know of a token that it is about to declare, and never fails for it.

import type { RegistryToken } from "../azure/registryToken";
import type { AzureAccess } from "./azureAccess";

/** What there is; undefined also where Azure cannot be read. */
export interface Foresight {
  token(id: string): Promise<RegistryToken | undefined>;
  hasScopeMap(id: string): Promise<boolean>;
}

/**
 * Reads tokens for previews of their creation, which may be an adoption.
 *
 * A preview never fails, nor waits for each customer anew, because Azure cannot be read: the run will say why.
 */
export function foresight(azure: AzureAccess): Foresight {
  let isReadable = true;
  const whileReadable = async <Found>(read: () => Promise<Found>): Promise<Found | undefined> => {
    if (!isReadable) return undefined;
    try {
      return await read();
    } catch {
      isReadable = false;
      return undefined;
    }
  };
  return {
    token: (id) => whileReadable(async () => (await azure.tokens()).get(id)),
    async hasScopeMap(id) {
      const actions = await whileReadable(async () => (await azure.tokens()).scopeMapActions(id));
      return actions !== undefined;
    },
  };
}
