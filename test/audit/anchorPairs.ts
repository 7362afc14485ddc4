// Pairs of keys in PEM, for anchors.

import { generateKeyPairSync } from "node:crypto";

/** The form of public keys. */
export const SPKI = { type: "spki", format: "pem" } as const;
/** The form of private keys. */
export const PKCS8 = { type: "pkcs8", format: "pem" } as const;

/** A pair of RSA. */
export function rsa(modulusLength = 2048) {
  const options = { modulusLength, publicKeyEncoding: SPKI, privateKeyEncoding: PKCS8 };
  return generateKeyPairSync("rsa", options);
}

/** A pair of an elliptic curve. */
export function ec(namedCurve = "prime256v1") {
  const options = { namedCurve, publicKeyEncoding: SPKI, privateKeyEncoding: PKCS8 };
  return generateKeyPairSync("ec", options);
}
