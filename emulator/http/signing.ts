// RSA keys that sign Entra's and the registries' tokens, and the forms in which their public halves are named.
import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPair,
  type KeyObject,
} from "node:crypto";
import { promisify } from "node:util";
import { compactVerify, exportJWK, type JWK, type JWTPayload, SignJWT } from "jose";

/** The emulator's signing key. */
export interface SigningKeys {
  /** Libtrust's fingerprint: groups of four letters joined by colons. */
  readonly registryKeyId: string;
  readonly entraKeyId: string;
  readonly jwk: JWK;
  sign(claims: JWTPayload, keyId: string): Promise<string>;
  /** The claims of a token with a valid signature, whatever its dates; undefined otherwise. */
  verify(token: string): Promise<JWTPayload | undefined>;
}

/** A new RSA key as PKCS #8 PEM. */
export async function generateSigningKey(): Promise<string> {
  const { privateKey } = await promisify(generateKeyPair)("rsa", { modulusLength: 2048 });
  return privateKey.export({ type: "pkcs8", format: "pem" }).toString();
}

/** Signs and verifies with a key. */
export async function createSigningKeys(privateKeyPem: string): Promise<SigningKeys> {
  const privateKey = createPrivateKey(privateKeyPem);
  const publicKey = createPublicKey(privateKey);
  const entraKeyId = createHash("sha1").update(spki(publicKey)).digest("base64url");
  const verified = new Map<string, Promise<JWTPayload | undefined>>();

  return {
    registryKeyId: libtrustKeyId(publicKey),
    entraKeyId,
    jwk: { ...(await exportJWK(publicKey)), kid: entraKeyId, use: "sig", alg: "RS256" },
    sign: (claims, keyId) =>
      new SignJWT(claims)
        .setProtectedHeader({ typ: "JWT", alg: "RS256", kid: keyId })
        .sign(privateKey),
    verify(token) {
      // A client sends the same token with each request, and verifying one takes as long as answering.
      const claims = verified.get(token) ?? verifySignature(token, publicKey);
      if (verified.size >= MOST_REMEMBERED) verified.clear();
      verified.set(token, claims);
      return claims;
    },
  };
}

const MOST_REMEMBERED = 1_000;

// https://github.com/distribution/distribution/blob/main/docs/content/spec/auth/jwt.md
function libtrustKeyId(publicKey: KeyObject): string {
  const fingerprint = createHash("sha256").update(spki(publicKey)).digest().subarray(0, 30);
  return (base32(fingerprint).match(/.{4}/g) ?? []).join(":");
}

function spki(publicKey: KeyObject): Buffer {
  return publicKey.export({ type: "spki", format: "der" });
}

function base32(bytes: Buffer): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, "0")).join("");
  return (bits.match(/.{5}/g) ?? [])
    .map((five) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".charAt(Number.parseInt(five, 2)))
    .join("");
}

// The caller checks the dates, with its own clock.
async function verifySignature(token: string, key: KeyObject): Promise<JWTPayload | undefined> {
  try {
    const { payload } = await compactVerify(token, key, { algorithms: ["RS256"] });
    return JSON.parse(new TextDecoder().decode(payload));
  } catch {
    return undefined;
  }
}
