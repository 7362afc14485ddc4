// Key Vault secrets through Resource Manager: written and changed here, never read with their value, never deleted.
import { setTimeout } from "node:timers/promises";
import { armError } from "../errors";
import { json, Refusal, type Reply, withDetail } from "../reply";
import { isObject, type JsonObject, jsonBody, param, type Request } from "../request";
import { vaultUri } from "../vault/address";
import { deletedButRecoverable, secretNotFound } from "../vault/errors";
import { readSecretChange, readSecretInput, SECRET_NAME } from "../vault/secretInput";
import {
  addVersion,
  changeVersion,
  currentVersion,
  findDeletedSecret,
  findSecret,
} from "../vault/secretStore";
import type { Secret, Vault, World } from "../world";
import { badRequest, invalidContent, invalidName } from "./errors";
import { listPage, requireVault, VAULT_TYPE, vaultId } from "./resources";

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

/** PUT …/vaults/{vault}/secrets/{secret}: each PUT is a new version. */
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
    const status = findSecret(vault, name) === undefined ? 201 : 200;
    return write(status, addVersion(vault, name, input, world), vault, world);
  });
}

/** PATCH …/vaults/{vault}/secrets/{secret}: changes the current version; a value makes a new one. */
export async function patchVaultSecret(request: Request, world: World): Promise<Reply> {
  const vault = requireVault(request, world);
  const secret = requireSecret(request, vault, world);
  const { properties, tags } = readBody(request);

  return alone(vault, world, () => {
    const current = currentVersion(secret);
    const change = readSecretChange(properties, tags, badRequest);
    if (properties.value === undefined) {
      changeVersion(current, change, world);
    } else {
      const { version: _version, created: _created, updated: _updated, ...kept } = current;
      const input = readSecretInput(properties, tags, badRequest);
      addVersion(vault, secret.name, { ...kept, ...input }, world);
    }
    return write(200, secret, vault, world);
  });
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
