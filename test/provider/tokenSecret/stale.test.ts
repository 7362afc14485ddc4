// One answer of Azure that is older than another one before it: nothing is dropped, issued or ended because of it.

import { expect } from "chai";
import type { RegistryToken } from "../../../azure/registryToken";
import type { ManagedSecret } from "../../../azure/vault/managedSecrets";
import { stable } from "./outcome";
import { READ_TWICE } from "./requests";
import { useSecretStack } from "./useSecretStack";

describe("TokenSecret: a stale answer", () => {
  const stack = useSecretStack();

  /** Of all readings of the next run, the one with this number shows what was before. */
  const once = <Of>(number: number, change: (of: Of) => Of) => {
    let count = 0;
    return (of: Of): Of => {
      count += 1;
      return count === number ? change(of) : of;
    };
  };
  const without = (slot: string) => (token: RegistryToken) => ({
    ...token,
    passwords: token.passwords.filter(({ name }) => name !== slot),
  });

  const SLOTS = [
    { name: "password1", createdAt: "2026-03-01", expiresOn: "2026-04-30", generation: 1 },
    { name: "password2", createdAt: "2026-03-31", expiresOn: "2026-05-30", generation: 1 },
  ];

  /** Two promised passwords, of which password2 is handed out. */
  beforeEach(async () => {
    await stack.up();
    stack.azure.emulator.clock.set("2026-03-31T03:00:00Z");
    await stack.up();
  });

  const heldSlots = () => (stable(stack.state?.outputs) as { slots: unknown }).slots;
  const generated = () => stack.requests().filter((request) => request.startsWith("Generate"));

  it("marks a slot that it lacks, and forgets that as soon as it is listed", async () => {
    stack.connect({ token: once(1, without("password1")) });
    await stack.refresh();
    expect(heldSlots()).to.deep.equal([{ ...SLOTS[0], isMissing: true }, SLOTS[1]]);
    expect(stack.state?.outputs.outside).to.deep.equal({
      password1: "password1 was removed outside",
    });
    await stack.refresh();
    expect(heldSlots()).to.deep.equal(SLOTS);
    expect(stack.state?.outputs).to.not.have.property("outside");
  });

  for (const number of [1, 2]) {
    for (const slot of ["password1", "password2"]) {
      it(`issues nothing and drops nothing where reading ${number} of an update lacks ${slot}`, async () => {
        stack.connect({ token: once(number, without(slot)) });
        expect(await stack.up({ enabled: false })).to.equal("updated");
        expect(await stack.up()).to.equal("updated");
        expect(generated()).to.deep.equal([]);
        expect(heldSlots()).to.deep.equal(SLOTS);
      });

      it(`issues nothing and drops nothing where reading ${number} of a change of settings lacks ${slot}`, async () => {
        stack.connect({ token: once(number, without(slot)) });
        expect(await stack.up({ rotateBeforeDays: 20 })).to.equal("updated");
        expect(generated()).to.deep.equal([]);
        expect(heldSlots()).to.deep.equal(SLOTS);
      });
    }

    it(`recovers and issues nothing where reading ${number} of an update lacks the secret`, async () => {
      const { id } = (await stack.secret.current()) ?? {};
      stack.connect({ secret: once<ManagedSecret | undefined>(number, () => undefined) });
      expect(await stack.up({ rotateBeforeDays: 20 })).to.equal("updated");
      expect(generated()).to.deep.equal([]);
      expect((await stack.secret.current())?.id).to.equal(id);
      expect(await stack.up({ rotateBeforeDays: 20 })).to.equal("same");
    });
  }

  it("takes a creation time before the known one for stale", async () => {
    const before = { createdAt: "2026-01-01T00:00:00.000Z", expiresAt: "2026-03-02T00:00:00.000Z" };
    const older = (token: RegistryToken) => ({
      ...token,
      passwords: token.passwords.map((each) =>
        each.name === "password2" ? { ...each, ...before } : each,
      ),
    });
    stack.connect({ token: once(1, older) });
    expect(await stack.up({ rotateBeforeDays: 20 })).to.equal("updated");
    expect(generated()).to.deep.equal([]);
    expect(heldSlots()).to.deep.equal(SLOTS);
  });

  it("ends what is revoked also where the reading before it does not list it", async () => {
    const leaked = await stack.secret.password();
    const asked = { generation: 2, revokeBefore: 2 };
    // Two before the update, one listing, one after the publication; then the one before the end.
    stack.connect({ token: once(5, without("password2")) });
    expect(await stack.up(asked)).to.equal("updated");
    expect(await stack.accepts(leaked)).to.equal(false);
    expect(await stack.listedSlots()).to.deep.equal(["password1"]);
  });

  it("asks no third time where two readings agree", async () => {
    await stack.up({ rotateBeforeDays: 20 });
    expect(stack.requests()).to.deep.equal(READ_TWICE);
  });
});
