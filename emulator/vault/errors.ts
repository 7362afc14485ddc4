// The catalogue of Key Vault's data-plane errors.
import type { Caller } from "../entra/accessToken";
import { armError } from "../http/errors";
import { json, type Reply } from "../http/reply";
import type { Vault, World } from "../world/world";

/** 400 for a value that Key Vault refuses. */
export const badParameter = (message: string) => armError(400, "BadParameter", message);

/** 404 for a vault that is deleted; in Azure its name no longer resolves. */
export const vaultNotFound = (name: string) =>
  armError(404, "VaultNotFound", `The vault '${name}' was not found.`);

/** 404 for a secret or version that is not there. */
export const secretNotFound = (name: string, code = "SecretNotFound") =>
  armError(
    404,
    code,
    `A secret with (name/id) ${name} was not found in this key vault. If you recently deleted this secret you may be able to recover it using the correct recovery command. For help resolving this issue, please see https://go.microsoft.com/fwlink/?linkid=2125182`,
  );

/** 404 for a key or version that is not there. */
export const keyNotFound = (name: string) =>
  armError(
    404,
    "KeyNotFound",
    `A key with (name/id) ${name} was not found in this key vault. If you recently deleted this key you may be able to recover it using the correct recovery command. For help resolving this issue, please see https://go.microsoft.com/fwlink/?linkid=2125182`,
  );

/** 403 for signing with a disabled key. */
export const keyDisabled = () =>
  inner(403, "Forbidden", "Operation sign is not allowed on a disabled key.", "KeyDisabled");

/** 404 for a secret that is not among the deleted ones. */
export const deletedSecretNotFound = (name: string) =>
  armError(404, "SecretNotFound", `Deleted Secret not found: ${name}`);

/** 403 for reading a disabled secret. */
export const secretDisabled = () =>
  inner(403, "Forbidden", "Operation get is not allowed on a disabled secret.", "SecretDisabled");

/** 403 for what no role allows; reported: https://github.com/piyushsachdeva/Terraform_AKS/issues/2 */
export function forbiddenByRbac(
  caller: Caller,
  denied: { readonly action: string; readonly resourceId: string; readonly vault: Vault },
  { identity }: Pick<World, "identity">,
): Reply {
  const { action, resourceId, vault } = denied;
  // As reported, Key Vault writes these two in lower case, and the names as they are.
  const resource = resourceId
    .replace("/resourceGroups/", "/resourcegroups/")
    .replace("/Microsoft.KeyVault/", "/microsoft.keyvault/");
  const message = [
    "Caller is not authorized to perform action on resource.",
    "If role assignments, deny assignments or role definitions were changed recently, please observe propagation time.",
    `Caller: appid=${caller.clientId};oid=${caller.objectId};iss=https://sts.windows.net/${identity.tenantId}/`,
    `Action: '${action}'`,
    `Resource: '${resource}'`,
    "Assignment: (not found)",
    "DenyAssignmentId: null",
    "DecisionReason: 'DeniedWithNoValidRBAC' ",
    `Vault: ${vault.name};location=${vault.location}`,
    "",
  ].join("\r\n");
  return inner(403, "Forbidden", message, "ForbiddenByRbac");
}

/** 403 for what no access policy allows; documented: https://learn.microsoft.com/azure/key-vault/general/common-error-codes */
export function forbiddenByPolicy(
  caller: Caller,
  {
    permission,
    vault,
    kind,
  }: {
    readonly permission: string;
    readonly vault: Vault;
    readonly kind: "secrets" | "keys";
  },
  { identity }: Pick<World, "identity">,
): Reply {
  const message = `The user, group or application 'appid=${caller.clientId};oid=${caller.objectId};iss=https://sts.windows.net/${identity.tenantId}/' does not have ${kind} ${permission} permission on key vault '${vault.name};location=${vault.location}'. For help resolving this issue, please see https://go.microsoft.com/fwlink/?linkid=2125287`;
  return inner(403, "Forbidden", message, "AccessDenied");
}

/** 409 for writing to the name of a soft-deleted secret. */
export const deletedButRecoverable = (name: string) =>
  inner(
    409,
    "Conflict",
    `Secret ${name} is currently in a deleted but recoverable state, and its name cannot be reused; in this state, the secret can only be recovered or purged.`,
    "ObjectIsDeletedButRecoverable",
  );

/** 409 while a deletion goes on. */
export const beingDeleted = (name: string) =>
  inner(409, "Conflict", `Secret ${name} is currently being deleted.`, "ObjectIsBeingDeleted");

/** 401 with the challenge that tells clients where to get which token. */
export function challenge(tenantId: string, resource: string, loginUrl: string, message: string) {
  return armError(401, "Unauthorized", message, {
    "www-authenticate": `Bearer authorization="${loginUrl}/${tenantId}", resource="${resource}"`,
  });
}

function inner(status: number, code: string, message: string, innerCode: string): Reply {
  return json(status, { error: { code, message, innererror: { code: innerCode } } });
}
