// Keys of a vault: created, read, and used to sign, with Key Vault's refusals.

import { createHash, createPublicKey, type JsonWebKey, verify } from "node:crypto";
import { expect } from "chai";
import { useEmulator } from "../useEmulator";

const DATA = Buffer.from("data");
const DIGEST = createHash("sha256").update(DATA).digest("base64url");

describe("the keys of a vault", () => {
  const azure = useEmulator();

  interface Shown {
    key: JsonWebKey & { kid: string };
    attributes: object;
  }
  const create = async (name: string, body: object) => {
    const answer = await azure.vault("POST", `/keys/${name}/create`, body);
    expect(answer.status, JSON.stringify(answer.body)).to.equal(200);
    return answer.body as Shown;
  };
  const pathOf = ({ key }: Shown) => new URL(key.kid).pathname;
  const refusal = async (method: string, path: string, body?: object) => {
    const { status, body: answer } = await azure.vault(method, path, body);
    const { error } = answer as { error: { code: string; innererror?: { code: string } } };
    return [status, error.code, error.innererror?.code];
  };

  for (const [name, body, alg, encoding] of [
    ["rsa", { kty: "RSA" }, "RS256", "der"],
    ["ec", { kty: "EC", crv: "P-256" }, "ES256", "ieee-p1363"],
  ] as const) {
    it(`sign a digest: ${name}`, async () => {
      const made = await create(name, body);
      const { body: answer } = await azure.vault("POST", `${pathOf(made)}/sign`, {
        alg,
        value: DIGEST,
      });
      const { kid, value } = answer as { kid: string; value: string };
      expect(kid).to.equal(made.key.kid);
      const key = createPublicKey({ key: made.key, format: "jwk" });
      const signature = Buffer.from(value, "base64url");
      expect(verify("sha256", DATA, { key, dsaEncoding: encoding }, signature)).to.equal(true);
    });
  }

  it("show their public part alone, by name and by version", async () => {
    const first = await create("shown", { kty: "EC" });
    const second = await create("shown", { kty: "EC" });
    expect((await azure.vault("GET", pathOf(first))).body).to.deep.equal(first);
    expect((await azure.vault("GET", "/keys/SHOWN")).body).to.deep.equal(second);
    expect(Object.keys(second.key).sort()).to.deep.equal([
      ...["crv", "key_ops", "kid", "kty", "x", "y"],
    ]);
    expect(JSON.stringify(azure.emulator.journal.entries())).not.to.include("PRIVATE KEY");
  });

  it("refuse what Key Vault refuses", async () => {
    const made = await create("refusing", { kty: "EC" });
    const sign = `${pathOf(made)}/sign`;
    const bad = [400, "BadParameter", undefined];
    expect(await refusal("GET", "/keys/gone")).to.deep.equal([404, "KeyNotFound", undefined]);
    expect(await refusal("GET", `/keys/refusing/${"0".repeat(32)}`)).to.deep.equal([
      ...[404, "KeyNotFound", undefined],
    ]);
    expect(await refusal("POST", sign, { alg: "RS256", value: DIGEST })).to.deep.equal(bad);
    expect(await refusal("POST", sign, { alg: "ES256", value: "AAAA" })).to.deep.equal(bad);
    for (const body of [{ kty: "oct" }, { kty: "EC", crv: "P-384" }, { kty: "RSA", key_size: 1 }]) {
      expect(await refusal("POST", "/keys/odd/create", body)).to.deep.equal(bad);
    }
    expect(await refusal("POST", "/keys/under_score/create", { kty: "RSA" })).to.deep.equal(bad);
  });
});
