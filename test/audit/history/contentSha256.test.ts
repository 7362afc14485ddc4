// What the hash of a file covers: all that can be read, in a form that RFC 8785 fixes, and nothing that is encrypted.

import { createHash } from "node:crypto";
import { expect } from "chai";
import { checkpointSha256, entrySha256 } from "../../../audit/history/contentSha256";
import { SECRET } from "./checkpoints";

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");
const SIGNATURE = "4dabf18193072939515e22adb298388d";
/** The hash of a state with this resource. */
const ofResource = (resource: object) => checkpointSha256("dev", { resources: [resource] });

describe("the hash of a checkpoint", () => {
  it("is that of canonical JSON, with the stack, without what secrets are encrypted with", () => {
    const state = {
      secrets_providers: { type: "cloud", state: { encryptedkey: "AAAA" } },
      resources: [{ urn: "u", type: "t", outputs: { ü: [1.0, null, true], a: "\n" } }],
      manifest: { version: "v3", time: "2026-07-01T00:00:00Z" },
      pending_operations: null,
    };
    const resource = sha256('{"outputs":{"a":"\\n","ü":[1,null,true]},"type":"t","urn":"u"}');
    expect(checkpointSha256("organization/customer-access/dev", state)).to.equal(
      sha256(
        `{"manifest":{"time":"2026-07-01T00:00:00Z","version":"v3"},"pending_operations":null,"resources":["${resource}"],"stack":"organization/customer-access/dev"}`,
      ),
    );
  });

  it("is the same where a secret is encrypted again, and another one where it is a secret no more", () => {
    const once = { inputs: { key: { ...SECRET, ciphertext: "v1:abc" } } };
    const again = { inputs: { key: { ...SECRET, ciphertext: "v1:xyz" } } };
    expect(ofResource(once)).to.equal(ofResource(again));
    expect(ofResource(once)).not.to.equal(ofResource({ inputs: { key: "abc" } }));
    expect(ofResource(once)).not.to.equal(ofResource({ inputs: {} }));
  });

  it("is another one where a value only looks like a secret, which hides it from the reader", () => {
    const slot = { name: "password1", createdAt: "2026-07-01T00:00:00Z" };
    const hashes = [
      slot,
      { ...slot, [SIGNATURE]: null },
      { ...slot, [SIGNATURE]: "other" },
      { ...slot, ...SECRET },
    ].map((each) => ofResource({ outputs: { slots: [each] } }));
    expect(new Set(hashes).size).to.equal(4);
  });
});

describe("the hash of an entry", () => {
  it("leaves out the configuration, which has secrets and says nothing of access", () => {
    const times = { startedAt: "2026-07-01T00:00:00.000Z", endedAt: undefined };
    const entry = { kind: "update", result: "failed", message: "m", environment: { a: "b" } };
    const known = entrySha256(entry, times);
    expect(known).to.equal(
      sha256(
        '{"environment":{"a":"b"},"kind":"update","message":"m","result":"failed","startedAt":"2026-07-01T00:00:00.000Z"}',
      ),
    );
    expect(
      entrySha256({ ...entry, config: { k: { secure: "v1:abc" } }, version: 3 }, times),
    ).to.equal(known);
  });
});
