// Reads everything from Azure that drift needs; parts that cannot be read are listed with the reason.
import { AzureError } from "../../azure/azureError";
import type { Cloud } from "../../azure/cloud";
import { ownObjectId } from "../../azure/ownObjectId";
import { listRepositories } from "../../azure/registry/operatorCatalog";
import { registryManagement } from "../../azure/registryManagement";
import {
  listConnectedRegistries,
  listExportPipelines,
  readRegistrySettings,
  readUsages,
} from "../../azure/registryState";
import { listRoles } from "../../azure/roleAssignments";
import { openRegistryTokens } from "../../azure/tokens/registryTokens";
import { listScopeMaps } from "../../azure/tokens/scopeMapList";
import { parseRegistryId } from "../../azure/tokens/tokenId";
import { openManagedSecrets } from "../../azure/vault/managedSecrets";
import { readVaultSettings } from "../../azure/vault/vaultSettings";
import { openRegistryWebhooks } from "../../azure/webhooks/registryWebhooks";
import type { Facts } from "../../drift/facts";
import { tryLogins } from "./logins";

/** What was read, and what was not. */
export interface Gathered {
  readonly facts: Facts;
  /** The parts that were read. */
  readonly lookedAt: readonly string[];
  readonly notLookedAt: readonly Unread[];
}

/** A part that could not be read. */
export interface Unread {
  readonly part: string;
  /** Why, and the role that is missing. */
  readonly reason: string;
}

/**
 * Reads all parts, by lists.
 *
 * @param asked.login reads each secret's value and logs in with it
 * @throws AzureError when the registry itself cannot be read: then nothing can be said
 */
export async function gather(
  cloud: Cloud,
  known: Pick<
    Facts,
    "today" | "place" | "customers" | "operators" | "otherStacks" | "knownWebhooks"
  >,
  asked: { readonly login: boolean; readonly unused: boolean; readonly now: Date },
): Promise<Gathered> {
  const { registryId, vaultId } = known.place;
  const place = parseRegistryId(registryId);
  const registry = await readRegistrySettings(cloud, registryId);
  const lookedAt = ["the registry's settings"];
  const notLookedAt: Unread[] = [];
  const part = async <Key extends keyof Facts>(
    name: string,
    key: Key,
    read: () => Promise<Facts[Key]>,
  ): Promise<Pick<Facts, Key> | object> => {
    try {
      const value = { [key]: await read() };
      lookedAt.push(name);
      return value;
    } catch (thrown) {
      if (!(thrown instanceof AzureError) || cloud.http.signal.aborted) throw thrown;
      notLookedAt.push({ part: name, reason: thrown.message });
      return {};
    }
  };
  const parts = await Promise.all([
    part("tokens", "tokens", () => openRegistryTokens(cloud).list(registryId)),
    part("scope maps", "scopeMaps", () =>
      listScopeMaps(registryManagement(cloud)(place.subscriptionId), place),
    ),
    part("secrets", "secrets", () => openManagedSecrets(cloud).list(vaultId)),
    part("the vault's settings", "vault", () => readVaultSettings(cloud, vaultId)),
    part("roles on the registry", "registryRoles", () => listRoles(cloud, registryId)),
    part("roles on the vault", "vaultRoles", () => listRoles(cloud, vaultId)),
    part("connected registries", "connectedRegistries", () =>
      listConnectedRegistries(cloud, registryId),
    ),
    part("export pipelines", "exportPipelines", () => listExportPipelines(cloud, registryId)),
    part("webhooks", "webhooks", () => openRegistryWebhooks(cloud).list(registryId)),
    part("limits", "usages", () => readUsages(cloud, registryId)),
    part("repositories", "repositories", async () => {
      const repositories = await listRepositories(cloud, registryId);
      if (repositories.length > 0) return repositories;
      // It would pass for one in which nothing exists that the file gives.
      const operation = `listing the repositories of ${place.registryName}`;
      throw new AzureError({
        operation,
        reason: "the list is empty",
        advice: "push an image, or run again",
      });
    }),
  ]);
  const self = await ownObjectId(cloud);
  const facts: Facts = {
    ...known,
    ...(self === undefined ? {} : { self }),
    registry,
    isUnusedAsked: asked.unused,
    ...Object.assign({}, ...parts),
  };
  lookedAt.sort();
  notLookedAt.sort((one, other) => (one.part < other.part ? -1 : 1));
  if (!asked.login) return { facts, lookedAt, notLookedAt };
  const { logins, failures } = await tryLogins(cloud, facts, {
    loginServer: registry.loginServer,
    now: asked.now,
  });
  return {
    facts: { ...facts, logins },
    lookedAt: logins.size > 0 || failures.length === 0 ? [...lookedAt, "logins"] : lookedAt,
    notLookedAt: [...notLookedAt, ...failures],
  };
}
