// Soft-deleted secrets: look, recover, purge.
import { empty, json, Refusal, type Reply } from "../http/reply";
import { param, type Request } from "../http/request";
import type { DeletedSecret, Vault, World } from "../world/world";
import { vaultOf } from "./access";
import { beingDeleted, deletedSecretNotFound } from "./errors";
import { pageOf } from "./pages";
import { currentVersion, findDeletedSecret, isBeingDeleted, purge, recover } from "./secretStore";
import { secretId, showDeleted, showVersion } from "./secrets";

/** GET /deletedsecrets/{secret}. */
export function getDeletedSecret(request: Request, world: World): Reply {
  const deleted = requireDeleted(request, vaultOf(request, world), world);
  return json(200, showDeleted(request, world, deleted));
}

/** GET /deletedsecrets: ids without versions, which one deleted secret has. */
export function listDeletedSecrets(request: Request, world: World): Reply {
  const deleted = [...vaultOf(request, world).deletedSecrets.values()];
  return pageOf(request, world, deleted, (secret) => ({
    ...showDeleted(request, world, secret),
    id: secretId(request, world, secret),
  }));
}

/** POST /deletedsecrets/{secret}/recover: the secret is back with its old value. */
export function recoverDeletedSecret(request: Request, world: World): Reply {
  const vault = vaultOf(request, world);
  const deleted = requireDeleted(request, vault, world);
  requireFinished(deleted, world);
  const secret = recover(vault, deleted);
  return json(200, showVersion(request, world, secret, currentVersion(secret)));
}

/** DELETE /deletedsecrets/{secret}: permanently deleted, and the name is free. */
export function purgeDeletedSecret(request: Request, world: World): Reply {
  const vault = vaultOf(request, world);
  const deleted = requireDeleted(request, vault, world);
  requireFinished(deleted, world);
  purge(vault, deleted);
  return empty(204);
}

// While a deletion is going on, the deleted secret cannot be read yet; clients poll until it can.
function requireDeleted(request: Request, vault: Vault, world: World): DeletedSecret {
  const name = param(request, "secret");
  const deleted = findDeletedSecret(vault, name);
  if (deleted === undefined || (request.method === "GET" && isBeingDeleted(deleted, world))) {
    throw new Refusal(deletedSecretNotFound(name));
  }
  return deleted;
}

function requireFinished(deleted: DeletedSecret, world: World): void {
  if (isBeingDeleted(deleted, world)) {
    throw new Refusal(beingDeleted(deleted.name));
  }
}
