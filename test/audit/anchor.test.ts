// Signed heads of a history: with real keys of both kinds, and everything that may be wrong with an envelope.

import { execFileSync } from "node:child_process";
import { createPublicKey, sign } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { type Envelope, keyIdOf, keySigner, signAnchor, verifyEnvelope } from "../../audit/anchor";
import type { Head } from "../../audit/head";
import { ec, rsa } from "./anchorPairs";

const HEAD: Head = {
  stack: "customer-access/dev",
  recordSha256: "c".repeat(64),
  revision: 12,
  time: "2026-11-21T15:31:02.117Z",
  commit: "b".repeat(40),
};
const COVERED: Head = {
  ...HEAD,
  entries: { count: 3, last: "1784802063561029257", sha256: "d".repeat(64) },
  credentials: { contoso: { events: 2, sha256: "e".repeat(64) } },
};
const KEYS = { RSA: rsa(), EC: ec() };
const OTHER = [rsa().publicKey, ec().publicKey];
const NOT_SIGNED = { problem: "no signature is by one of the given keys, or it was changed" };
const NO_ENVELOPE = { problem: "it is not a DSSE envelope" };

const payloadOf = ({ payload }: Envelope) =>
  JSON.parse(Buffer.from(payload, "base64").toString()) as Record<string, unknown>;
/** Signs any payload as an envelope does, without the code under test. */
const signed = (value: unknown, type = "application/vnd.in-toto+json") => {
  const body = Buffer.from(typeof value === "string" ? value : JSON.stringify(value));
  const pae = Buffer.concat([Buffer.from(`DSSEv1 ${type.length} ${type} ${body.length} `), body]);
  const sig = sign("sha256", pae, KEYS.EC.privateKey).toString("base64");
  return { payloadType: type, payload: body.toString("base64"), signatures: [{ sig }] };
};

for (const [kind, { publicKey, privateKey }] of Object.entries(KEYS)) {
  describe(`an anchor that is signed with ${kind}`, () => {
    let envelope: Envelope;
    before(async () => {
      envelope = await signAnchor(HEAD, keySigner(privateKey));
    });

    it("is an in-toto statement in a DSSE envelope", () => {
      expect(payloadOf(envelope)).to.deep.equal({
        _type: "https://in-toto.io/Statement/v1",
        subject: [{ name: HEAD.stack, digest: { sha256: HEAD.recordSha256 } }],
        predicateType: "urn:registry-customer-access:anchor:v1",
        predicate: { revision: 12, time: HEAD.time, commit: HEAD.commit },
      });
      const { payloadType, signatures } = envelope;
      expect(payloadType).to.equal("application/vnd.in-toto+json");
      expect(signatures.map(({ keyid }) => keyid)).to.deep.equal([
        keyIdOf(createPublicKey(publicKey)),
      ]);
    });

    it("proves the head by its key, also among others, as JSON, and of a certificate's form", () => {
      const keyId = keyIdOf(createPublicKey(publicKey));
      const read = JSON.parse(JSON.stringify(envelope)) as unknown;
      expect(verifyEnvelope(read, [...OTHER, publicKey])).to.deep.equal({ head: HEAD, keyId });
    });

    it("proves entries and credentials too", async () => {
      const covered = await signAnchor(COVERED, keySigner(privateKey));
      expect(payloadOf(covered).predicate).to.deep.equal({
        revision: 12,
        time: HEAD.time,
        commit: HEAD.commit,
        entries: COVERED.entries,
        credentials: COVERED.credentials,
      });
      expect(verifyEnvelope(covered, [publicKey]).head).to.deep.equal(COVERED);
    });

    it("proves nothing by another key, or by none", () => {
      expect(verifyEnvelope(envelope, OTHER)).to.deep.equal(NOT_SIGNED);
      expect(verifyEnvelope(envelope, [])).to.deep.equal(NOT_SIGNED);
    });

    it("proves nothing once a single byte of it is another", () => {
      const flipped = (text: string, at: number) => {
        const bytes = Buffer.from(text, "base64");
        bytes[at] = (bytes[at] ?? 0) ^ 1;
        return bytes.toString("base64");
      };
      const length = Buffer.from(envelope.payload, "base64").length;
      for (let at = 0; at < length; at++) {
        const changed = { ...envelope, payload: flipped(envelope.payload, at) };
        expect(verifyEnvelope(changed, [publicKey]), `byte ${at}`).to.deep.equal(NOT_SIGNED);
      }
      const [{ sig = "" } = {}] = envelope.signatures;
      for (const at of [0, 8, 20, 60]) {
        const changed = { ...envelope, signatures: [{ sig: flipped(sig, at) }] };
        expect(verifyEnvelope(changed, [publicKey])).to.deep.equal(NOT_SIGNED);
      }
      const type = { ...envelope, payloadType: "application/json" };
      expect(verifyEnvelope(type, [publicKey])).to.deep.equal(NOT_SIGNED);
    });

    it("is verified by OpenSSL too", function () {
      const folder = mkdtempSync(join(tmpdir(), "anchor-"));
      try {
        execFileSync("openssl", ["version"]);
      } catch {
        // OpenSSL is only there to confirm the form of the signature.
        this.skip();
      }
      try {
        const body = Buffer.from(envelope.payload, "base64");
        const start = `DSSEv1 28 application/vnd.in-toto+json ${body.length} `;
        const at = (name: string) => join(folder, name);
        writeFileSync(at("data"), Buffer.concat([Buffer.from(start), body]));
        writeFileSync(at("sig"), Buffer.from(envelope.signatures[0]?.sig ?? "", "base64"));
        writeFileSync(at("key"), publicKey);
        const verify = ["dgst", "-sha256", "-verify", at("key"), "-signature", at("sig")];
        expect(execFileSync("openssl", [...verify, at("data")], { encoding: "utf8" })).to.equal(
          "Verified OK\n",
        );
      } finally {
        rmSync(folder, { recursive: true });
      }
    });
  });
}

describe("verifyEnvelope", () => {
  const keys = [KEYS.EC.publicKey];
  const statement = {
    _type: "https://in-toto.io/Statement/v1",
    subject: [{ name: HEAD.stack, digest: { sha256: HEAD.recordSha256 } }],
    predicateType: "urn:registry-customer-access:anchor:v1",
    predicate: { revision: 12, time: HEAD.time },
  };

  it("reads what covers entries and credentials, and takes no other form of it for a head", () => {
    const { entries, credentials } = COVERED;
    const { commit: _, ...head } = HEAD;
    const predicate = { ...statement.predicate, entries, credentials };
    expect(verifyEnvelope(signed({ ...statement, predicate }), keys).head).to.deep.equal({
      ...head,
      entries,
      credentials,
    });
    const other = { ...predicate, entries: { ...entries, count: "3" } };
    expect(verifyEnvelope(signed({ ...statement, predicate: other }), keys)).to.deep.equal({
      problem: "it is signed, but it is no statement about the head of a stack",
    });
  });

  it("reads a head without a commit, and one of several signatures", () => {
    const { commit: _, ...head } = HEAD;
    const envelope = signed(statement);
    const signatures = [{ sig: "AAAA" }, null, ...envelope.signatures];
    expect(verifyEnvelope({ ...envelope, signatures }, keys).head).to.deep.equal(head);
  });

  const none: [name: string, envelope: unknown][] = [
    ["nothing", undefined],
    ["null", null],
    ["a text", "envelope"],
    ["an empty object", {}],
    ["signatures that are no list", { ...signed(statement), signatures: {} }],
    ["a payload that is no base64", { ...signed(statement), payload: "{}" }],
  ];
  for (const [name, envelope] of none) {
    it(`takes ${name} for no envelope`, () => {
      expect(verifyEnvelope(envelope, keys)).to.deep.equal(NO_ENVELOPE);
    });
  }

  it("finds no signature in an empty list", () => {
    expect(verifyEnvelope({ ...signed(statement), signatures: [] }, keys)).to.deep.equal(
      NOT_SIGNED,
    );
  });

  const others: [name: string, envelope: object][] = [
    ["another type of payload", signed(statement, "text/plain")],
    ["no JSON", signed("anchor")],
    ["null", signed("null")],
    [
      "a statement of another version",
      signed({ ...statement, _type: "https://in-toto.io/Statement/v0.1" }),
    ],
    [
      "another predicate",
      signed({ ...statement, predicateType: "https://slsa.dev/provenance/v1" }),
    ],
    [
      "two subjects",
      signed({ ...statement, subject: [...statement.subject, ...statement.subject] }),
    ],
    ["no subject", signed({ ...statement, subject: [] })],
    [
      "another hash",
      signed({ ...statement, subject: [{ name: "dev", digest: { sha256: "abc" } }] }),
    ],
    ["no revision", signed({ ...statement, predicate: { time: HEAD.time } })],
    ["no time", signed({ ...statement, predicate: { revision: 1, time: "yesterday" } })],
  ];
  for (const [name, envelope] of others) {
    it(`does not take ${name} for a head, although it is signed`, () => {
      expect(verifyEnvelope(envelope, keys)).to.deep.equal({
        problem: "it is signed, but it is no statement about the head of a stack",
      });
    });
  }
});
