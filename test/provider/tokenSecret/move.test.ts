// Another vault: a new password there, beside the one before, and nothing is fetched from the old vault any more.

import { expect } from "chai";
import { failure } from "./outcome";
import { useSecretStack } from "./useSecretStack";

describe("TokenSecret: another vault", () => {
  const stack = useSecretStack();
  const moved = () => ({ vaultId: stack.azure.vaultId.replace(/[^/]+$/, "vendor-next") });

  it("publishes a new password there, and removes the secret from the one before", async () => {
    await stack.up();
    const before = structuredClone(stack.state);
    expect(await stack.up(moved())).to.equal("updated");
    expect(stack.state?.outputs.secretId).to.equal(
      `${moved().vaultId}/secrets/${stack.secret.name}`,
    );
    expect(stack.state?.outputs.secretVersion).to.not.equal(before?.outputs.secretVersion);
    expect(await stack.secret.current()).to.equal(undefined);
    expect(await stack.up(moved())).to.equal("same");
  });

  it("does not take an older secret, left behind in a vault, for what is handed out", async () => {
    await stack.reset();
    await stack.up();
    stack.azure.emulator.faults.add({ operation: "Secrets_Delete", status: 403, times: 9 });
    await stack.up(moved());
    stack.azure.emulator.faults.clear();
    expect((await failure(stack.up())).message).to.include("revokeBefore");
    expect(stack.state?.outputs).to.deep.include({
      currentSlot: "password2",
      secretId: `${moved().vaultId}/secrets/${stack.secret.name}`,
    });
  });

  it("leaves an end alone that somebody gave to a secret whose password has none", async () => {
    await stack.reset();
    await stack.up({ rotation: "manual" });
    await stack.secret.change({ attributes: { enabled: true, exp: 1_900_000_000 } });
    expect(await stack.up({ rotation: "manual" })).to.equal("same");
  });

  it("keeps the name that a secret was given first", async () => {
    await stack.reset();
    await stack.up();
    const before = structuredClone(stack.state);
    expect(await stack.up({ secretName: "contoso-registry-n3x7k2" })).to.equal("same");
    expect(stack.state?.outputs).to.deep.equal(before?.outputs);
  });

  it("publishes a new password also where it moves back to a vault that keeps the previous secret, deleted", async () => {
    await stack.reset();
    await stack.up();
    const first = await stack.secret.password();
    await stack.up(moved());
    expect(await stack.up({ generation: 2, revokeBefore: 2 })).to.equal("updated");
    const now = await stack.secret.password();
    expect(now).to.not.equal(first);
    expect(await stack.accepts(now)).to.equal(true);
    expect(stack.state?.outputs.secretId).to.equal(
      `${stack.azure.vaultId}/secrets/${stack.secret.name}`,
    );
  });
});

describe("TokenSecret: another vault, where the secret before is somebody else's by now", () => {
  const stack = useSecretStack();

  it("leaves that one alone", async () => {
    await stack.up();
    const { tags } = (await stack.secret.current()) ?? {};
    await stack.secret.write("theirs", { ...tags, Owner: "ownerofanother00" });
    const { state } = stack;
    if (state === undefined) throw new Error("nothing was created");
    const vaultId = stack.azure.vaultId.replace(/[^/]+$/, "vendor-next");
    // A refresh with the old vault would refuse; a run whose reading failed comes here all the same.
    await stack.kind.update(state, stack.inputs({ vaultId }), stack.call());
    expect(await stack.secret.password()).to.equal("theirs");
  });
});
