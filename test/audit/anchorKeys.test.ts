// Which keys may sign and verify anchors, and the message about any other.

import { generateKeyPairSync } from "node:crypto";
import { expect } from "chai";
import { keySigner, readPublicKey } from "../../audit/anchor";
import { ec, PKCS8, rsa, SPKI } from "./anchorPairs";

describe("keys for anchors", () => {
  const why = (work: () => unknown) => {
    try {
      work();
    } catch (thrown) {
      return (thrown as Error).message;
    }
    return "accepted";
  };
  const UNSUPPORTED =
    "its kind or size is not supported; use RSA with at least 2048 bits or EC with P-256";

  it("are RSA from 2048 bits, or EC with P-256", () => {
    const ed = generateKeyPairSync("ed25519", {
      publicKeyEncoding: SPKI,
      privateKeyEncoding: PKCS8,
    });
    for (const { publicKey, privateKey } of [rsa(1024), ec("secp384r1"), ed]) {
      expect(why(() => keySigner(privateKey))).to.equal(UNSUPPORTED);
      expect(why(() => readPublicKey(publicKey))).to.equal(UNSUPPORTED);
    }
  });

  it("are refused in another form, without a word of what the file holds", () => {
    expect(why(() => keySigner("password"))).to.equal(
      "it is not a private key in PEM without a passphrase; use RSA with at least 2048 bits or EC with P-256",
    );
    expect(why(() => keySigner(ec().publicKey))).to.match(/^it is not a private key in PEM/);
    expect(why(() => readPublicKey("password"))).to.match(
      /^it is not a public key in PEM; use RSA/,
    );
  });

  it("verify only as public keys: a private one does not belong there", () => {
    expect(why(() => readPublicKey(rsa().privateKey))).to.equal(
      "it is a private key; give the public key alone",
    );
  });
});
