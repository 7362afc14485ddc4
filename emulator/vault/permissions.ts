// What each operation of a vault needs: a data action on the secret or key, or on the vault for lists; or a permission of an access policy.
import { vaultId } from "../arm/resources";
import type { Caller } from "../entra/accessToken";
import { Refusal } from "../http/reply";
import { isAllowed } from "../world/roles";
import type { Vault, World } from "../world/world";
import { forbiddenByPolicy, forbiddenByRbac } from "./errors";

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
  Keys_Create: "create/action",
  Keys_Get: "read",
  Keys_GetVersion: "read",
  Keys_Sign: "sign/action",
};

/** The permission that an access policy names: https://learn.microsoft.com/azure/key-vault/general/assign-access-policy */
const PERMISSIONS: Readonly<Record<string, string>> = {
  Secrets_List: "list",
  Secrets_ListVersions: "list",
  Secrets_Get: "get",
  Secrets_GetVersion: "get",
  Secrets_Set: "set",
  Secrets_Update: "set",
  Secrets_UpdateVersion: "set",
  Secrets_Delete: "delete",
  DeletedSecrets_List: "list",
  DeletedSecrets_Get: "get",
  DeletedSecrets_Recover: "recover",
  DeletedSecrets_Purge: "purge",
  Keys_Create: "create",
  Keys_Get: "get",
  Keys_GetVersion: "get",
  Keys_Sign: "sign",
};

function kindOf(operation: string): "secrets" | "keys" {
  return operation.startsWith("Keys_") ? "keys" : "secrets";
}

function requirePolicy(
  caller: Caller,
  { operation, vault }: { readonly operation: string; readonly vault: Vault },
  world: World,
): void {
  const permission = PERMISSIONS[operation] ?? "";
  const kind = kindOf(operation);
  const isAllowed = vault.accessPolicies?.some(
    ({ objectId, permissions }) =>
      objectId.toLowerCase() === caller.objectId &&
      permissions?.[kind]?.some((each) => ["all", permission].includes(each.toLowerCase())),
  );
  if (isAllowed !== true) {
    throw new Refusal(forbiddenByPolicy(caller, { permission, vault, kind }, world));
  }
}

/** Refuses what no role assignment of the caller allows, whether or not the secret or key exists. */
export function requireRole(
  caller: Caller,
  request: {
    readonly operation: string;
    /** Of the secret or key; undefined for lists of secrets. */
    readonly name: string | undefined;
    readonly vault: Vault;
  },
  world: World,
): void {
  const { operation, name, vault } = request;
  if (vault.usesAccessPolicies === true) {
    requirePolicy(caller, { operation, vault }, world);
    return;
  }
  const kind = kindOf(operation);
  const action = `Microsoft.KeyVault/vaults/${kind}/${ACTIONS[operation]}`;
  const resourceId = vaultId(world, vault, name === undefined ? "" : `/${kind}/${name}`);
  if (!isAllowed(caller, { action, resourceId }, world)) {
    throw new Refusal(forbiddenByRbac(caller, { action, resourceId, vault }, world));
  }
}
