// Key Vault secrets through Resource Manager: written and changed here, never read with their value, never deleted.
import { setTimeout } from "node:timers/promises";
import { isDeepStrictEqual } from "node:util";
import { armError } from "../../http/errors";
import { json, Refusal, type Reply, withDetail } from "../../http/reply";
import { isObject, type JsonObject, jsonBody, param, type Request } from "../../http/request";
import { vaultUri } from "../../vault/address";
import { deletedButRecoverable, secretNotFound } from "../../vault/errors";
import { readSecretChange, readSecretInput, SECRET_NAME } from "../../vault/secretInput";
import {
  addVersion,
  changeVersion,
  currentVersion,
  findDeletedSecret,
  findSecret,
  type SecretInput,
} from "../../vault/secretStore";
import type { Secret, SecretVersion, Vault, World } from "../../world/world";
import { badRequest, invalidContent, invalidName } from "../errors";
import { listPage, requireVault, VAULT_TYPE, vaultId } from "../resources";

/** GET …/vaults/{vault}/secrets/{secret}. */
export function getVaultSecret(request: Request, world: World): Reply {
  const vault = requireVault(request, world);
  return json(200, showSecret(requireSecret(request, vault, world), vault, world));
}

/** GET …/vaults/{vault}/secrets. */
export function listVaultSecrets(request: Request, world: World): Reply {
  const vault = requireVault(request, world);
  return listPage(request, world, vault.secrets.values(), (secret) =>
    showSecret(secret, vault, world),
  );
}

/**
 * PUT …/vaults/{vault}/secrets/{secret}: each PUT is a new version; with `sameSecretPutMakesVersion` off, the same
 * content is not.
 */
export async function putVaultSecret(request: Request, world: World): Promise<Reply> {
  const vault = requireVault(request, world);
  const name = param(request, "secret");
  if (!SECRET_NAME.test(name)) {
    throw new Refusal(invalidName("secret", name, "^[a-zA-Z0-9-]{1,127}$"));
  }
  const { properties, tags } = readBody(request);
  const input = readSecretInput(properties, tags, badRequest);

  return alone(vault, world, () => {
    const deleted = findDeletedSecret(vault, name);
    if (deleted !== undefined) {
      throw new Refusal(deletedButRecoverable(deleted.name));
    }
    const secret = findSecret(vault, name);
    if (secret !== undefined && !world.behaviours.sameSecretPutMakesVersion) {
      if (isDeepStrictEqual(contentOf(currentVersion(secret)), { enabled: true, ...input })) {
        return write(200, secret, vault, world);
      }
    }
    const status = secret === undefined ? 201 : 200;
    return write(status, addVersion(vault, name, input, world), vault, world);
  });
}

/**
 * PATCH …/vaults/{vault}/secrets/{secret}: a value makes a new version; `secretPatch` decides what happens without one.
 */
export async function patchVaultSecret(request: Request, world: World): Promise<Reply> {
  const vault = requireVault(request, world);
  const secret = requireSecret(request, vault, world);
  const { properties, tags } = readBody(request);

  return alone(vault, world, () => {
    const { secretPatch } = world.behaviours;
    const hasValue = properties.value !== undefined;
    if (!hasValue && secretPatch === "refused") {
      throw new Refusal(badRequest("The property 'value' is required."));
    }
    const current = currentVersion(secret);
    const change = readSecretChange(properties, tags, badRequest);
    if (!hasValue && secretPatch === "inPlace") {
      changeVersion(current, change, world);
    } else {
      const input = hasValue ? readSecretInput(properties, tags, badRequest) : change;
      addVersion(vault, secret.name, { ...contentOf(current), ...input }, world);
    }
    return write(200, secret, vault, world);
  });
}

function contentOf(current: SecretVersion): SecretInput {
  const { version: _version, created: _created, updated: _updated, ...content } = current;
  return content;
}

const writing = new WeakSet<Vault>();
const WRITE_MS = 50;

// Reported: https://github.com/Azure/bicep/issues/3113. Only with the switch does a write take any time.
async function alone(vault: Vault, world: World, change: () => Reply): Promise<Reply> {
  if (!world.behaviours.parallelSecretWritesConflict) {
    return change();
  }
  if (writing.has(vault)) {
    const message = `A conflict occurred that prevented the operation from completing. The operation failed because the Key Vault '${vault.name}' changed from the point the operation began.`;
    throw new Refusal(armError(409, "ConflictError", message));
  }
  writing.add(vault);
  try {
    await setTimeout(WRITE_MS, undefined, { ref: false });
    return change();
  } finally {
    writing.delete(vault);
  }
}

function write(status: number, secret: Secret, vault: Vault, world: World): Reply {
  const reply = json(status, showSecret(secret, vault, world));
  return withDetail(reply, { version: currentVersion(secret).version });
}

function showSecret(secret: Secret, vault: Vault, world: World) {
  const { version, enabled, nbf, exp, created, updated, contentType, tags } =
    currentVersion(secret);
  const secretUri = `${vaultUri(vault, world)}/secrets/${secret.name}`;
  return {
    id: vaultId(world, vault, `/secrets/${secret.name}`),
    name: secret.name,
    type: `${VAULT_TYPE}/secrets`,
    location: vault.location,
    ...(tags === undefined ? {} : { tags }),
    properties: {
      attributes: {
        enabled,
        ...(nbf === undefined ? {} : { nbf }),
        ...(exp === undefined ? {} : { exp }),
        created,
        updated,
      },
      ...(contentType === undefined ? {} : { contentType }),
      secretUri,
      secretUriWithVersion: `${secretUri}/${version}`,
    },
  };
}

function requireSecret(request: Request, vault: Vault, world: World): Secret {
  const name = param(request, "secret");
  const secret = findSecret(vault, name);
  if (secret === undefined) {
    throw new Refusal(secretNotFound(name, world.behaviours.armSecretNotFoundCode));
  }
  return secret;
}

function readBody(request: Request): { properties: JsonObject; tags: unknown } {
  const { properties, tags } = jsonBody(request, invalidContent);
  if (!isObject(properties)) {
    throw new Refusal(invalidContent("The property 'properties' is required."));
  }
  return { properties, tags };
}
