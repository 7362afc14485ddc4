// Keys in a vault of the emulator, by Microsoft's client: what they sign is verified without them.

import { expect } from "chai";
import { signAnchor, verifyEnvelope } from "../../audit/anchor";
import type { Head } from "../../audit/head";
import { type Cloud, connectCloud } from "../../azure/cloud";
import { openKey } from "../../azure/keys";
import { useInProcess } from "../emulator/inProcessAzure";

const HEAD: Head = {
  stack: "customer-access/dev",
  recordSha256: "c".repeat(64),
  revision: 12,
  time: "2026-11-21T15:31:02.117Z",
};

describe("a key in Key Vault", () => {
  const azure = useInProcess();
  let cloud: Cloud;

  before(async () => {
    cloud = await connectCloud(azure.emulator.environment, azure.http);
    for (const [name, body] of Object.entries({
      "anchor-rsa": { kty: "RSA" },
      "anchor-big": { kty: "RSA", key_size: 3072 },
      "anchor-ec": { kty: "EC", crv: "P-256" },
    })) {
      const { status } = await azure.vault("POST", `/keys/${name}/create`, body);
      expect(status).to.equal(200);
    }
  });

  const urlOf = (name: string) => `${azure.vaultUrl}/keys/${name}`;
  const why = (work: Promise<unknown>) =>
    work.then(
      () => "done",
      (thrown: Error) => thrown.message,
    );

  for (const name of ["anchor-rsa", "anchor-big", "anchor-ec"]) {
    it(`signs an anchor, which its public key verifies: ${name}`, async () => {
      const key = await openKey(cloud, urlOf(name));
      // In DER, a number of 32 bytes may need one more, or fewer.
      for (let time = 0; time < (name === "anchor-ec" ? 40 : 1); time++) {
        const envelope = await signAnchor({ ...HEAD, revision: time }, key);
        const { head } = verifyEnvelope(envelope, [key.publicKey]);
        expect(head).to.deep.equal({ ...HEAD, revision: time });
      }
      const other = await openKey(cloud, urlOf(name === "anchor-ec" ? "anchor-rsa" : "anchor-ec"));
      const envelope = await signAnchor(HEAD, key);
      expect(verifyEnvelope(envelope, [other.publicKey]).head).to.equal(undefined);
    });
  }

  it("signs with the version that is named, else with the last", async () => {
    const first = await openKey(cloud, urlOf("anchor-ec"));
    const { body } = await azure.vault("GET", "/keys/anchor-ec");
    const { kid } = (body as { key: { kid: string } }).key;
    await azure.vault("POST", "/keys/anchor-ec/create", { kty: "EC" });
    const last = await openKey(cloud, urlOf("anchor-ec"));
    expect(last.publicKey).not.to.equal(first.publicKey);
    expect((await openKey(cloud, kid)).publicKey).to.equal(first.publicKey);
  });

  it("says what is missing where it is not there, or may not be used", async () => {
    expect(await why(openKey(cloud, urlOf("gone")))).to.match(/^reading key gone: 404 KeyNotFound/);
    const key = await openKey(cloud, urlOf("anchor-rsa"));
    azure.emulator.faults.add({ operation: "Keys_Sign", status: 403, code: "Forbidden" });
    expect(await why(key.sign(Buffer.from("x")))).to.match(
      /^signing with key anchor-rsa: 403 Forbidden.*"Key Vault Crypto User" on the key/s,
    );
  });

  it("is named by its address alone", async () => {
    for (const address of [
      "anchor",
      "http://vault/keys/anchor",
      "https://vault/secrets/anchor",
      "https://user@vault/keys/anchor",
      "https://vault/keys/anchor/version",
    ]) {
      expect(await why(openKey(cloud, address))).to.equal(
        `"${address}" is not the address of a key; use https://<vault>.vault.azure.net/keys/<name>, as \`az keyvault key show --query key.kid\` prints it`,
      );
    }
  });
});
