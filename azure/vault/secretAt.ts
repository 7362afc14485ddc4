// Reads one secret by its address, for an identity that has a role on that secret alone.

import { AzureError, azureError } from "../azureError";
import type { Cloud } from "../cloud";
import { vaultApiAt } from "./vaultApi";

/** The built-in role that may read it: https://learn.microsoft.com/azure/key-vault/general/rbac-guide */
const SECRET_ROLE = '"Key Vault Secrets User" on the secret';

/** A secret's address, taken apart. */
export interface SecretAddress {
  /** `https://VAULT.vault.azure.net` */
  vaultUrl: string;
  name: string;
  /** 32 hexadecimal digits; absent means the newest. */
  version?: string;
}

/** Takes `https://VAULT.vault.azure.net/secrets/NAME` apart, with or without a version; undefined for anything else. */
export function parseSecretAddress(url: string): SecretAddress | undefined {
  const [, vaultUrl, name, version] =
    /^(https:\/\/[^/?#@\s]+)\/secrets\/([a-zA-Z0-9-]{1,127})(?:\/([0-9a-f]{32}))?\/?$/.exec(url) ??
    [];
  if (vaultUrl === undefined || name === undefined) return undefined;
  return { vaultUrl, name, ...(version === undefined ? {} : { version }) };
}

/** Reads its value. @throws AzureError */
export async function readSecretAt(
  cloud: Cloud,
  { vaultUrl, name, version }: SecretAddress,
): Promise<string> {
  const operation = `reading secret ${name}`;
  const { value } = await vaultApiAt(cloud, vaultUrl)
    .getSecret(name, version === undefined ? {} : { version })
    .catch((thrown: unknown) => {
      throw azureError(operation, thrown, { role: SECRET_ROLE });
    });
  if (value === undefined) {
    throw new AzureError({ operation, reason: "the answer has no value", advice: "run again" });
  }
  return value;
}
