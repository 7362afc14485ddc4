// Secrets with their versions and their soft deletion; what Resource Manager and the vault's own API have in common.
import { randomBytes } from "node:crypto";
import type { DeletedSecret, Secret, SecretVersion, Vault, World } from "../world/world";

/** Documented: https://learn.microsoft.com/azure/key-vault/general/soft-delete-overview */
export const RETENTION_DAYS = 90;

/** What a new version is made of. */
export interface SecretInput {
  readonly value: string;
  readonly contentType?: string;
  readonly tags?: Record<string, string>;
  readonly enabled?: boolean;
  readonly nbf?: number;
  readonly exp?: number;
}

/** What of a version can be changed afterwards. */
export type SecretChange = Partial<Omit<SecretInput, "value">>;

/** The current version. */
export function currentVersion(secret: Secret): SecretVersion {
  const current = secret.versions.at(-1);
  if (current === undefined) {
    throw new Error(`secret ${secret.name} has no version`);
  }
  return current;
}

/** The secret of that name, if it is there and not deleted. */
export function findSecret(vault: Vault, name: string): Secret | undefined {
  return vault.secrets.get(name.toLowerCase());
}

/** The deleted secret of that name. */
export function findDeletedSecret(vault: Vault, name: string): DeletedSecret | undefined {
  return vault.deletedSecrets.get(name.toLowerCase());
}

/** Adds a version, also when the value is the same as before. */
export function addVersion(vault: Vault, name: string, input: SecretInput, world: World): Secret {
  const secret = findSecret(vault, name) ?? { name, versions: [] };
  const now = world.clock.nowInSeconds();
  const { enabled = true, ...rest } = input;
  secret.versions.push({
    ...rest,
    version: randomBytes(16).toString("hex"),
    enabled,
    created: now,
    updated: now,
  });
  vault.secrets.set(name.toLowerCase(), secret);
  return secret;
}

/** Changes attributes, content type or tags of a version in place. */
export function changeVersion(version: SecretVersion, change: SecretChange, world: World): void {
  Object.assign(version, change, { updated: world.clock.nowInSeconds() });
}

/** Moves a secret among the deleted ones. */
export function softDelete(vault: Vault, secret: Secret, world: World): DeletedSecret {
  const deletedDate = world.clock.nowInSeconds();
  const scheduledPurgeDate = deletedDate + RETENTION_DAYS * 86_400;
  const deleted = { ...secret, deletedDate, scheduledPurgeDate };
  vault.secrets.delete(secret.name.toLowerCase());
  vault.deletedSecrets.set(secret.name.toLowerCase(), deleted);
  return deleted;
}

/** Brings a deleted secret back with all its versions. */
export function recover(vault: Vault, { name, versions }: DeletedSecret): Secret {
  const secret = { name, versions };
  vault.deletedSecrets.delete(name.toLowerCase());
  vault.secrets.set(name.toLowerCase(), secret);
  return secret;
}

/** Deletes a soft-deleted secret permanently. */
export function purge(vault: Vault, { name }: DeletedSecret): void {
  vault.deletedSecrets.delete(name.toLowerCase());
}

/** Whether a deletion is still going on. */
export function isBeingDeleted({ deletedDate }: DeletedSecret, world: World): boolean {
  return world.clock.nowInSeconds() < deletedDate + world.behaviours.secretDeletionSeconds;
}
