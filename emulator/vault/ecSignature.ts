// ECDSA with P-256 over a digest that was made elsewhere, which Node's own sign cannot do: it always hashes again.
import { createECDH, type KeyObject } from "node:crypto";

/** The order of the group: https://www.secg.org/sec2-v2.pdf, secp256r1. */
const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;

/** Signs a SHA-256 digest; the answer is r and s, 32 bytes each, as Key Vault answers. */
export function signDigestWithEc(privateKey: KeyObject, digest: Buffer): Buffer {
  const secret = numberIn(Buffer.from(privateKey.export({ format: "jwk" }).d ?? "", "base64url"));
  const once = createECDH("prime256v1");
  // An uncompressed point: one byte, then x and y.
  const r = numberIn(once.generateKeys().subarray(1, 33)) % ORDER;
  const s = (inverse(numberIn(once.getPrivateKey())) * (numberIn(digest) + r * secret)) % ORDER;
  return Buffer.concat([bytesOf(r), bytesOf(s)]);
}

/** By Fermat: the order is a prime. */
function inverse(value: bigint): bigint {
  let result = 1n;
  let base = value % ORDER;
  for (let exponent = ORDER - 2n; exponent > 0n; exponent >>= 1n) {
    if (exponent & 1n) result = (result * base) % ORDER;
    base = (base * base) % ORDER;
  }
  return result;
}

function numberIn(bytes: Buffer): bigint {
  return BigInt(`0x${bytes.toString("hex")}`);
}

function bytesOf(value: bigint): Buffer {
  return Buffer.from(value.toString(16).padStart(64, "0"), "hex");
}
