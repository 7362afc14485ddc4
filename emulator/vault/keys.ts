// Key Vault's own API for keys: create, read, sign with RSA or EC; private keys never leave it.
import {
  constants,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  privateEncrypt,
  randomBytes,
} from "node:crypto";
import { json, Refusal, type Reply } from "../http/reply";
import { jsonBody, param, type Request } from "../http/request";
import type { World } from "../world/world";
import { vaultOf, vaultUrl } from "./access";
import { signDigestWithEc } from "./ecSignature";
import { badParameter, keyDisabled, keyNotFound } from "./errors";
import { RETENTION_DAYS } from "./secretStore";
import type { KeyVersion, VaultKey } from "./vaultKey";

/** A key's name. */
const KEY_NAME = /^[a-zA-Z0-9-]{1,127}$/;

/** Documented: https://learn.microsoft.com/azure/key-vault/keys/about-keys-details */
const RSA_SIZES: readonly unknown[] = [2048, 3072, 4096];

/** The start of a SHA-256 digest in PKCS #1 v1.5: RFC 8017, section 9.2. */
const SHA256_PREFIX = Buffer.from("3031300d060960864801650304020105000420", "hex");

/** POST /keys/{key}/create: a new version, RSA or EC with P-256. */
export function createKey(request: Request, world: World): Reply {
  const vault = vaultOf(request, world);
  const name = param(request, "key");
  if (!KEY_NAME.test(name)) {
    throw new Refusal(badParameter(`The request URI contains an invalid name: ${name}`));
  }
  const { kty, key_size: size = 2048, crv = "P-256" } = jsonBody(request, badParameter);
  const now = world.clock.nowInSeconds();
  vault.keys ??= new Map();
  const key: VaultKey = vault.keys.get(name.toLowerCase()) ?? { name, versions: [] };
  const version: KeyVersion = {
    version: randomBytes(16).toString("hex"),
    privateKey: newPrivateKey(kty, { size, crv }),
    enabled: true,
    created: now,
    updated: now,
  };
  key.versions.push(version);
  vault.keys.set(name.toLowerCase(), key);
  return json(200, showKey(request, world, key, version));
}

/** GET /keys/{key}[/{version}]: the public part, also of a disabled key. */
export function getKey(request: Request, world: World): Reply {
  const { key, version } = requireVersion(request, world);
  return json(200, showKey(request, world, key, version));
}

/** POST /keys/{key}/{version}/sign: signs a SHA-256 digest by RS256 or ES256. */
export function signWithKey(request: Request, world: World): Reply {
  const { key, version } = requireVersion(request, world);
  if (!version.enabled) throw new Refusal(keyDisabled());
  const { alg, value } = jsonBody(request, badParameter);
  const digest = typeof value === "string" ? Buffer.from(value, "base64url") : Buffer.alloc(0);
  const privateKey = createPrivateKey(version.privateKey);
  const fitting = privateKey.asymmetricKeyType === "rsa" ? "RS256" : "ES256";
  if (alg !== fitting) {
    throw new Refusal(
      badParameter(
        `Key and signing algorithm are incompatible. Key ${key.name} allows ${fitting}.`,
      ),
    );
  }
  if (digest.length !== 32) {
    throw new Refusal(badParameter("Invalid length of value: a digest of 32 bytes is expected."));
  }
  const signature =
    fitting === "ES256"
      ? signDigestWithEc(privateKey, digest)
      : privateEncrypt(
          { key: privateKey, padding: constants.RSA_PKCS1_PADDING },
          Buffer.concat([SHA256_PREFIX, digest]),
        );
  return json(200, {
    kid: keyId(request, world, key, version),
    value: signature.toString("base64url"),
  });
}

function newPrivateKey(kty: unknown, { size, crv }: { size: unknown; crv: unknown }): string {
  if (kty === "RSA" && typeof size === "number" && RSA_SIZES.includes(size)) {
    return pem(generateKeyPairSync("rsa", { modulusLength: size }).privateKey);
  }
  if (kty === "EC" && crv === "P-256") {
    return pem(generateKeyPairSync("ec", { namedCurve: "prime256v1" }).privateKey);
  }
  throw new Refusal(badParameter(`Property has invalid value: kty ${kty}, or its size or curve.`));
}

function pem(key: ReturnType<typeof createPrivateKey>): string {
  return String(key.export({ type: "pkcs8", format: "pem" }));
}

function requireVersion(
  request: Request,
  world: World,
): { readonly key: VaultKey; readonly version: KeyVersion } {
  const name = param(request, "key");
  const wanted = request.params.version;
  const key = vaultOf(request, world).keys?.get(name.toLowerCase());
  const version =
    wanted === undefined
      ? key?.versions.at(-1)
      : key?.versions.find((each) => each.version === wanted.toLowerCase());
  if (key === undefined || version === undefined) {
    throw new Refusal(keyNotFound(wanted === undefined ? name : `${name}/${wanted}`));
  }
  return { key, version };
}

function keyId(request: Request, world: World, { name }: VaultKey, { version }: KeyVersion) {
  return `${vaultUrl(request, world)}/keys/${name}/${version}`;
}

function showKey(request: Request, world: World, key: VaultKey, version: KeyVersion) {
  const { enabled, created, updated } = version;
  const jwk = createPublicKey(version.privateKey).export({ format: "jwk" });
  return {
    key: {
      kid: keyId(request, world, key, version),
      ...jwk,
      key_ops: ["sign", "verify"],
    },
    attributes: {
      enabled,
      created,
      updated,
      recoveryLevel: "Recoverable+Purgeable",
      recoverableDays: RETENTION_DAYS,
      exportable: false,
    },
    tags: {},
  };
}
