// The catalogue of Key Vault's data-plane errors.
import { armError } from "../errors";
import { json, type Reply } from "../reply";

/** 400 for a value that Key Vault refuses. */
export const badParameter = (message: string) => armError(400, "BadParameter", message);

/** 404 for a secret or version that is not there. */
export const secretNotFound = (name: string) =>
  armError(
    404,
    "SecretNotFound",
    `A secret with (name/id) ${name} was not found in this key vault. If you recently deleted this secret you may be able to recover it using the correct recovery command. For help resolving this issue, please see https://go.microsoft.com/fwlink/?linkid=2125182`,
  );

/** 404 for a secret that is not among the deleted ones. */
export const deletedSecretNotFound = (name: string) =>
  armError(404, "SecretNotFound", `Deleted Secret not found: ${name}`);

/** 403 for reading a disabled secret. */
export const secretDisabled = () =>
  inner(403, "Forbidden", "Operation get is not allowed on a disabled secret.", "SecretDisabled");

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
