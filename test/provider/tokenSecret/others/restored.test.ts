// A state that is older than Azure, after a killed run or from a backup. The published mark shows what happened.

import { expect } from "chai";
import { failure, published, ROTATED, stable, text } from "../outcome";
import { READ, READ_TWICE } from "../requests";
import { useSecretStack } from "../useSecretStack";

describe("TokenSecret: a state that is behind", () => {
  const stack = useSecretStack();

  const generated = () => stack.requests().filter((request) => request.startsWith("Generate"));
  /** The whole state is lost, of which nobody has a backup. */
  const lose = () => {
    stack.state = undefined;
  };
  const expectWorking = async () => expect(await stack.isHandedOutAccepted()).to.equal(true);

  /** The engine was killed before it wrote down what this run did. */
  const forgotten = async (run: () => Promise<unknown>) => {
    const before = structuredClone(stack.state);
    await run();
    stack.state = before;
  };

  /** The process dies with the answer to this request: nothing of the run reaches the state. */
  const killedAfter = async (operation: string, skip = 0, change = {}) => {
    const before = structuredClone(stack.state);
    let count = 0;
    const stop = stack.azure.emulator.intercept(({ phase, entry }) => {
      if (phase !== "after" || entry.operation !== operation) return;
      if (count++ === skip) stack.cancelled.abort();
    });
    await failure(stack.up(change));
    stop();
    stack.state = before;
    stack.cancelled = new AbortController();
    stack.connect();
  };

  const BEFORE_PUBLICATION = [
    "Registries_GenerateCredentials",
    "AccessTokens_Get",
    "Registries_Get",
  ];

  it("is always password1 of a first run, however often it was killed", async () => {
    for (const operation of [...BEFORE_PUBLICATION, ...BEFORE_PUBLICATION]) {
      await killedAfter(operation);
      expect(await stack.listedSlots()).to.deep.equal(["password1"]);
      expect(await stack.secret.current()).to.equal(undefined);
    }
    expect(await stack.up()).to.equal("created");
    expect(stack.state?.outputs.currentSlot).to.equal("password1");
    expect(await stack.listedSlots()).to.deep.equal(["password1"]);
    await expectWorking();
  });

  it("catches up with a first run that was killed after the publication, and issues nothing", async () => {
    await killedAfter("VaultSecrets_CreateOrUpdate");
    const published = await stack.secret.password();
    expect(await stack.up()).to.equal("created");
    expect(stack.requests()).to.deep.equal(READ_TWICE);
    expect(await stack.secret.password()).to.equal(published);
    expect(await stack.up()).to.equal("same");
    await expectWorking();
  });

  describe("in a rotation", () => {
    let first = "";

    beforeEach(async () => {
      await stack.up();
      first = await stack.secret.password();
      stack.azure.emulator.clock.set("2026-03-31T03:00:00Z");
    });

    for (const operation of BEFORE_PUBLICATION.slice(0, 2)) {
      it(`issues into the same slot again after a run that was killed with ${operation}`, async () => {
        await killedAfter(operation);
        expect(await stack.secret.password()).to.equal(first);
        expect(await stack.accepts(first)).to.equal(true);
        expect(await stack.up()).to.equal("updated");
        expect(generated()).to.deep.equal(["Generate password2 200"]);
        expect(await stack.accepts(first)).to.equal(true);
        await expectWorking();
      });
    }

    it("catches up with a run that was killed after the publication", async () => {
      await killedAfter("VaultSecrets_CreateOrUpdate");
      const published = await stack.secret.password();
      expect(await stack.up()).to.equal("same");
      expect(stack.requests()).to.deep.equal(READ);
      expect(stack.state?.outputs.currentSlot).to.equal("password2");
      expect(await stack.secret.password()).to.equal(published);
      expect(await stack.accepts(first)).to.equal(true);
    });

    it("holds after the next reading what the run itself would have written down", async () => {
      await forgotten(() => stack.up());
      await stack.refresh();
      expect(stable(stack.state?.outputs)).to.deep.equal(published(stack, ROTATED));
    });

    it("takes a raised generation for done, when it was published", async () => {
      await forgotten(() => stack.up({ generation: 2 }));
      expect(await stack.up({ generation: 2 })).to.equal("updated");
      expect(generated()).to.deep.equal([]);
      expect(await stack.accepts(first)).to.equal(true);
      await expectWorking();
    });

    it("loses no password that was published in between, when the state is from a backup", async () => {
      const backup = structuredClone(stack.state);
      await stack.up();
      const second = await stack.secret.password();
      stack.azure.emulator.clock.set("2026-04-30T03:00:00Z");
      await stack.up();
      const third = await stack.secret.password();
      stack.state = backup;
      expect(await stack.up()).to.equal("same");
      expect(generated()).to.deep.equal([]);
      expect(await stack.accepts(second)).to.equal(true);
      expect(await stack.accepts(third)).to.equal(true);
      // Both are promised by now: a third one is refused, and not overwritten the second.
      expect(text(await failure(stack.up({ generation: 2 })))).to.match(
        /^token contoso-pull: generation 1 to 2: password2 is still promised until 2026-05-30, and password1 is in use/,
      );
      expect(await stack.secret.password()).to.equal(third);
    });

    it("loses no password also when the whole state is lost", async () => {
      await stack.up();
      const second = await stack.secret.password();
      lose();
      expect(await stack.up()).to.equal("created");
      expect(generated()).to.deep.equal([]);
      expect(stable(stack.state?.outputs)).to.deep.include({
        currentSlot: "password2",
        slots: ROTATED.slots,
      });
      expect(await stack.accepts(first)).to.equal(true);
      expect(await stack.accepts(second)).to.equal(true);
    });

    it("holds one older than the published one also where no tag names it", async () => {
      await stack.up();
      const { Beside: _, ...tags } = (await stack.secret.current())?.tags ?? {};
      await stack.secret.change({ tags });
      lose();
      await stack.up();
      const { slots } = stable(stack.state?.outputs) as { slots: unknown[] };
      expect(slots[0]).to.deep.equal({
        name: "password1",
        createdAt: "2026-03-01",
        expiresOn: "2026-04-30",
        generation: 0,
      });
    });
  });
});
