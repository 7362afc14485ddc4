// Key Vault's own API for secrets: read, list, set, change, delete.
import { json, Refusal, type Reply, withDetail } from "../http/reply";
import { jsonBody, param, type Request } from "../http/request";
import type { DeletedSecret, Secret, SecretVersion, Vault, World } from "../world/world";
import { vaultOf, vaultUrl } from "./access";
import {
  badParameter,
  beingDeleted,
  deletedButRecoverable,
  secretDisabled,
  secretNotFound,
} from "./errors";
import { pageOf } from "./pages";
import { readSecretChange, readSecretInput, SECRET_NAME } from "./secretInput";
import {
  addVersion,
  changeVersion,
  currentVersion,
  findDeletedSecret,
  findSecret,
  isBeingDeleted,
  RETENTION_DAYS,
  softDelete,
} from "./secretStore";

/** GET /secrets/{secret}[/{version}]: `exp` does not keep from reading, `enabled: false` does. */
export function getSecret(request: Request, world: World): Reply {
  const secret = requireSecret(request, vaultOf(request, world));
  const version = requireVersion(request, secret);
  if (!version.enabled) {
    throw new Refusal(secretDisabled());
  }
  return json(200, { value: version.value, ...showVersion(request, world, secret, version) });
}

/** GET /secrets: the current version of each secret, without value. */
export function listSecrets(request: Request, world: World): Reply {
  const secrets = [...vaultOf(request, world).secrets.values()];
  return pageOf(request, world, secrets, (secret) => ({
    ...showVersion(request, world, secret, currentVersion(secret)),
    id: secretId(request, world, secret),
  }));
}

/** A secret's id without a version, as lists of secrets have it. */
export function secretId(request: Request, world: World, { name }: Secret): string {
  return `${vaultUrl(request, world)}/secrets/${name}`;
}

/** GET /secrets/{secret}/versions. */
export function listVersions(request: Request, world: World): Reply {
  const secret = requireSecret(request, vaultOf(request, world));
  return pageOf(request, world, secret.versions, (version) =>
    showVersion(request, world, secret, version),
  );
}

/** PUT /secrets/{secret}: a new version. */
export function setSecret(request: Request, world: World): Reply {
  const vault = vaultOf(request, world);
  const name = param(request, "secret");
  if (!SECRET_NAME.test(name)) {
    throw new Refusal(badParameter(`The request URI contains an invalid name: ${name}`));
  }
  const body = jsonBody(request, badParameter);
  const input = readSecretInput(body, body.tags, badParameter);
  requireNameIsFree(vault, name, world);

  const secret = addVersion(vault, name, input, world);
  const version = currentVersion(secret);
  const shown = { value: version.value, ...showVersion(request, world, secret, version) };
  return withDetail(json(200, shown), { version: version.version });
}

/** PATCH /secrets/{secret}/{version}: attributes, content type and tags in place. */
export function patchSecret(request: Request, world: World): Reply {
  const secret = requireSecret(request, vaultOf(request, world));
  const version = requireVersion(request, secret);
  const body = jsonBody(request, badParameter);
  changeVersion(version, readSecretChange(body, body.tags, badParameter), world);
  return json(200, showVersion(request, world, secret, version));
}

/** DELETE /secrets/{secret}: recoverable for 90 days. */
export function deleteSecret(request: Request, world: World): Reply {
  const vault = vaultOf(request, world);
  const deleted = softDelete(vault, requireSecret(request, vault), world);
  return json(200, showDeleted(request, world, deleted));
}

/** A version as the data plane shows it, without value. */
export function showVersion(
  request: Request,
  world: World,
  secret: Secret,
  version: SecretVersion,
) {
  const { contentType, tags, enabled, nbf, exp, created, updated } = version;
  return {
    ...(contentType === undefined ? {} : { contentType }),
    id: `${secretId(request, world, secret)}/${version.version}`,
    attributes: {
      enabled,
      ...(nbf === undefined ? {} : { nbf }),
      ...(exp === undefined ? {} : { exp }),
      created,
      updated,
      recoveryLevel: "Recoverable+Purgeable",
      recoverableDays: RETENTION_DAYS,
    },
    ...(tags === undefined ? {} : { tags }),
  };
}

/** A deleted secret as the data plane shows it. */
export function showDeleted(request: Request, world: World, deleted: DeletedSecret) {
  return {
    recoveryId: `${vaultUrl(request, world)}/deletedsecrets/${deleted.name}`,
    deletedDate: deleted.deletedDate,
    scheduledPurgeDate: deleted.scheduledPurgeDate,
    ...showVersion(request, world, deleted, currentVersion(deleted)),
  };
}

function requireSecret(request: Request, vault: Vault): Secret {
  const name = param(request, "secret");
  const secret = findSecret(vault, name);
  if (secret === undefined) {
    throw new Refusal(secretNotFound(name));
  }
  return secret;
}

function requireVersion(request: Request, secret: Secret): SecretVersion {
  const wanted = request.params.version;
  const version =
    wanted === undefined
      ? currentVersion(secret)
      : secret.versions.find((candidate) => candidate.version === wanted.toLowerCase());
  if (version === undefined) {
    throw new Refusal(secretNotFound(`${secret.name}/${wanted}`));
  }
  return version;
}

function requireNameIsFree(vault: Vault, name: string, world: World): void {
  const deleted = findDeletedSecret(vault, name);
  if (deleted !== undefined) {
    const refuse = isBeingDeleted(deleted, world) ? beingDeleted : deletedButRecoverable;
    throw new Refusal(refuse(deleted.name));
  }
}
