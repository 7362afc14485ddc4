// A checkpoint: the running world goes back to what it was, again and again, at the same addresses.
import { expect } from "chai";
import { useEmulator } from "./useEmulator";

describe("a checkpoint", () => {
  const azure = useEmulator({ now: "2026-05-01T00:00:00Z" });

  it("brings back tokens, passwords, secrets and the clock, as often as it is asked", async () => {
    const { emulator } = azure;
    const password = await azure.givenToken("lasting", ["repositories/app/*/content/read"]);
    await azure.vault("PUT", "/secrets/lasting", { value: password });
    const described = async () => ({
      token: (await azure.arm("GET", "tokens/lasting")).body,
      other: (await azure.arm("GET", "tokens/other")).status,
      secret: (await azure.vault("GET", "/secrets/lasting")).body,
      login: (await azure.login("lasting", password)).status,
      today: emulator.clock.now().toISOString().slice(0, 10),
    });
    const before = await described();
    const goBack = emulator.checkpoint();

    for (const _ of [1, 2]) {
      await azure.givenPassword("lasting", "password1");
      await azure.givenToken("other", ["repositories/app/*/content/read"]);
      await azure.vault("PUT", "/secrets/lasting", { value: "another" });
      emulator.clock.advanceDays(40);
      emulator.faults.add({ method: "GET", path: "/tokens/lasting", status: 500 });
      goBack();
      expect(emulator.journal.entries()).to.deep.equal([]);
      expect(await described()).to.deep.equal(before);
    }
    expect([before.other, before.login, before.today]).to.deep.equal([404, 200, "2026-05-01"]);
  });
});
