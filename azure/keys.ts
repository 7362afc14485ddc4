// Signs with a key in Key Vault, which never leaves it.

import { createHash, createPublicKey, type JsonWebKey } from "node:crypto";
import { CryptographyClient, KeyClient } from "@azure/keyvault-keys";
import { azureError } from "./azureError";
import type { Cloud } from "./cloud";

/** A key that signs. */
export interface SigningKey {
  /** PEM. */
  readonly publicKey: string;
  /**
   * Signs the SHA-256 of the data by RS256 (PKCS #1 v1.5) or ES256 (in DER form, as OpenSSL does).
   *
   * @throws AzureError
   */
  sign(data: Buffer): Promise<Buffer>;
}

/** The built-in role that reads a key and signs with it: https://learn.microsoft.com/azure/key-vault/general/rbac-guide */
const SIGNER = '"Key Vault Crypto User" on the key';

/**
 * Opens a key: RSA, or EC with P-256, in software or in an HSM.
 *
 * @param keyUrl `https://VAULT.vault.azure.net/keys/NAME`, with or without a version
 * @throws AzureError when it cannot be read; Error for an address or a key of another form
 */
export async function openKey(cloud: Cloud, keyUrl: string): Promise<SigningKey> {
  const { vaultUrl, name, version } = parseKeyUrl(keyUrl);
  const { clientOptions } = cloud.http;
  const options = {
    ...clientOptions,
    // No localhost:PORT passes the client's comparison of the vault's host with the challenge's resource.
    disableChallengeResourceVerification: cloud.isLoopback,
  };
  const failed = (operation: string) => (thrown: unknown) => {
    throw azureError(`${operation} key ${name}`, thrown, { role: SIGNER });
  };
  const key = await new KeyClient(vaultUrl, cloud.credential, options)
    .getKey(name, version === undefined ? {} : { version })
    .catch(failed("reading"));
  const { kty = "", crv, n, e, x, y } = key.key ?? {};
  const isRsa = kty.startsWith("RSA");
  if (!isRsa && !(kty.startsWith("EC") && crv === "P-256")) {
    throw new Error(
      `key ${name} is of the kind ${[kty, crv].filter(Boolean).join(" ")}; anchors are signed with RSA or EC with P-256`,
    );
  }
  const jwk: JsonWebKey = isRsa
    ? { kty: "RSA", n: base64url(n), e: base64url(e) }
    : { kty: "EC", crv: "P-256", x: base64url(x), y: base64url(y) };
  const publicKey = createPublicKey({ key: jwk, format: "jwk" });
  const client = new CryptographyClient(key, cloud.credential, options);
  return {
    publicKey: String(publicKey.export({ type: "spki", format: "pem" })),
    async sign(data) {
      const digest = createHash("sha256").update(data).digest();
      const algorithm = isRsa ? "RS256" : "ES256";
      const { result } = await client.sign(algorithm, digest).catch(failed("signing with"));
      return isRsa ? Buffer.from(result) : derOf(Buffer.from(result));
    },
  };
}

function parseKeyUrl(keyUrl: string): { vaultUrl: string; name: string; version?: string } {
  const [, vaultUrl, name, version] =
    /^(https:\/\/[^/?#@\s]+)\/keys\/([a-zA-Z0-9-]{1,127})(?:\/([0-9a-f]{32}))?\/?$/.exec(keyUrl) ??
    [];
  if (vaultUrl !== undefined && name !== undefined) {
    return { vaultUrl, name, ...(version === undefined ? {} : { version }) };
  }
  throw new Error(
    `"${keyUrl}" is not the address of a key; use https://<vault>.vault.azure.net/keys/<name>, as \`az keyvault key show --query key.kid\` prints it`,
  );
}

function base64url(bytes: Uint8Array | undefined): string {
  return Buffer.from(bytes ?? []).toString("base64url");
}

/** Key Vault answers r and s, 32 bytes each; OpenSSL and others take a sequence of two integers. */
function derOf(signature: Buffer): Buffer {
  const integers = Buffer.concat([0, 32].map((at) => integer(signature.subarray(at, at + 32))));
  return Buffer.concat([Buffer.from([0x30, integers.length]), integers]);
}

/** Without leading zeros, but with one where the first bit would mean a negative number. */
function integer(bytes: Buffer): Buffer {
  const first = bytes.findIndex((byte) => byte !== 0);
  const digits = first < 0 ? Buffer.from([0]) : bytes.subarray(first);
  const value = (digits[0] ?? 0) > 0x7f ? Buffer.concat([Buffer.from([0]), digits]) : digits;
  return Buffer.concat([Buffer.from([0x02, value.length]), value]);
}
