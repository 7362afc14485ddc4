// What each operation of a vault needs: a data action on the secret, or on the vault for lists.
import { vaultId } from "../arm/resources";
import type { Caller } from "../entra/accessToken";
import { Refusal } from "../reply";
import { isAllowed } from "../roles";
import type { Vault, World } from "../world";
import { forbiddenByRbac } from "./errors";

/** Documented: https://learn.microsoft.com/azure/role-based-access-control/permissions/security#microsoftkeyvault */
export const ACTIONS: Readonly<Record<string, string>> = {
  Secrets_List: "readMetadata/action",
  Secrets_ListVersions: "readMetadata/action",
  Secrets_Get: "getSecret/action",
  Secrets_GetVersion: "getSecret/action",
  Secrets_Set: "setSecret/action",
  Secrets_Update: "update/action",
  Secrets_UpdateVersion: "update/action",
  Secrets_Delete: "delete",
  DeletedSecrets_List: "readMetadata/action",
  DeletedSecrets_Get: "readMetadata/action",
  DeletedSecrets_Recover: "recover/action",
  DeletedSecrets_Purge: "purge/action",
};

/** Refuses what no role assignment of the caller allows, whether or not the secret exists. */
export function requireRole(
  caller: Caller,
  request: {
    readonly operation: string;
    /** Undefined for lists of secrets. */
    readonly secret: string | undefined;
    readonly vault: Vault;
  },
  world: World,
): void {
  const { operation, secret, vault } = request;
  const action = `Microsoft.KeyVault/vaults/secrets/${ACTIONS[operation]}`;
  const resourceId = vaultId(world, vault, secret === undefined ? "" : `/secrets/${secret}`);
  if (!isAllowed(caller, { action, resourceId }, world)) {
    throw new Refusal(forbiddenByRbac(caller, { action, resourceId, vault }, world));
  }
}
