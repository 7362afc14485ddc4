// Changing status, end and tags of a secret without its value, whatever Resource Manager makes of a PATCH.

import { expect } from "chai";
import { type Cloud, connectCloud } from "../../../azure/cloud";
import {
  type ManagedSecret,
  type ManagedSecrets,
  openManagedSecrets,
} from "../../../azure/vault/managedSecrets";
import { DEFAULT_BEHAVIOURS } from "../../../emulator/behaviours";
import { useInProcess } from "../../emulator/inProcessAzure";

const VALUE = "not-a-password";
const SUSPENDED = {
  enabled: false,
  expiresAt: "2098-01-01T00:00:00.000Z",
  tags: { CredentialId: "password2", team: "billing" },
};
const BY_ARM = "VaultSecrets_Update";
const BY_VAULT = "Secrets_UpdateVersion";
const CHANGING = "changing the status of secret NAME";
const OWN = `${CHANGING} by the vault's own API, since the PATCH of Resource Manager`;
const OFFICER = 'give the identity the role "Key Vault Secrets Officer" on the vault';

describe("changing a secret without its value", () => {
  const azure = useInProcess();
  let cloud: Cloud;
  let secrets: ManagedSecrets;
  let name = "";
  let made: ManagedSecret;
  let count = 0;

  beforeEach(async () => {
    azure.emulator.faults.clear();
    Object.assign(azure.emulator.behaviours, DEFAULT_BEHAVIOURS);
    const { environment } = azure.emulator;
    cloud = await connectCloud(environment, azure.http);
    secrets = openManagedSecrets(cloud);
    made = await publish();
    azure.emulator.journal.clear();
  });

  const id = () => `${azure.vaultId}/secrets/${name}`;
  const publish = () => {
    name = `contoso-${count++}`;
    const tags = { CredentialId: "password1", gone: "afterwards" };
    return secrets.put(id(), { value: VALUE, enabled: true, tags, contentType: "text/plain" });
  };
  const suspend = () => secrets.patch(id(), made.version, SUSPENDED);
  const failure = (work: Promise<unknown>) =>
    work.then(
      () => "no error",
      (error: Error) =>
        error.message.replace(/request id [0-9a-f-]{36}/, "request id ID").replace(name, "NAME"),
    );
  /** Without the first one of a client, which is sent without a login. */
  const patches = () =>
    azure.emulator.journal
      .entries()
      .filter(({ method, status }) => method === "PATCH" && status !== 401)
      .map(({ operation }) => operation);
  const suspended = () => ({ ...made, ...SUSPENDED });
  const value = async () => {
    const version = (await secrets.get(id()))?.version ?? "";
    await azure.vault("PATCH", `/secrets/${name}/${version}`, { attributes: { enabled: true } });
    return ((await azure.vault("GET", `/secrets/${name}`)).body as { value: string }).value;
  };

  it("is done by Resource Manager where that changes in place, and is read back", async () => {
    expect(await suspend()).to.deep.equal(suspended());
    expect(await secrets.get(id())).to.deep.equal(suspended());
    expect(patches()).to.deep.equal([BY_ARM]);
    expect(await value()).to.equal(VALUE);
  });

  it("writes nothing where it is so already", async () => {
    await suspend();
    azure.emulator.journal.clear();
    expect(await suspend()).to.deep.equal(suspended());
    expect(patches()).to.deep.equal([]);
  });

  it("compares ends to the second", async () => {
    const expiresAt = "2098-01-01T00:00:00.789Z";
    expect(await secrets.patch(id(), made.version, { ...SUSPENDED, expiresAt })).to.deep.equal(
      suspended(),
    );
    expect(patches()).to.deep.equal([BY_ARM]);
  });

  it("is done by the vault's own API where Resource Manager refuses it, which is asked once", async () => {
    azure.emulator.behaviours.secretPatch = "refused";
    expect(await suspend()).to.deep.equal(suspended());
    expect(await value()).to.equal(VALUE);
    made = await publish();
    azure.emulator.journal.clear();
    expect(await suspend()).to.deep.equal(suspended());
    expect(patches()).to.deep.equal([BY_VAULT]);
  });

  it("is done by the vault's own API where Resource Manager says 200 and changes nothing", async () => {
    azure.emulator.faults.add({ operation: BY_ARM, status: 200, body: "{}" });
    expect(await suspend()).to.deep.equal(suspended());
    expect(patches()).to.deep.equal([BY_ARM, BY_VAULT]);
  });

  it("is loud where Resource Manager makes another version, and asks it no more", async () => {
    azure.emulator.behaviours.secretPatch = "newVersion";
    const said = await failure(suspend());
    const current = await secrets.get(id());
    expect(said).to.equal(
      `${CHANGING}: RESOURCE MANAGER MADE VERSION ${current?.version} INSTEAD OF CHANGING ${made.version}, and its value is unknown; publish a new password in it; until the run ends, other secrets are changed through the vault's own API`,
    );
    expect(patches()).to.deep.equal([BY_ARM]);

    made = await publish();
    azure.emulator.journal.clear();
    expect(await suspend()).to.deep.equal(suspended());
    expect(patches()).to.deep.equal([BY_VAULT]);
  });

  it("touches no version but the one that is meant", async () => {
    const { version } = await secrets.put(id(), { value: "another", enabled: true, tags: {} });
    expect(await failure(suspend())).to.equal(
      `${CHANGING}: version ${version} is current, not ${made.version}; somebody else writes this secret; run again`,
    );
    expect(patches()).to.deep.equal([]);
  });

  it("fails for a secret that is gone", async () => {
    await azure.vault("DELETE", `/secrets/${name}`);
    expect(await failure(suspend())).to.equal(
      `${CHANGING}: the secret is not there; nothing was changed; run again`,
    );
  });

  it("says what nobody made so, as an end that a PATCH cannot take away", async () => {
    await suspend();
    const { enabled, tags } = SUSPENDED;
    expect(await failure(secrets.patch(id(), made.version, { enabled, tags }))).to.equal(
      `${CHANGING}: neither Resource Manager nor the vault's own API changed it: end; check who else writes this secret, or publish a new password in it`,
    );
  });

  it("says what the vault did not change either", async () => {
    azure.emulator.faults.add({ operation: BY_ARM, status: 200, body: "{}" });
    const body = JSON.stringify({ id: `${azure.vaultUrl}/secrets/${name}/${made.version}` });
    const headers = { "content-type": "application/json" };
    azure.emulator.faults.add({ operation: BY_VAULT, status: 200, headers, body });
    expect(await failure(suspend())).to.equal(
      `${CHANGING}: neither Resource Manager nor the vault's own API changed it: status, end, tags; check who else writes this secret, or publish a new password in it`,
    );
  });

  for (const { code, advice } of [
    { code: "ForbiddenByRbac", advice: OFFICER },
    {
      code: "ForbiddenByFirewall",
      advice: "allow this address in the vault's firewall, or run from an allowed network",
    },
    {
      code: "ForbiddenByConnection",
      advice: "the vault accepts only its private endpoint: run from its network",
    },
  ]) {
    it(`says what is missing at the vault: ${code}`, async () => {
      azure.emulator.behaviours.secretPatch = "refused";
      const fault = { operation: BY_VAULT, status: 403, code, message: "No." };
      azure.emulator.faults.add(fault);
      expect(await failure(suspend())).to.equal(
        `${OWN} answers 400 BadRequest: 403 ${code}: No (request id ID); ${advice}`,
      );
    });
  }

  it("says that there is no way to the vault", async () => {
    azure.emulator.faults.add({ operation: BY_ARM, status: 200, body: "{}" });
    azure.emulator.faults.add({ operation: BY_VAULT, reset: true, times: Infinity });
    const said = await failure(suspend());
    expect(said).to.include(`${OWN} changed nothing: ECONNRESET: `);
    expect(said).to.include(
      `; allow connections from here to ${azure.vaultUrl}/ (check its firewall, private endpoint and DNS name), then run again`,
    );
  });

  it("does not go around what forbids the change", async () => {
    const fault = { status: 409, code: "ScopeLocked", message: "The scope is locked." };
    azure.emulator.faults.add({ operation: BY_ARM, ...fault });
    expect(await failure(suspend())).to.equal(
      `${CHANGING}: 409 ScopeLocked: The scope is locked (request id ID); a lock forbids it: ask its owner to remove it, then run again`,
    );
    expect(patches()).to.deep.equal([BY_ARM]);
  });

  it("comes again after conflicts with other writes", async () => {
    azure.emulator.faults.add({ operation: BY_ARM, status: 409, code: "ConflictError", times: 3 });
    expect(await suspend()).to.deep.equal(suspended());
    expect(patches()).to.deep.equal([BY_ARM, BY_ARM, BY_ARM, BY_ARM]);
  });
});
