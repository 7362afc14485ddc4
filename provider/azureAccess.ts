// The plugin's access to Azure, connected on first use: a run without work needs no identity.

import { setTimeout as sleep } from "node:timers/promises";
import { AzureError } from "../azure/azureError";
import { type Cloud, connectCloud } from "../azure/cloud";
import type { HttpOptions } from "../azure/http";
import { type LoginResult, login } from "../azure/registry/login";
import { listRepositories } from "../azure/registry/operatorCatalog";
import { openRegistryTokens, type RegistryTokens } from "../azure/tokens/registryTokens";
import { type ManagedSecrets, openManagedSecrets } from "../azure/vault/managedSecrets";
import { parseSecretId } from "../azure/vault/secretId";
import { openVaultSecrets, type VaultSecrets } from "../azure/vault/vaultSecrets";
import { openRegistryWebhooks, type RegistryWebhooks } from "../azure/webhooks/registryWebhooks";
import { readWebhookPlaces, type WebhookPlaces } from "../azure/webhooks/webhookPlaces";
import { GONE_VARIABLE } from "./place";

/** What the resources use of Azure. */
export interface AzureAccess {
  tokens(): Promise<RegistryTokens>;
  secrets(): Promise<ManagedSecrets>;
  webhooks(): Promise<RegistryWebhooks>;
  /** Reads values, in the vault of a secret: of the headers and callback URLs of webhooks, never of passwords. */
  vault(secretId: string): Promise<VaultSecrets>;
  /** Where a registry can have webhooks, and how many. */
  webhookPlaces(registryId: string): Promise<WebhookPlaces>;
  /** The names of all repositories. */
  repositories(registryId: string): Promise<readonly string[]>;
  /** Logs in with a token's name and password, as its customer does. */
  login(tokenId: string, username: string, password: string): Promise<LoginResult>;
  /** Waits, unless the run is cancelled: then it throws. */
  wait(durationMs: number): Promise<void>;
}

/** How Azure is reached. */
export interface AccessOptions extends HttpOptions {
  /** Stops between requests. */
  signal: AbortSignal;
  /** Why nothing may be done there. @default - undefined, it is allowed */
  refusal?(): Error | undefined;
}

/** Opens the access; nothing is sent before the first use. */
export function azureAccess(
  env: NodeJS.ProcessEnv,
  { refusal, ...options }: AccessOptions,
): AzureAccess & { cloud(): Promise<Cloud> } {
  const open = once(async () => {
    const cloud = await connectCloud(env, options);
    return {
      cloud,
      http: cloud.http,
      tokens: openRegistryTokens(cloud),
      secrets: withoutGone(openManagedSecrets(cloud), env[GONE_VARIABLE]),
      webhooks: openRegistryWebhooks(cloud),
    };
  });
  const vaults = new Map<string, () => Promise<VaultSecrets>>();
  const loginServers = new Map<string, () => Promise<string>>();
  const loginServer = (tokenId: string, tokens: RegistryTokens) => {
    const registry = tokenId.toLowerCase().replace(/\/tokens\/[^/]+$/, "");
    const known = loginServers.get(registry) ?? once(() => tokens.loginServer(tokenId));
    loginServers.set(registry, known);
    return known();
  };
  const allowed = async () => {
    const refused = refusal?.();
    if (refused !== undefined) throw refused;
    return open();
  };
  return {
    cloud: async () => (await open()).cloud,
    tokens: async () => (await allowed()).tokens,
    secrets: async () => (await allowed()).secrets,
    webhooks: async () => (await allowed()).webhooks,
    async vault(secretId) {
      const { cloud } = await allowed();
      const { vaultId } = parseSecretId(secretId);
      const key = vaultId.toLowerCase();
      const known = vaults.get(key) ?? once(() => openVaultSecrets(cloud, vaultId));
      vaults.set(key, known);
      return known();
    },
    webhookPlaces: async (registryId) => readWebhookPlaces((await allowed()).cloud, registryId),
    repositories: async (registryId) => listRepositories((await allowed()).cloud, registryId),
    async login(tokenId, username, password) {
      const { http, tokens } = await allowed();
      return login(http, { loginServer: await loginServer(tokenId, tokens), username, password });
    },
    wait: (durationMs) =>
      sleep(durationMs, undefined, { signal: options.signal }).catch(() => {
        throw new AzureError({ operation: "waiting", reason: "cancelled" });
      }),
  };
}

/** A vault that is gone permanently has nothing left to remove. */
function withoutGone(secrets: ManagedSecrets, gone: string | undefined): ManagedSecrets {
  if (gone === undefined) return secrets;
  const isGone = (id: string) => id.toLowerCase().includes(`/vaults/${gone.toLowerCase()}/`);
  return {
    ...secrets,
    get: async (id) => (isGone(id) ? undefined : secrets.get(id)),
    remove: async (id) => (isGone(id) ? undefined : secrets.remove(id)),
  };
}

/** Does the work once; a failure is not remembered. */
function once<Result>(work: () => Promise<Result>): () => Promise<Result> {
  let running: Promise<Result> | undefined;
  return () => {
    running ??= work().catch((thrown: unknown) => {
      running = undefined;
      throw thrown;
    });
    return running;
  };
}
