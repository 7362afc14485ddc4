// The end of a customer's access: the secret is disabled, passwords end, the secret goes; where one fails, nothing after it is done.

import { expect } from "chai";
import { failure, text } from "./outcome";
import { READ } from "./requests";
import { useSecretStack } from "./useSecretStack";

const NOTHING = { PatchSecret: 0, PatchToken: 0, DeleteSecret: 0 };

describe("TokenSecret: delete", () => {
  const stack = useSecretStack();
  let password = "";

  beforeEach(async () => {
    password = await stack.publish();
  });

  /** How often each of the three steps was asked for. */
  const steps = () => {
    const names = stack.requests().map((request) => request.split(" ")[0]);
    const count = (name: string) => names.filter((each) => each === name).length;
    return {
      PatchSecret: count("PatchSecret"),
      PatchToken: count("PatchToken"),
      DeleteSecret: count("DeleteSecret"),
    };
  };

  it("disables the secret, ends our passwords, and deletes the secret, in this order", async () => {
    await stack.offboard();
    const order = stack.requests().filter((each) => /^(Patch|Delete)/.test(each));
    expect(order).to.deep.equal([
      "PatchSecret 200",
      "PatchToken credentials 200",
      "DeleteSecret 200",
    ]);
    expect(await stack.secret.current()).to.equal(undefined);
    expect(await stack.listedSlots()).to.deep.equal([]);
    expect(await stack.accepts(password)).to.equal(false);
  });

  const failures: [operation: string, done: typeof NOTHING, doing: RegExp][] = [
    ["VaultSecrets_Get", NOTHING, /^reading secret contoso-registry-x7k2pd: 403/],
    ["Tokens_Get", NOTHING, /^reading token contoso-pull: 403/],
    [
      "VaultSecrets_Update",
      { ...NOTHING, PatchSecret: 1 },
      /^changing the status of secret .*: 403/,
    ],
    [
      "Tokens_Update",
      { ...NOTHING, PatchSecret: 1, PatchToken: 1 },
      /^removing passwords of token contoso-pull \(keeping no password\): 403/,
    ],
    [
      "Secrets_Delete",
      { PatchSecret: 1, PatchToken: 1, DeleteSecret: 1 },
      /^deleting secret contoso-registry-x7k2pd: 403/,
    ],
  ];
  for (const [operation, done, doing] of failures) {
    it(`does nothing after ${operation} failed, and the next run goes on`, async () => {
      const fault = { operation, status: 403, code: "AuthorizationFailed", message: "No." };
      stack.azure.emulator.faults.add(fault);
      expect(text(await failure(stack.offboard()))).to.match(doing);
      expect(steps()).to.deep.equal(done);
      expect(await stack.accepts(password)).to.equal(operation !== "Secrets_Delete");
      expect(await stack.secret.current()).to.not.equal(undefined);
      stack.azure.emulator.faults.clear();
      await stack.offboard();
      expect(await stack.secret.current()).to.equal(undefined);
      expect(await stack.listedSlots()).to.deep.equal([]);
    });
  }

  it("disables nothing twice", async () => {
    await stack.up({ enabled: false });
    await stack.offboard();
    expect(steps()).to.deep.equal({ ...NOTHING, PatchToken: 1, DeleteSecret: 1 });
  });

  it("leaves passwords that were there before, and those made outside Pulumi since", async () => {
    await stack.reset();
    const adopted = await stack.azure.givenPassword("contoso-pull", "password1");
    await stack.up({ adoptsToken: true });
    await stack.offboard();
    expect(await stack.accepts(adopted)).to.equal(true);
    expect(await stack.listedSlots()).to.deep.equal(["password1"]);

    await stack.reset();
    await stack.up();
    const byHand = await stack.azure.givenPassword("contoso-pull", "password1");
    await stack.offboard();
    expect(steps()).to.deep.equal({ ...NOTHING, PatchSecret: 1, DeleteSecret: 1 });
    expect(await stack.accepts(byHand)).to.equal(true);
  });

  it("ends a password that was published after the state was written", async () => {
    const before = structuredClone(stack.state);
    stack.azure.emulator.clock.set("2026-03-31T03:00:00Z");
    await stack.up();
    const second = await stack.secret.password();
    stack.state = before;
    await stack.offboard();
    expect(await stack.accepts(password)).to.equal(false);
    expect(await stack.accepts(second)).to.equal(false);
    expect(await stack.secret.current()).to.equal(undefined);
  });

  it("minds neither a token nor a secret that is gone", async () => {
    await stack.azure.arm("DELETE", "tokens/contoso-pull");
    await stack.secret.remove();
    await stack.offboard();
    expect(stack.requests()).to.deep.equal([
      "GetRegistry 200",
      "GetSecret 404",
      "GetToken 404",
      "GetVault 200",
    ]);
  });

  it("asks for nothing of a secret that was never published", async () => {
    await stack.reset();
    await stack.declare("disabled");
    await stack.up({ enabled: false });
    await stack.offboard();
    expect(steps()).to.deep.equal(NOTHING);
  });

  it("deletes our version also where somebody took its tags away", async () => {
    await stack.secret.change({ tags: {} });
    await stack.offboard();
    expect(await stack.secret.current()).to.equal(undefined);
  });

  for (const [what, tags] of [
    ["another version without a mark", {}],
    ["another token's password", { Token: "vendorimages/contoso-ltd-pull" }],
    ["another stack's password", { Owner: "ownerofanother00" }],
  ] as const) {
    it(`leaves a secret alone that holds ${what}, and ends our passwords`, async () => {
      const mark = what === "another version without a mark" ? {} : await marked();
      await stack.secret.write("theirs", { ...mark, ...tags });
      await stack.offboard();
      expect(stack.requests()).to.deep.equal([...READ, "PatchToken credentials 200"]);
      expect(await stack.secret.password()).to.equal("theirs");
      expect(await stack.accepts(password)).to.equal(false);
    });
  }

  const marked = async () => (await stack.secret.current())?.tags;

  describe("of a token that is replaced", () => {
    const KEPT =
      "token contoso-pull: kept, because secret contoso-registry-x7k2pd still hands out its password1; correct what kept the new password from being published, and run again";

    /** The customer is declared with another token, which has no password of its own yet. */
    const replaced = async (change = {}) => {
      const tokenId = `${stack.azure.registryId}/tokens/contoso-2`;
      await stack.kind.check({}, stack.inputs({ tokenId, ...change }), stack.call());
      await stack.delete();
    };

    it("keeps token, password and secret where its successor was not published", async () => {
      expect(text(await failure(replaced()))).to.equal(KEPT);
      expect(stack.requests()).to.deep.equal(READ);
      expect(await stack.accepts(password)).to.equal(true);
      expect(await stack.secret.password()).to.equal(password);
    });

    it("keeps also a password that was published after the state was written", async () => {
      const before = structuredClone(stack.state);
      stack.azure.emulator.clock.set("2026-05-01T03:00:00Z");
      await stack.up();
      const later = await stack.secret.password();
      stack.state = before;
      expect(text(await failure(replaced()))).to.equal(KEPT);
      expect(await stack.accepts(later)).to.equal(true);
      expect(await stack.secret.password()).to.equal(later);
    });

    it("ends its passwords and closes the secret where the customer is suspended in the same run, and needs no successor", async () => {
      await replaced({ enabled: false });
      expect(await stack.accepts(password)).to.equal(false);
      expect((await stack.secret.current())?.enabled).to.equal(false);
    });

    it("keeps them also where the engine did not come to check the resource", async () => {
      stack.listed = new Set(["contoso"]);
      expect(text(await failure(stack.offboard()))).to.equal(KEPT);
      expect(await stack.secret.password()).to.equal(password);
    });

    it("ends its passwords, and not the secret, once that hands out its successor's", async () => {
      await stack.secret.write("next", { ...(await marked()), Token: "vendorimages/contoso-2" });
      await replaced();
      expect(await stack.listedSlots()).to.deep.equal([]);
      expect(await stack.secret.password()).to.equal("next");
    });
  });

  describe("of what `pulumi up --replace` has made again", () => {
    /** It is made, then the one before is deleted, for which nothing is asked; and all is well after that. */
    const remade = async (asked = {}) => {
      const old = stack.state;
      stack.state = undefined;
      expect(await stack.up(asked)).to.equal("created");
      const made = stack.state;
      stack.state = old;
      await stack.delete();
      expect(stack.requests()).to.deep.equal([]);
      stack.state = made;
      expect(await stack.up(asked)).to.equal("same");
    };

    it("keeps a password that works", async () => {
      await remade();
      expect(await stack.secret.password()).to.equal(password);
      expect(await stack.accepts(password)).to.equal(true);
    });

    it("keeps that of a suspended customer, who is let in with it", async () => {
      await stack.up({ enabled: false });
      await remade({ enabled: false });
      await stack.up();
      expect(await stack.secret.password()).to.equal(password);
      expect(await stack.accepts(password)).to.equal(true);
    });

    it("gives a new one where all were revoked, and the customer is let in", async () => {
      const revoked = { generation: 2, revokeBefore: 2 };
      await stack.up({ ...revoked, enabled: false });
      await remade(revoked);
      expect(await stack.accepts(password)).to.equal(false);
      expect(await stack.isHandedOutAccepted()).to.equal(true);
    });
  });
});
