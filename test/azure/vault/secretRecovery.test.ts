// Deleting secrets and bringing them back by the vault's own API, without a look at their values.

import { expect } from "chai";
import { type Cloud, connectCloud } from "../../../azure/cloud";
import { type ManagedSecrets, openManagedSecrets } from "../../../azure/vault/managedSecrets";
import { DEFAULT_BEHAVIOURS } from "../../../emulator/behaviours";
import { useEmulator } from "../../emulator/useEmulator";

const CONTENT = { value: "not-a-password", enabled: true, tags: { CredentialId: "password1" } };
const OFFICER = 'give the identity the role "Key Vault Secrets Officer" on the vault';
const BY_HAND =
  "or ask somebody with that role to run: `az keyvault secret recover --vault-name vendor-access --name NAME --subscription 11111111-1111-4111-8111-111111111111`";

describe("deleting and recovering secrets", () => {
  const azure = useEmulator();
  let cloud: Cloud;
  let secrets: ManagedSecrets;
  let name = "";
  let count = 0;

  beforeEach(async () => {
    azure.emulator.faults.clear();
    Object.assign(azure.emulator.behaviours, DEFAULT_BEHAVIOURS);
    const { environment, ca } = azure.emulator;
    cloud = await connectCloud(environment, { ca, retryDelayMs: 1 });
    secrets = openManagedSecrets(cloud);
    name = `contoso-${count++}`;
    azure.emulator.journal.clear();
  });

  const id = (vaultId = azure.vaultId) => `${vaultId}/secrets/${name}`;
  const failure = (work: Promise<unknown>) =>
    work.then(
      () => "no error",
      (error: Error) =>
        error.message.replace(/request id [0-9a-f-]{36}/, "request id ID").replaceAll(name, "NAME"),
    );
  const operations = () => azure.emulator.journal.entries().map(({ operation }) => operation);
  const counted = (operation: string) => operations().filter((each) => each === operation).length;

  describe("remove", () => {
    it("deletes recoverably, and waits until Resource Manager shows it no more", async () => {
      await secrets.put(id(), CONTENT);
      const before = await azure.arm("GET", id(), undefined, "2024-11-01");
      const headers = { "content-type": "application/json" };
      const late = { operation: "VaultSecrets_Get", status: 200, headers, times: 2 };
      azure.emulator.faults.add({ ...late, body: JSON.stringify(before.body) });
      azure.emulator.journal.clear();
      await secrets.remove(id());

      expect(counted("VaultSecrets_Get")).to.equal(3);
      expect(await secrets.get(id())).to.equal(undefined);
      expect((await azure.vault("GET", `/deletedsecrets/${name}`)).status).to.equal(200);
    });

    it("is content with one that is gone already", async () => {
      await secrets.remove(id());
      const answers = azure.emulator.journal
        .entries()
        .filter(({ operation }) => operation === "Secrets_Delete")
        .map(({ status }) => status);
      // The client sends a first request without a login, for the answer says where to get one.
      expect(answers).to.deep.equal([401, 404]);
    });

    it("asks once where each vault is", async () => {
      await Promise.all(
        ["a", "b", "c"].map(async (each) => {
          await secrets.put(`${id()}-${each}`, CONTENT);
          await secrets.remove(`${id()}-${each}`);
        }),
      );
      // Once for its address, and once for each secret, so that only a vault that is there says that one is gone.
      expect(counted("Vaults_Get")).to.equal(1 + 3);
    });

    it("is not content with a vault that is not there", async () => {
      expect(await failure(secrets.remove(id(`${azure.vaultId}x`)))).to.match(
        /^reading vault vendor-accessx: 404 ResourceNotFound: /,
      );
    });

    it("names the role that is missing", async () => {
      await secrets.put(id(), CONTENT);
      const fault = { status: 403, code: "ForbiddenByRbac", message: "No." };
      azure.emulator.faults.add({ operation: "Secrets_Delete", ...fault });
      expect(await failure(secrets.remove(id()))).to.equal(
        `deleting secret NAME: 403 ForbiddenByRbac: No (request id ID); ${OFFICER}`,
      );
      expect((await secrets.get(id()))?.name).to.equal(name);
    });
  });

  describe("recover", () => {
    beforeEach(async () => {
      await secrets.put(id(), CONTENT);
    });

    it("brings the secret back with its versions and waits until Resource Manager shows it", async () => {
      const before = await secrets.get(id());
      await secrets.remove(id());
      const fault = { operation: "VaultSecrets_Get", status: 404, code: "SecretNotFound" };
      azure.emulator.faults.add({ ...fault, times: 2 });
      azure.emulator.journal.clear();

      expect(await secrets.recover(id())).to.equal(true);
      expect(counted("VaultSecrets_Get")).to.equal(3);
      expect(await secrets.get(id())).to.deep.equal(before);
      expect((await azure.vault("GET", `/secrets/${name}`)).body).to.include({
        value: "not-a-password",
      });
    });

    it("never asks for the value, which the client would read to see whether it is back", async () => {
      await secrets.remove(id());
      azure.emulator.journal.clear();
      await secrets.recover(id());
      expect(operations().filter((each) => /^(Deleted)?Secrets_/.test(each))).to.deep.equal([
        "DeletedSecrets_Recover",
      ]);
    });

    it("waits for a deletion that is still going on", async () => {
      await secrets.remove(id());
      const code = "ObjectIsBeingDeleted";
      azure.emulator.faults.add({
        operation: "DeletedSecrets_Recover",
        status: 409,
        code,
        times: 3,
      });
      expect(await secrets.recover(id())).to.equal(true);
    });

    it("says that there is none where it was purged, or never was", async () => {
      await secrets.remove(id());
      await azure.vault("DELETE", `/deletedsecrets/${name}`);
      expect(await secrets.recover(id())).to.equal(false);
      expect(await secrets.recover(`${azure.vaultId}/secrets/nobody`)).to.equal(false);
    });

    for (const { code, advice } of [
      { code: "ForbiddenByRbac", advice: OFFICER },
      {
        code: "ForbiddenByConnection",
        advice: "the vault accepts only its private endpoint: run from its network",
      },
    ]) {
      it(`fails with the command for somebody else: ${code}`, async () => {
        await secrets.remove(id());
        const fault = { operation: "DeletedSecrets_Recover", status: 403, code, message: "No." };
        azure.emulator.faults.add(fault);
        expect(await failure(secrets.recover(id()))).to.equal(
          `recovering secret NAME: 403 ${code}: No (request id ID); ${advice}; ${BY_HAND}`,
        );
      });
    }

    it("fails with the command where there is no way to the vault", async () => {
      await secrets.remove(id());
      azure.emulator.faults.add({
        operation: "DeletedSecrets_Recover",
        reset: true,
        times: Infinity,
      });
      const said = await failure(secrets.recover(id()));
      expect(said).to.match(/^recovering secret NAME: ECONNRESET: /);
      expect(said.split("; ").slice(1)).to.deep.equal([
        `allow connections from here to ${azure.vaultUrl}/ (check its firewall, private endpoint and DNS name), then run again`,
        BY_HAND,
      ]);
    });

    it("does not wait for ever", async () => {
      await secrets.remove(id());
      const fault = { operation: "VaultSecrets_Get", status: 404, code: "SecretNotFound" };
      azure.emulator.faults.add({ ...fault, times: Infinity });
      expect(await failure(secrets.recover(id()))).to.equal(
        "recovering secret NAME: Resource Manager does not show it yet; run again in a few minutes",
      );
    });
  });
});
