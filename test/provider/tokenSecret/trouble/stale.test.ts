// One answer of Azure that is older than another one before it: nothing is dropped, issued or ended because of it.

import { expect } from "chai";
import type { RegistryToken } from "../../../../azure/tokens/registryToken";
import type { ManagedSecret } from "../../../../azure/vault/managedSecrets";
import { ROTATED, stable } from "../outcome";
import { READ_TWICE } from "../requests";
import { useSecretStack } from "../useSecretStack";

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

  const SLOTS = ROTATED.slots;

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
    expect(stack.state?.outputs.drift).to.deep.equal({
      password1: "password1 was removed outside Pulumi",
    });
    await stack.refresh();
    expect(heldSlots()).to.deep.equal(SLOTS);
    expect(stack.state?.outputs).to.not.have.property("drift");
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

  /** The secret as it is kept, before something else is published. */
  let before: ManagedSecret | undefined;
  const keepSecret = async () => {
    stack.connect({
      secret: (secret) => {
        before = secret;
        return secret;
      },
    });
    await stack.refresh();
    stack.connect();
  };
  /** So many readings of the secret, and the list, show what was handed out then. */
  const stale = (readings: number) => {
    let count = 0;
    stack.connect({
      secret: (now) => (++count > readings ? now : before),
      secrets: (now) => (before === undefined ? now : [before]),
    });
  };

  for (const readings of [1, 2, 3]) {
    it(`keeps to what it published where ${readings} readings show the previous secret`, async () => {
      await keepSecret();
      await stack.azure.givenPassword("contoso-pull", "password2");
      await stack.up();
      const { id } = (await stack.secret.current()) ?? {};
      stale(readings);
      expect(await stack.up({ rotateBeforeDays: 20 })).to.equal("updated");
      expect(generated()).to.deep.equal([]);
      expect((await stack.secret.current())?.id).to.equal(id);
      expect(await stack.up({ rotateBeforeDays: 20 })).to.equal("same");
    });
  }

  it("disables what it published where a reading shows the previous secret", async () => {
    await keepSecret();
    await stack.azure.givenPassword("contoso-pull", "password2");
    await stack.up();
    const { id } = (await stack.secret.current()) ?? {};
    stale(1);
    expect(await stack.up({ enabled: false })).to.equal("updated");
    const closed = await stack.secret.current();
    expect([closed?.id, closed?.enabled]).to.deep.equal([id, false]);
    expect(await stack.up()).to.equal("updated");
    expect(generated()).to.deep.equal([]);
    expect(await stack.isHandedOutAccepted()).to.equal(true);
  });

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

  describe("of the vault, after a run that was killed when it had published", () => {
    let published = "";

    /** The third password is due, goes where the first one was, and no state learns of it. */
    beforeEach(async () => {
      const { state } = stack;
      stack.azure.emulator.clock.set("2026-04-30T03:00:00Z");
      await keepSecret();
      await stack.up({ generation: 2 });
      published = await stack.secret.password();
      stack.state = state;
    });

    for (const readings of [1, 2, 3]) {
      for (const revokeBefore of [1, 2]) {
        it(`neither overwrites it nor ends it with revokeBefore ${revokeBefore}, where ${readings} readings and the list are stale`, async () => {
          stale(readings);
          await stack.up({ generation: 2, revokeBefore });
          expect(generated()).to.deep.equal([]);
          expect(await stack.accepts(published)).to.equal(true);
          expect(stack.state?.outputs.currentSlot).to.equal("password1");
        });
      }
    }

    for (const readings of [1, 2]) {
      it(`issues nothing over it without a state where ${readings} readings and the list are stale`, async () => {
        stack.state = undefined;
        stale(readings);
        expect(await stack.up({ generation: 2 })).to.equal("created");
        expect(generated()).to.deep.equal([]);
        expect(await stack.accepts(published)).to.equal(true);
      });
    }
  });
});

describe("TokenSecret: a stale answer about a token that comes into the state", () => {
  const stack = useSecretStack();

  /** Of all readings of the token this one does not list password1. */
  const lacking = (number: number) => {
    let count = 0;
    stack.connect({
      token: (token) => {
        count += 1;
        const passwords = token.passwords.filter(({ name }) => name !== "password1");
        return count === number ? { ...token, passwords } : token;
      },
    });
  };

  for (const number of [1, 2, 3]) {
    it(`writes nothing over an adopted password that reading ${number} does not list`, async () => {
      const adopted = await stack.azure.givenPassword("contoso-pull", "password1");
      lacking(number);
      await stack.up({ adoptsToken: true });
      expect(await stack.accepts(adopted)).to.equal(true);
      expect(await stack.accepts(await stack.secret.password())).to.equal(true);
    });

    it(`writes nothing over what a killed run published that reading ${number} does not list`, async () => {
      await stack.up();
      const published = await stack.secret.password();
      stack.state = undefined;
      lacking(number);
      await stack.up({ generation: 2 });
      expect(await stack.accepts(published)).to.equal(true);
      expect(await stack.accepts(await stack.secret.password())).to.equal(true);
    });
  }
});
