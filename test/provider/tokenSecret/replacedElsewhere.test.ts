// The end of a token that another one replaces while its secret moves to another vault: not before its successor is published there.

import { expect } from "chai";
import type { Properties } from "../../../provider/protocol/resource";
import { failure, text } from "./outcome";
import { useSecretStack } from "./useSecretStack";

const KEPT =
  "token contoso-pull: kept, because secret contoso-registry-x7k2pd still hands out its password1; correct what kept the new password from being published, and run again";

describe("TokenSecret: another token, in another vault", () => {
  const stack = useSecretStack();
  let password = "";
  let count = 0;

  beforeEach(async () => {
    await stack.up();
    password = await stack.secret.password();
    count += 1;
    const { scopeMapId } = stack;
    await stack.byHand("PUT", `tokens/contoso-${count}`, { scopeMapId, status: "enabled" });
  });

  /** The inputs of the run in which both change. */
  const successor = (change: Properties = {}) =>
    stack.inputs({
      tokenId: stack.tokenId.replace(/[^/]+$/, `contoso-${count}`),
      vaultId: stack.azure.vaultId.replace(/[^/]+$/, "vendor-next"),
      secretName: `contoso-registry-x7k2pd-r${count}`,
      ...change,
    });
  const check = async (inputs: Properties) =>
    (await stack.kind.check(stack.state?.inputs ?? {}, inputs, stack.call())).inputs;
  const publish = async (inputs: Properties) => {
    await stack.kind.create(await check(inputs), stack.call());
  };

  async function expectKept(): Promise<void> {
    expect(text(await failure(stack.delete()))).to.equal(KEPT);
    expect(await stack.secret.password()).to.equal(password);
    expect(await stack.accepts(password)).to.equal(true);
  }

  async function expectEnded(): Promise<void> {
    await stack.delete();
    expect(await stack.accepts(password)).to.equal(false);
    expect(await stack.secret.current()).to.equal(undefined);
  }

  it("ends once its successor stands in that vault, and leaves no secret in the one before", async () => {
    await publish(successor());
    await expectEnded();
  });

  it("ends in a later run, where the one that published its successor was killed", async () => {
    await publish(successor());
    stack.connect();
    await check(successor());
    await expectEnded();
  });

  it("is kept where nothing was published there", async () => {
    await check(successor());
    await expectKept();
  });

  it("is kept where it is not known what is published there", async () => {
    await publish(successor());
    await check(successor());
    stack.azure.emulator.faults.add({ path: "/vaults/vendor-next", status: 403, times: 9 });
    expect(text(await failure(stack.delete()))).to.match(/^reading secret .*-r\d+: 403/);
    expect(await stack.secret.password()).to.equal(password);
    expect(await stack.accepts(password)).to.equal(true);
  });

  for (const [whose, tags] of [
    ["another stack's", { Owner: "ownerofanother00" }],
    ["another token's", { Token: "vendorimages/contoso-pull" }],
  ] as const) {
    it(`is kept where what stands there is ${whose}`, async () => {
      const inputs = successor();
      await publish(inputs);
      const { vaultId, secretName } = inputs as Record<string, string>;
      const properties = { value: "theirs", attributes: { enabled: true } };
      const { tags: ours } = (await stack.secret.current()) ?? {};
      await stack.azure.arm("PUT", `${vaultId}/secrets/${secretName}`, {
        tags: { ...ours, Token: `vendorimages/contoso-${count}`, ...tags },
        properties,
      });
      await expectKept();
    });
  }

  it("ends without one where the customer is suspended in the same run", async () => {
    await publish(successor({ enabled: false }));
    await expectEnded();
  });
});
