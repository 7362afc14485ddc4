// Writes and reads secrets through Resource Manager, which never returns a value. Uses the vault's own API only where it must.

import type { SecretClient } from "@azure/keyvault-secrets";
import { isGone } from "../advice";
import { AzureError } from "../azureError";
import type { Cloud } from "../cloud";
import { answerIn, unexpectedAnswer } from "../http";
import { jsonIn } from "../jsonAnswer";
import { type ArmRequest, askArm, listArm } from "../resourceManager";
import { parseSecretId, type SecretId } from "./secretId";
import { asManagedSecret, attributesOf, type SecretStatus } from "./secretStatus";
import { openStatusPatch } from "./statusPatch";
import { VAULT_API_VERSION, VAULT_READER, vaultAddress } from "./vaultApi";
import { vaultFailure } from "./vaultFailure";
import { openVaultWriter } from "./vaultWriter";
import { openVaultWrites } from "./vaultWrites";

/** A secret's current version as Resource Manager shows it: never with its value. */
export interface ManagedSecret extends SecretStatus {
  name: string;
  /** 32 hexadecimal digits. */
  version: string;
  contentType?: string;
}

/** The content of a published secret. */
export interface SecretContent extends SecretStatus {
  value: string;
  contentType?: string;
}

/** Operations on secrets, by their ARM ids; see https://learn.microsoft.com/rest/api/keyvault/keyvault/secrets */
export interface ManagedSecrets {
  /** Reads the current version. @returns undefined only if the secret does not exist in an existing vault */
  get(secretId: string): Promise<ManagedSecret | undefined>;
  /** Reads all secrets of a vault, through all pages. @throws AzureError when a page fails, lacks a field, or links to itself */
  list(vaultId: string): Promise<readonly ManagedSecret[]>;
  /**
   * Writes a secret with one PUT, which usually makes a new version; tags that are not given are removed.
   *
   * @throws AzureError, never with the value; for a name that is deleted but can be recovered, with the command that does it
   */
  put(secretId: string, content: SecretContent): Promise<ManagedSecret>;
  /**
   * Sets status, end and tags of the current version without its value; writes nothing if they are right already.
   *
   * Uses Resource Manager's PATCH, otherwise the vault's own. The result is read afterwards, whatever they answer. A
   * PATCH cannot remove an end.
   *
   * @param version the expected current version; nothing is written when another one is current
   * @throws AzureError when the result is different: with the missing right or network path, or because Resource
   * Manager made another version, whose value is unknown
   */
  patch(secretId: string, version: string, status: SecretStatus): Promise<ManagedSecret>;
  /**
   * Deletes a secret by the vault's own API, recoverably, and waits until it is gone; does nothing if it is gone
   * already.
   */
  remove(secretId: string): Promise<void>;
  /**
   * Brings a deleted secret back by the vault's own API and waits until Resource Manager shows it.
   *
   * @returns false when there is none to recover
   * @throws AzureError with the Azure CLI's command for it when the right or the network path is missing
   */
  recover(secretId: string): Promise<boolean>;
}

/** Who may write a vault's secrets through Resource Manager: https://learn.microsoft.com/azure/role-based-access-control/permissions/security#microsoftkeyvault */
const WRITER =
  '"Key Vault Contributor" on the vault, or one of your own with Microsoft.KeyVault/vaults/secrets/write';

/** The body of a write. */
interface ArmSecret {
  properties: { value?: string; attributes: { enabled: boolean; exp?: number } };
  tags: Readonly<Record<string, string>>;
}

/** How many first waits a deletion or recovery may take until Resource Manager shows it. */
const MOST_PAUSES = 120;

/** Opens the secrets of a cloud for one run: its writes to a vault go one after the other. */
export function openManagedSecrets(cloud: Cloud): ManagedSecrets {
  const writes = openVaultWrites(cloud.http);
  const patchStatus = openStatusPatch();
  const apis = new Map<string, SecretClient>();

  const get = async (secretId: string) => {
    const { vaultId, secretName } = parseSecretId(secretId);
    const operation = `reading secret ${secretName}`;
    const request = { operation, at: secretId, apiVersion: VAULT_API_VERSION, role: VAULT_READER };
    const response = await askArm(cloud, request);
    if (response.status === 200) {
      return asManagedSecret(operation, answerIn(operation, response, ["name"]));
    }
    const failure = unexpectedAnswer(operation, response, request);
    if (!isGone(failure)) throw failure;
    await vaultAddress(cloud, vaultId);
    return undefined;
  };

  const write = (
    operation: string,
    id: SecretId,
    request: { method: "PUT" | "PATCH"; at: string; json: ArmSecret },
  ) =>
    writes.repeated(async () => {
      const asked: ArmRequest = { ...request, operation, apiVersion: VAULT_API_VERSION };
      const response = await askArm(cloud, asked);
      const { status } = response;
      if (status === 200 || status === 201) return response;
      const shown = withoutValue(response, request.json.properties.value);
      const failure = unexpectedAnswer(operation, shown, { role: WRITER });
      if (failure.code !== "ObjectIsDeletedButRecoverable") throw failure;
      throw unexpectedAnswer(operation, shown, { advice: `recover it: ${recoverCommand(id)}` });
    });

  /** Uses the vault's own API; its failures say what of right or network is missing. */
  const byVault = async <Result>(
    operation: string,
    { vaultId }: SecretId,
    otherwise: string | undefined,
    use: (api: SecretClient) => Promise<Result>,
  ): Promise<Result> => {
    const key = vaultId.toLowerCase();
    const api = apis.get(key) ?? (await openVaultWriter(cloud, vaultId));
    apis.set(key, api);
    return writes.repeated(() =>
      use(api).catch((thrown) =>
        Promise.reject(vaultFailure(operation, thrown, api.vaultUrl, otherwise)),
      ),
    );
  };

  const waitUntil = async (operation: string, secretId: string, isThere: boolean) => {
    for (let pauses = 0; ((await get(secretId)) !== undefined) !== isThere; pauses++) {
      if (pauses === MOST_PAUSES) {
        const reason = `Resource Manager ${isThere ? "does not show it yet" : "still shows it"}`;
        throw new AzureError({ operation, reason, advice: "run again in a few minutes" });
      }
      await writes.pause();
    }
  };

  return {
    get,

    async list(vaultId) {
      const operation = `listing the secrets of vault ${vaultId.split("/").at(-1)}`;
      const secrets: ManagedSecret[] = [];
      const request = { operation, apiVersion: VAULT_API_VERSION, role: VAULT_READER };
      for await (const secret of listArm(cloud, { ...request, at: `${vaultId}/secrets` })) {
        secrets.push(asManagedSecret(operation, secret));
      }
      return secrets;
    },

    put(secretId, { value, contentType, ...status }) {
      const id = parseSecretId(secretId);
      const operation = `writing secret ${id.secretName}`;
      const properties = {
        value,
        attributes: attributesOf(status),
        ...(contentType === undefined ? {} : { contentType }),
      };
      return writes.inTurn(id.vaultId, async () => {
        const json = { properties, tags: status.tags };
        const response = await write(operation, id, { method: "PUT", at: secretId, json });
        return asManagedSecret(operation, answerIn(operation, response, ["name"]));
      });
    },

    patch(secretId, version, status) {
      const id = parseSecretId(secretId);
      return writes.inTurn(id.vaultId, () =>
        patchStatus(id, version, status, {
          read: () => get(secretId),
          async byArm(operation) {
            const json = { properties: { attributes: attributesOf(status) }, tags: status.tags };
            await write(operation, id, { method: "PATCH", at: secretId, json });
          },
          async byVault(operation) {
            const { enabled, expiresAt, tags } = status;
            await byVault(operation, id, undefined, (api) =>
              api.updateSecretProperties(id.secretName, version, {
                enabled,
                ...(expiresAt === undefined ? {} : { expiresOn: new Date(expiresAt) }),
                tags: { ...tags },
              }),
            );
          },
        }),
      );
    },

    remove(secretId) {
      const id = parseSecretId(secretId);
      const operation = `deleting secret ${id.secretName}`;
      return writes.inTurn(id.vaultId, async () => {
        try {
          await byVault(operation, id, undefined, (api) => api.beginDeleteSecret(id.secretName));
        } catch (thrown) {
          if (!isNoSecret(thrown)) throw thrown;
        }
        await waitUntil(operation, secretId, false);
      });
    },

    recover(secretId) {
      const id = parseSecretId(secretId);
      const operation = `recovering secret ${id.secretName}`;
      const byHand = `or ask somebody with that role to run: ${recoverCommand(id)}`;
      return writes.inTurn(id.vaultId, async () => {
        try {
          await byVault(operation, id, byHand, (api) =>
            api.beginRecoverDeletedSecret(id.secretName),
          );
        } catch (thrown) {
          if (isNoSecret(thrown)) return false;
          throw thrown;
        }
        await waitUntil(operation, secretId, true);
        return true;
      });
    },
  };
}

/** The vault's own word for it; another 404 is that of something else. */
function isNoSecret(thrown: unknown): boolean {
  return thrown instanceof AzureError && thrown.status === 404 && thrown.code === "SecretNotFound";
}

function recoverCommand({ subscriptionId, vaultName, secretName }: SecretId): string {
  return `\`az keyvault secret recover --vault-name ${vaultName} --name ${secretName} --subscription ${subscriptionId}\``;
}

/** The answer, which does not repeat what was sent. */
function withoutValue<Response extends Parameters<typeof jsonIn>[0]>(
  response: Response,
  value: string | undefined,
): Response {
  if (!value) return response;
  const bodyAsText = JSON.stringify(jsonIn(response) ?? "");
  return {
    ...response,
    bodyAsText: bodyAsText.replaceAll(JSON.stringify(value).slice(1, -1), "…"),
  };
}
