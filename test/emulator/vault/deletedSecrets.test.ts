// Soft deletion in the vault's own API over HTTP: look, recover, purge.
import { expect } from "chai";
import { stable } from "../bodies";
import { useEmulator } from "../useEmulator";

describe("an emulated vault's deleted secrets", () => {
  const azure = useEmulator();
  const set = (name: string, value: string) => azure.vault("PUT", `/secrets/${name}`, { value });

  it("keep their names from new ones, and come back with the old value", async () => {
    await set("round-trip", "old");
    const deleted = await azure.vault("DELETE", "/secrets/round-trip");
    const again = await set("round-trip", "new");
    const shown = await azure.vault("GET", "/deletedsecrets/round-trip");
    const recovered = await azure.vault("POST", "/deletedsecrets/round-trip/recover");
    const read = await azure.vault("GET", "/secrets/round-trip");

    expect(stable(deleted.body)).to.deep.equal({
      recoveryId: "https://localhost:PORT/deletedsecrets/round-trip",
      deletedDate: "<seconds>",
      scheduledPurgeDate: "<seconds>",
      id: "https://localhost:PORT/secrets/round-trip/<version>",
      attributes: {
        enabled: true,
        created: "<seconds>",
        updated: "<seconds>",
        recoveryLevel: "Recoverable+Purgeable",
        recoverableDays: 90,
      },
    });
    expect(shown.body).to.deep.equal(deleted.body);
    expect(again.status).to.equal(409);
    expect(recovered.status).to.equal(200);
    expect(read.body).to.include({ value: "old" });
    expect((await azure.vault("GET", "/deletedsecrets/round-trip")).status).to.equal(404);
  });

  it("are listed without versions in their ids, and shown one by one with a version", async () => {
    await set("listed", "old");
    const deleted = await azure.vault("DELETE", "/secrets/listed");
    const { id } = deleted.body as { id: string };
    const listed = await azure.vault("GET", "/deletedsecrets");
    const shown = await azure.vault("GET", "/deletedsecrets/listed");
    await azure.vault("DELETE", "/deletedsecrets/listed");

    expect(id).to.match(new RegExp(`^${azure.vaultUrl}/secrets/listed/[0-9a-f]{32}$`));
    expect(listed.body).to.deep.equal({
      value: [{ ...(deleted.body as object), id: `${azure.vaultUrl}/secrets/listed` }],
      nextLink: null,
    });
    expect(shown.body).to.deep.equal(deleted.body);
  });

  it("are purged for good, so that the name is free", async () => {
    await set("purged", "old");
    await azure.vault("DELETE", "/secrets/purged");

    expect((await azure.vault("DELETE", "/deletedsecrets/purged")).status).to.equal(204);
    expect((await set("purged", "new")).status).to.equal(200);
  });

  it("are being deleted for a while, when told to take their time", async () => {
    await set("lingering", "value");
    azure.emulator.behaviours.secretDeletionSeconds = 3600;
    await azure.vault("DELETE", "/secrets/lingering");
    const set1 = await set("lingering", "new");
    const recover = await azure.vault("POST", "/deletedsecrets/lingering/recover");
    const shown = await azure.vault("GET", "/deletedsecrets/lingering");
    azure.emulator.clock.advanceDays(1);
    const later = await azure.vault("GET", "/deletedsecrets/lingering");
    azure.emulator.behaviours.secretDeletionSeconds = 0;

    const inner = (body: unknown) =>
      (body as { error: { innererror: { code: string } } }).error.innererror.code;
    expect([set1.status, inner(set1.body)]).to.deep.equal([409, "ObjectIsBeingDeleted"]);
    expect([recover.status, inner(recover.body)]).to.deep.equal([409, "ObjectIsBeingDeleted"]);
    expect([shown.status, later.status]).to.deep.equal([404, 200]);
  });
});
