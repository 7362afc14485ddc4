// Anchors: the head of a history, signed and kept outside of the backend, as an in-toto statement in a DSSE envelope.

import {
  createHash,
  createPrivateKey,
  createPublicKey,
  type KeyObject,
  sign,
  verify,
} from "node:crypto";
import { coverageIn, type Head, isSha256 } from "./head";

/** A DSSE envelope as JSON: https://github.com/secure-systems-lab/dsse/blob/master/envelope.md */
export interface Envelope {
  readonly payloadType: typeof PAYLOAD_TYPE;
  /** The in-toto statement, in base64. */
  readonly payload: string;
  /** `keyid` is a hint: the SHA-256 in hex of the public key (SPKI, DER). `sig` is base64. */
  readonly signatures: readonly { readonly keyid?: string; readonly sig: string }[];
}

/** What signs: `keySigner` for a key in a file, `openKey` of azure/keys.ts for one in Key Vault. */
export interface Signer {
  /** PEM, of RSA with at least 2048 bits or EC with P-256. */
  readonly publicKey: string;
  /** Signs the SHA-256 of the data: RSA by PKCS #1 v1.5, EC by ECDSA in DER form. */
  sign(data: Buffer): Promise<Buffer>;
}

/** The media type of an in-toto statement. */
const PAYLOAD_TYPE = "application/vnd.in-toto+json";

/** https://github.com/in-toto/attestation/blob/main/spec/v1/statement.md */
const STATEMENT_TYPE = "https://in-toto.io/Statement/v1";
/** What came later is optional in it, as in-toto asks: https://github.com/in-toto/attestation/blob/main/spec/v1/README.md#parsing-rules */
const PREDICATE_TYPE = "urn:registry-customer-access:anchor:v1";

/**
 * Signs a head.
 *
 * The subject of the statement is the stack with the hash of its last record; the predicate has the rest. Keep the
 * envelope as JSON, one in a file or one on a line.
 *
 * @throws Error when the signer fails
 */
export async function signAnchor(head: Head, signer: Signer): Promise<Envelope> {
  const { stack, recordSha256, ...predicate } = head;
  const statement = {
    _type: STATEMENT_TYPE,
    subject: [{ name: stack, digest: { sha256: recordSha256 } }],
    predicateType: PREDICATE_TYPE,
    predicate,
  };
  const payload = Buffer.from(JSON.stringify(statement), "utf8");
  const signature = await signer.sign(preAuthenticationEncoding(PAYLOAD_TYPE, payload));
  return {
    payloadType: PAYLOAD_TYPE,
    payload: payload.toString("base64"),
    signatures: [
      { keyid: keyIdOf(createPublicKey(signer.publicKey)), sig: signature.toString("base64") },
    ],
  };
}

/** What an envelope proves; `problem` says in words why it proves nothing. */
export type Verified =
  | { readonly head: Head; readonly keyId: string; readonly problem?: undefined }
  | { readonly head?: undefined; readonly problem: string };

/**
 * Verifies an envelope, which was parsed from JSON and may be anything.
 *
 * One good signature by one of the keys is enough. Nothing of the payload is read before that.
 *
 * @param publicKeys PEM each, see `readPublicKey`
 * @throws Error for a key that `readPublicKey` refuses
 */
export function verifyEnvelope(envelope: unknown, publicKeys: readonly string[]): Verified {
  const keys = publicKeys.map(readPublicKey);
  const { payloadType, payload, signatures } = (envelope ?? {}) as Partial<Envelope>;
  const body = bytesIn(payload);
  if (typeof payloadType !== "string" || body === undefined || !Array.isArray(signatures)) {
    return { problem: "it is not a DSSE envelope" };
  }
  const data = preAuthenticationEncoding(payloadType, body);
  const signed = signatures.map((each: unknown) =>
    bytesIn((each as { sig?: unknown } | null)?.sig),
  );
  const key = keys.find((one) =>
    signed.some((signature) => signature !== undefined && isSignedBy(one, data, signature)),
  );
  if (key === undefined) {
    return { problem: "no signature is by one of the given keys, or it was changed" };
  }
  const head = payloadType === PAYLOAD_TYPE ? headIn(body) : undefined;
  if (head === undefined) {
    return { problem: "it is signed, but it is no statement about the head of a stack" };
  }
  return { head, keyId: keyIdOf(key) };
}

/** A signer with a private key in PEM (PKCS #8, PKCS #1 or SEC 1, without a passphrase). @throws Error for any other */
export function keySigner(privateKeyPem: string): Signer {
  let key: KeyObject;
  try {
    key = createPrivateKey(privateKeyPem);
  } catch (cause) {
    throw new Error(`it is not a private key in PEM without a passphrase; ${USE}`, { cause });
  }
  requireFitting(key);
  return {
    publicKey: String(createPublicKey(key).export({ type: "spki", format: "pem" })),
    sign: async (data) => sign("sha256", data, key),
  };
}

/** Reads a public key, or that of a certificate, in PEM. @throws Error for a private key or one of another kind */
export function readPublicKey(pem: string): KeyObject {
  if (/PRIVATE KEY/.test(pem)) {
    throw new Error("it is a private key; give the public key alone");
  }
  let key: KeyObject;
  try {
    key = createPublicKey(pem);
  } catch (cause) {
    throw new Error(`it is not a public key in PEM; ${USE}`, { cause });
  }
  requireFitting(key);
  return key;
}

/** The SHA-256 in hex of a public key in its SPKI form. */
export function keyIdOf(publicKey: KeyObject): string {
  const spki = publicKey.export({ type: "spki", format: "der" });
  return createHash("sha256").update(spki).digest("hex");
}

const USE = "use RSA with at least 2048 bits or EC with P-256";

function requireFitting({ asymmetricKeyType, asymmetricKeyDetails = {} }: KeyObject): void {
  const { modulusLength = 0, namedCurve } = asymmetricKeyDetails;
  const isRsa = asymmetricKeyType === "rsa" && modulusLength >= 2048;
  const isEc = asymmetricKeyType === "ec" && namedCurve === "prime256v1";
  if (!isRsa && !isEc) throw new Error(`its kind or size is not supported; ${USE}`);
}

/** What is signed: type and body with their lengths, https://github.com/secure-systems-lab/dsse/blob/master/protocol.md */
function preAuthenticationEncoding(type: string, body: Buffer): Buffer {
  const start = `DSSEv1 ${Buffer.byteLength(type)} ${type} ${body.length} `;
  return Buffer.concat([Buffer.from(start, "utf8"), body]);
}

/** Strict base64, standard or for URLs: DSSE allows both. */
function bytesIn(text: unknown): Buffer | undefined {
  if (typeof text !== "string" || !/^[\w+/-]+={0,2}$/.test(text)) return undefined;
  return Buffer.from(text, "base64");
}

function isSignedBy(key: KeyObject, data: Buffer, signature: Buffer): boolean {
  return verify("sha256", data, { key, dsaEncoding: "der" }, signature);
}

function headIn(body: Buffer): Head | undefined {
  const { _type, predicateType, subject, predicate } = objectIn(body);
  if (_type !== STATEMENT_TYPE || predicateType !== PREDICATE_TYPE) return undefined;
  if (!Array.isArray(subject) || subject.length !== 1) return undefined;
  const { name: stack, digest } = (subject[0] ?? {}) as Fields;
  const { sha256: recordSha256 } = (digest ?? {}) as Fields;
  const { revision, time, commit, ...more } = (predicate ?? {}) as Fields;
  const coverage = coverageIn(more);
  const isHead =
    typeof stack === "string" &&
    isSha256(recordSha256) &&
    Number.isSafeInteger(revision) &&
    typeof time === "string" &&
    !Number.isNaN(Date.parse(time)) &&
    (commit === undefined || typeof commit === "string");
  if (!isHead || coverage === undefined) return undefined;
  return {
    stack,
    recordSha256,
    revision: revision as number,
    time,
    ...(commit === undefined ? {} : { commit }),
    ...coverage,
  };
}

type Fields = Record<string, unknown>;

function objectIn(body: Buffer): Fields {
  try {
    const value = JSON.parse(body.toString("utf8")) as unknown;
    return value !== null && typeof value === "object" ? (value as Fields) : {};
  } catch {
    return {};
  }
}
