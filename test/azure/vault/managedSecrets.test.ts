// Secrets through Resource Manager: read, listed, written, and never shown with their value.

import { setTimeout } from "node:timers/promises";
import { expect } from "chai";
import { type Cloud, connectCloud } from "../../../azure/cloud";
import { type ManagedSecrets, openManagedSecrets } from "../../../azure/vault/managedSecrets";
import { DEFAULT_BEHAVIOURS } from "../../../emulator/behaviours";
import { useEmulator } from "../../emulator/useEmulator";

const VALUE = "not+a/password=1";
const CONTENT = {
  value: VALUE,
  enabled: true,
  expiresAt: "2099-01-01T00:00:00.000Z",
  tags: { CredentialId: "password1", team: "billing" },
  contentType: "text/plain",
};

describe("openManagedSecrets", () => {
  const azure = useEmulator();
  let cloud: Cloud;
  let secrets: ManagedSecrets;

  beforeEach(async () => {
    azure.emulator.faults.clear();
    Object.assign(azure.emulator.behaviours, DEFAULT_BEHAVIOURS);
    const { environment, ca } = azure.emulator;
    cloud = await connectCloud(environment, { ca, retryDelayMs: 1 });
    secrets = openManagedSecrets(cloud);
    azure.emulator.journal.clear();
  });

  const id = (name: string, vaultId = azure.vaultId) => `${vaultId}/secrets/${name}`;
  const failure = (work: Promise<unknown>) =>
    work.then(
      () => "no error",
      (error: Error) => error.message.replace(/request id [0-9a-f-]{36}/, "request id ID"),
    );
  const operations = () => azure.emulator.journal.entries().map(({ operation }) => operation);
  const counted = (operation: string) => operations().filter((each) => each === operation).length;

  describe("put", () => {
    it("writes the whole secret with one request, and gives what Resource Manager shows", async () => {
      const made = await secrets.put(id("whole"), CONTENT);

      const { value, ...shown } = CONTENT;
      expect(made).to.deep.equal({ name: "whole", version: made.version, ...shown });
      expect(made.version).to.match(/^[0-9a-f]{32}$/);
      expect(operations().filter((each) => each.startsWith("VaultSecrets"))).to.deep.equal([
        "VaultSecrets_CreateOrUpdate",
      ]);
      const { body } = await azure.vault("GET", "/secrets/whole");
      expect(body).to.deep.include({ value, tags: CONTENT.tags, contentType: "text/plain" });
      expect(await secrets.get(id("whole"))).to.deep.equal(made);
    });

    it("writes one without an end, disabled, and makes a version with the next", async () => {
      const first = await secrets.put(id("plain"), { value: VALUE, enabled: false, tags: {} });
      const second = await secrets.put(id("plain"), { value: VALUE, enabled: true, tags: {} });
      const { version } = first;
      expect(first).to.deep.equal({ name: "plain", version, enabled: false, tags: {} });
      expect(second.version).not.to.equal(version);
    });

    it("needs no version of its own for the same content", async () => {
      azure.emulator.behaviours.sameSecretPutMakesVersion = false;
      const first = await secrets.put(id("same"), CONTENT);
      expect(await secrets.put(id("same"), CONTENT)).to.deep.equal(first);
    });

    it("writes to one vault in turn, however its name is spelled", async () => {
      azure.emulator.behaviours.parallelSecretWritesConflict = true;
      const vaultIds = [azure.vaultId, azure.vaultId.toUpperCase(), azure.vaultId];
      const made = await Promise.all(
        vaultIds.map((vaultId, number) => secrets.put(id(`turn-${number}`, vaultId), CONTENT)),
      );
      expect(made.map(({ name }) => name)).to.deep.equal(["turn-0", "turn-1", "turn-2"]);
      expect(counted("VaultSecrets_CreateOrUpdate")).to.equal(3);
    });

    it("goes on after one that failed", async () => {
      azure.emulator.faults.add({ operation: "VaultSecrets_CreateOrUpdate", status: 403 });
      const [refused, made] = await Promise.allSettled([
        secrets.put(id("failed"), CONTENT),
        secrets.put(id("after-it"), CONTENT),
      ]);
      expect([refused?.status, made?.status]).to.deep.equal(["rejected", "fulfilled"]);
    });

    it("writes again after somebody else's writes, and after 429 and 5xx, not twice over", async () => {
      azure.emulator.behaviours.parallelSecretWritesConflict = true;
      const others = openManagedSecrets(cloud);
      const both = [secrets, others].flatMap((each, number) =>
        [1, 2].map((turn) => each.put(id(`both-${number}-${turn}`), CONTENT)),
      );
      expect((await Promise.all(both)).map(({ enabled }) => enabled)).to.deep.equal(
        Array(4).fill(true),
      );

      azure.emulator.journal.clear();
      for (const status of [429, 503]) {
        azure.emulator.faults.add({ operation: "VaultSecrets_CreateOrUpdate", status, times: 9 });
        expect(await failure(secrets.put(id("busy"), CONTENT))).to.include(`: ${status} `);
        azure.emulator.faults.clear();
      }
      expect(counted("VaultSecrets_CreateOrUpdate")).to.equal(2 * 6);
    });

    it("gives up on conflicts for good when its patience is over", async () => {
      const conflict = { operation: "VaultSecrets_CreateOrUpdate", status: 409, times: Infinity };
      const message = "The vault changed.";
      azure.emulator.faults.add({ ...conflict, code: "ConflictError", message });
      const said =
        "writing secret NAME: 409 ConflictError: The vault changed (request id ID); another operation is in progress on it; run again in a few minutes";
      expect(await failure(secrets.put(id("first"), CONTENT))).to.equal(
        said.replace("NAME", "first"),
      );
      const tries = counted("VaultSecrets_CreateOrUpdate");
      expect(tries).to.be.within(300 / 8, 2 * (300 / 8) + 10);
      for (const name of ["second", "third"]) {
        expect(await failure(secrets.put(id(name), CONTENT))).to.equal(said.replace("NAME", name));
      }
      expect(counted("VaultSecrets_CreateOrUpdate")).to.equal(tries + 2);
    });

    it("names the role that is missing", async () => {
      const fault = { status: 403, code: "AuthorizationFailed", message: "No." };
      azure.emulator.faults.add({ ...fault, operation: "VaultSecrets_CreateOrUpdate" });
      expect(await failure(secrets.put(id("forbidden"), CONTENT))).to.equal(
        'writing secret forbidden: 403 AuthorizationFailed: No (request id ID); give the identity the role "Key Vault Contributor" on the vault, or one of your own with Microsoft.KeyVault/vaults/secrets/write',
      );
    });

    it("names the command where a deleted secret has the name", async () => {
      await secrets.put(id("deleted"), CONTENT);
      await azure.vault("DELETE", "/secrets/deleted");
      expect(await failure(secrets.put(id("deleted"), CONTENT))).to.equal(
        "writing secret deleted: 409 ObjectIsDeletedButRecoverable: Secret deleted is currently in a deleted but recoverable state, and its name cannot be reused; in this state, the secret can only be recovered or purged (request id ID); recover it: `az keyvault secret recover --vault-name vendor-access --name deleted --subscription 11111111-1111-4111-8111-111111111111`",
      );
    });

    it("repeats no value that an answer repeats", async () => {
      const spelled = VALUE.replace("+", "\\u002B");
      const body = `{"error":{"code":"BadRequest","message":"The value '${spelled}' is bad."}}`;
      const headers = { "content-type": "application/json" };
      azure.emulator.faults.add({ method: "PUT", status: 400, headers, body });
      expect(await failure(secrets.put(id("echo"), CONTENT))).to.equal(
        "writing secret echo: 400 BadRequest: The value '…' is bad (request id ID); correct what Azure names, then run again",
      );
    });

    it("stops between requests, also in a wait, when the run is cancelled", async () => {
      const run = new AbortController();
      const { environment, ca } = azure.emulator;
      const { signal } = run;
      // So long that a wait which is not cut short fails the test.
      const options = { ca, signal, retryDelayMs: 600_000 };
      const stopping = openManagedSecrets(await connectCloud(environment, options));
      const fault = { status: 409, code: "ConflictError", times: Infinity };
      azure.emulator.faults.add({ ...fault, operation: "VaultSecrets_CreateOrUpdate" });
      const both = ["one", "two"].map((name) => failure(stopping.put(id(name), CONTENT)));
      const isAnswered = () =>
        azure.emulator.journal.entries().some(({ method, status }) => method === "PUT" && status);
      while (!isAnswered()) await setTimeout(1);
      await setTimeout(200);
      run.abort();
      expect(await Promise.all(both)).to.deep.equal(
        Array(2).fill("stopping: cancelled before the next request"),
      );
      expect(counted("VaultSecrets_CreateOrUpdate")).to.equal(1);
    });
  });

  describe("get", () => {
    it("gives nothing only where the vault is there", async () => {
      expect(await secrets.get(id("nobody"))).to.equal(undefined);
      expect(await failure(secrets.get(id("nobody", `${azure.vaultId}x`)))).to.match(
        /^reading vault vendor-accessx: 404 ResourceNotFound: /,
      );
    });

    it("names the role that is missing", async () => {
      const fault = { status: 403, code: "AuthorizationFailed", message: "No." };
      azure.emulator.faults.add({ ...fault, operation: "VaultSecrets_Get" });
      expect(await failure(secrets.get(id("forbidden")))).to.equal(
        'reading secret forbidden: 403 AuthorizationFailed: No (request id ID); give the identity the role "Reader" on the vault',
      );
    });

    it("refuses an id of another form", async () => {
      expect(await failure(secrets.get(azure.vaultId))).to.equal(
        `"${azure.vaultId}" is not the ARM id of a vault's secret; use /subscriptions/<id>/resourceGroups/<group>/providers/Microsoft.KeyVault/vaults/<vault>/secrets/<secret>`,
      );
    });

    const complete = {
      name: "cut",
      properties: {
        attributes: { enabled: true, exp: 4_000_000_000 },
        secretUriWithVersion: `https://v.example/secrets/cut/${"0".repeat(32)}`,
      },
    };
    const { attributes, secretUriWithVersion } = complete.properties;
    const cut: [field: string, answer: unknown][] = [
      ["name", { ...complete, name: undefined }],
      ["properties.attributes.enabled", { ...complete, properties: { secretUriWithVersion } }],
      ["properties.secretUriWithVersion", { ...complete, properties: { attributes } }],
      [
        "properties.secretUriWithVersion",
        {
          ...complete,
          properties: { attributes, secretUriWithVersion: "https://v.example/secrets/cut" },
        },
      ],
      [
        "properties.attributes.exp",
        {
          ...complete,
          properties: { attributes: { enabled: true, exp: "soon" }, secretUriWithVersion },
        },
      ],
    ];
    for (const [field, answer] of cut) {
      it(`takes nothing from ${JSON.stringify(answer)}`, async () => {
        const headers = { "content-type": "application/json" };
        for (const body of [answer, { value: [complete, answer] }]) {
          azure.emulator.faults.add({
            path: "/secrets",
            status: 200,
            headers,
            body: JSON.stringify(body),
          });
        }
        expect(await failure(secrets.get(id("cut")))).to.equal(
          `reading secret cut: 200: the answer has no ${field}; run again`,
        );
        expect(await failure(secrets.list(azure.vaultId))).to.equal(
          `listing the secrets of vault vendor-access: 200: the answer has no ${field}; run again`,
        );
      });
    }
  });
});
