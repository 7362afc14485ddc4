// Reads and changes registry tokens and their passwords through Azure Resource Manager; never creates and never PUTs a token.

import type { TokenUpdateParameters } from "@azure/arm-containerregistry";
import { isGone } from "../advice";
import { AzureError, azureError } from "../azureError";
import type { Cloud } from "../cloud";
import { finished as waitFor } from "../longOperation";
import { registryManagement } from "../registryManagement";
import { asRegistryToken, type RegistryToken, type SlotName } from "./registryToken";
import { type ListedScopeMap, listScopeMaps } from "./scopeMapList";
import { parseRegistryId, parseScopeMapId, parseTokenId, type TokenId } from "./tokenId";
import { listTokens } from "./tokenList";

/** A password from `generateCredentials`: the only answer that contains its value. */
export interface GeneratedPassword {
  username: string;
  value: string;
}

/** A failure after Azure accepted the request: it may have been carried out. */
export class MayHaveBeenDone extends Error {
  override readonly name = "MayHaveBeenDone";

  constructor(failure: AzureError) {
    super(failure.message);
  }
}

/**
 * Operations on registry tokens; see
 * https://learn.microsoft.com/azure/container-registry/container-registry-token-based-repository-permissions
 */
export interface RegistryTokens {
  /**
   * Reads a token.
   *
   * @returns undefined only when the token is gone while its registry is there: a wrong subscription, a leftover
   * metadata host or a missing registry is an error, never "gone"
   */
  get(tokenId: string): Promise<RegistryToken | undefined>;
  /** Reads all tokens of a registry, through all pages. @throws AzureError when a page fails, or lacks what makes a token */
  list(registryId: string): Promise<readonly RegistryToken[]>;
  /** Reads all scope maps of a registry, through all pages. @throws AzureError when a page fails, or lacks what makes a scope map */
  scopeMaps(registryId: string): Promise<readonly ListedScopeMap[]>;
  /** Reads a scope map with its actions, such as `repositories/app/api/content/read`; undefined when it is not there. */
  scopeMap(id: string): Promise<{ actions: readonly string[]; description: string } | undefined>;
  /** Changes status and scope map by PATCH, which keeps the passwords. */
  update(tokenId: string, change: { enabled?: boolean; scopeMapId?: string }): Promise<void>;
  /**
   * Generates one slot's password again; its previous value stops working, the other slot is untouched.
   *
   * @throws AzureError when Azure refused or gave no answer, MayHaveBeenDone when it failed after it had accepted
   */
  generatePassword(tokenId: string, slot: SlotName, expiresAt?: string): Promise<GeneratedPassword>;
  /** Removes the passwords of all slots that are not named. */
  keepPasswords(tokenId: string, slots: readonly SlotName[]): Promise<void>;
  /** Host and port of the registry's own API: `vendorimages.azurecr.io`. */
  loginServer(tokenId: string): Promise<string>;
}

/**
 * Opens the tokens of a cloud.
 *
 * @param operationTimeoutMs how long a single long-running operation may take. @default 5 minutes
 */
export function openRegistryTokens(cloud: Cloud, operationTimeoutMs?: number): RegistryTokens {
  const management = registryManagement(cloud);
  const clientFor = ({ subscriptionId }: TokenId) => management(subscriptionId);

  const inRegistry = (id: ReturnType<typeof parseRegistryId>) =>
    [management(id.subscriptionId), id] as const;

  const registry = async (id: TokenId, consequence = "") => {
    const operation = `reading registry ${id.registryName} in resource group ${id.resourceGroupName}`;
    const wrongPlace = `check subscription ${id.subscriptionId}, the resource group and the registry's name${consequence}`;
    try {
      const found = await clientFor(id).registries.get(id.resourceGroupName, id.registryName);
      if (found.name === undefined) throw nameless(operation);
      return found;
    } catch (thrown) {
      const failure = azureError(operation, thrown);
      throw isGone(failure) ? azureError(operation, thrown, { advice: wrongPlace }) : failure;
    }
  };

  const patch = async (tokenId: string, operation: string, change: TokenUpdateParameters) => {
    const id = parseTokenId(tokenId);
    const { name } = await finished(
      operation,
      clientFor(id).tokens.update(id.resourceGroupName, id.registryName, id.tokenName, change),
    );
    if (name === undefined) throw nameless(operation);
  };

  const finished = <Result>(operation: string, poller: Parameters<typeof waitFor<Result>>[2]) =>
    waitFor(cloud.http, operation, poller, operationTimeoutMs);

  return {
    async get(tokenId) {
      const id = parseTokenId(tokenId);
      const operation = `reading token ${id.tokenName}`;
      try {
        const token = await clientFor(id).tokens.get(
          id.resourceGroupName,
          id.registryName,
          id.tokenName,
        );
        return asRegistryToken(operation, tokenId, token);
      } catch (thrown) {
        const failure = azureError(operation, thrown);
        if (!isGone(failure)) throw failure;
        await registry(id, "; nothing was changed");
        return undefined;
      }
    },

    list: async (registryId) => listTokens(...inRegistry(parseRegistryId(registryId))),
    scopeMaps: async (registryId) => listScopeMaps(...inRegistry(parseRegistryId(registryId))),

    async scopeMap(scopeMapId) {
      const id = parseScopeMapId(scopeMapId);
      try {
        const { scopeMaps } = management(id.subscriptionId);
        const { resourceGroupName, registryName, scopeMapName } = id;
        const found = await scopeMaps.get(resourceGroupName, registryName, scopeMapName);
        return { actions: found.actions ?? [], description: found.description ?? "" };
      } catch (thrown) {
        const failure = azureError(`reading scope map ${id.scopeMapName}`, thrown);
        if (isGone(failure)) return undefined;
        throw failure;
      }
    },

    async update(tokenId, change) {
      const { tokenName } = parseTokenId(tokenId);
      await patch(tokenId, `updating token ${tokenName}`, {
        ...(change.enabled === undefined
          ? {}
          : { status: change.enabled ? "enabled" : "disabled" }),
        ...(change.scopeMapId === undefined ? {} : { scopeMapId: change.scopeMapId }),
      });
    },

    async generatePassword(tokenId, slot, expiresAt) {
      const id = parseTokenId(tokenId);
      const operation = `generating ${slot} of token ${id.tokenName}`;
      const poller = clientFor(id).registries.generateCredentials(
        id.resourceGroupName,
        id.registryName,
        {
          tokenId,
          name: slot,
          ...(expiresAt === undefined ? {} : { expiry: new Date(expiresAt) }),
        },
      );
      await attempt(operation, () => poller.submitted());
      try {
        return asGeneratedPassword(operation, id, slot, await finished(operation, poller));
      } catch (thrown) {
        throw new MayHaveBeenDone(azureError(operation, thrown));
      }
    },

    async keepPasswords(tokenId, slots) {
      const { tokenName } = parseTokenId(tokenId);
      const kept = slots.length === 0 ? "no password" : slots.join(" and ");
      await patch(tokenId, `removing passwords of token ${tokenName} (keeping ${kept})`, {
        credentials: { passwords: slots.map((name) => ({ name })) },
      });
    },

    async loginServer(tokenId) {
      const id = parseTokenId(tokenId);
      const { loginServer } = await registry(id);
      if (loginServer === undefined) {
        throw new AzureError({
          operation: `reading registry ${id.registryName}`,
          reason: "the answer has no loginServer",
        });
      }
      return loginServer;
    },
  };
}

/** An answer that does not fit: the request may not have been carried out. */
function nameless(operation: string): AzureError {
  return new AzureError({ operation, reason: "the answer has no name", advice: "run again" });
}

async function attempt<Result>(operation: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (thrown) {
    throw azureError(operation, thrown);
  }
}

/**
 * Picks the value by the slot's name, never by position: the answer lists the other slot too, without a value.
 *
 * https://github.com/hashicorp/terraform-provider-azurerm/pull/15939
 */
function asGeneratedPassword(
  operation: string,
  id: TokenId,
  slot: SlotName,
  result: { username?: string; passwords?: { name?: string; value?: string }[] },
): GeneratedPassword {
  const value = result.passwords?.find((password) => password.name === slot)?.value;
  if (!value) {
    throw new AzureError({
      operation,
      reason: `the answer holds no value for ${slot}`,
      advice: "run again; the slot is generated again",
    });
  }
  if (result.username?.toLowerCase() !== id.tokenName.toLowerCase()) {
    throw new AzureError({
      operation,
      reason: `the answer is for user "${result.username ?? ""}", not for this token`,
      advice: "nothing was stored; check the token's id and run again",
    });
  }
  return { username: result.username, value };
}
