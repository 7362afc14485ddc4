// What others do to the token: lost passwords are issued again in their own slot, and "gone" is only said when it is true.

import { expect } from "chai";
import { useCredentialsStack } from "./credentialsStack";
import { failure, text } from "./outcome";

describe("TokenCredentials: outside changes", () => {
  const stack = useCredentialsStack();

  beforeEach(() => stack.up());

  it("fails to read when the registry is missing, and forgets nothing", async () => {
    const known = stack.state;
    if (known === undefined) throw new Error("nothing was created");
    const id = stack.tokenId.replace("vendorimages", "elsewhere");
    stack.state = { ...known, id };
    const error = await failure(stack.refresh());
    expect(text(error)).to.equal(
      `reading registry elsewhere in resource group registry-access: 404 ResourceNotFound: The Resource 'Microsoft.ContainerRegistry/registries/elsewhere' under resource group 'registry-access' was not found. For more details please go to https://aka.ms/ARMResourceNotFoundFix (request id ID); check subscription 11111111-1111-4111-8111-111111111111, the resource group and the registry's name; nothing was changed`,
    );
    expect(stack.state.id).to.equal(id);
  });

  it("fails to read in a wrong subscription, and forgets nothing", async () => {
    const known = stack.state;
    if (known === undefined) throw new Error("nothing was created");
    const wrong = "99999999-9999-4999-8999-999999999999";
    stack.state = { ...known, id: stack.tokenId.replace(/1{8}-[-\d]{27}/, wrong) };
    const error = await failure(stack.refresh());
    expect(text(error)).to.equal(
      `reading registry vendorimages in resource group registry-access: 404 SubscriptionNotFound: The subscription '${wrong}' could not be found (request id ID); check subscription ${wrong}, the resource group and the registry's name; nothing was changed`,
    );
    expect(stack.state).not.to.equal(undefined);
  });

  it("forgets a token that is gone while its registry is there", async () => {
    await stack.azure.arm("DELETE", "tokens/contoso-pull");
    await stack.refresh();
    expect(stack.state).to.equal(undefined);
  });

  it("issues again into the current slot when it was generated outside", async () => {
    const outside = await stack.azure.givenPassword("contoso-pull", "password1");
    expect(await stack.up()).to.equal("updated");
    expect(stack.requests()).to.deep.equal([
      "Get 200",
      "Get 200",
      "GenerateCredentials password1 200",
      "Login 200",
      "Get 200",
    ]);
    expect(stack.lines).to.deep.equal([
      "info: password1 was regenerated outside on 2026-03-01: a new password in password1, which works until 2026-04-30",
    ]);
    expect(await stack.accepts(outside)).to.equal(false);
    expect(await stack.accepts(stack.password)).to.equal(true);
    expect(await stack.up()).to.equal("same");
  });

  it("issues again into the current slot when it was removed outside", async () => {
    await stack.outside("PATCH", "tokens/contoso-pull", { credentials: { passwords: [] } });
    expect(await stack.up()).to.equal("updated");
    expect(stack.lines).to.deep.equal([
      "info: password1 was removed outside: a new password in password1, which works until 2026-04-30",
    ]);
    expect(await stack.accepts(stack.password)).to.equal(true);
  });

  it("issues again after a PUT by somebody else wiped all passwords", async () => {
    await stack.declare();
    expect(await stack.listedSlots()).to.deep.equal([]);
    expect(await stack.up()).to.equal("updated");
    expect(await stack.listedSlots()).to.deep.equal(["password1"]);
    expect(await stack.accepts(stack.password)).to.equal(true);
  });

  it("issues again also when the reading before the update had failed", async () => {
    await stack.azure.givenPassword("contoso-pull", "password1");
    const known = stack.state;
    if (known === undefined) throw new Error("nothing was created");
    const call = { urn: "urn", isPreview: false, log: () => {} };
    const outputs = await stack.kind.update(known, stack.inputs(), call);
    const password = (outputs.password as { value: string }).value;
    expect(password).to.not.equal(stack.password);
    expect(await stack.accepts(password)).to.equal(true);
  });

  it("leaves a password alone that somebody made in the other slot", async () => {
    const outside = await stack.azure.givenPassword("contoso-pull", "password2");
    expect(await stack.up()).to.equal("same");
    expect(await stack.accepts(outside)).to.equal(true);
  });

  it("keeps the current password when the older one was changed outside", async () => {
    stack.azure.emulator.clock.set("2026-03-31T03:00:00Z");
    await stack.up();
    const current = stack.password;
    await stack.azure.givenPassword("contoso-pull", "password1");
    expect(await stack.up()).to.equal("same");
    expect(stack.lines).to.deep.equal([
      "info: password1 was regenerated outside on 2026-03-31: whoever still used it cannot pull until they fetch the new one",
    ]);
    expect(stack.password).to.equal(current);
    expect(await stack.accepts(current)).to.equal(true);
  });
});

describe("TokenCredentials: delete", () => {
  const stack = useCredentialsStack();

  it("removes our passwords and leaves those that were there before", async () => {
    const adopted = await stack.azure.givenPassword("contoso-pull", "password1");
    await stack.up();
    const ours = stack.password;
    await stack.delete();
    expect(stack.requests()).to.deep.equal(["Get 200", "Update credentials 200"]);
    expect(await stack.accepts(adopted)).to.equal(true);
    expect(await stack.accepts(ours)).to.equal(false);
  });

  it("removes both of our passwords", async () => {
    await stack.up();
    await stack.up({ generation: 2 });
    await stack.delete();
    expect(await stack.listedSlots()).to.deep.equal([]);
  });

  it("leaves passwords alone that were made outside since", async () => {
    await stack.up();
    const outside = await stack.azure.givenPassword("contoso-pull", "password1");
    await stack.delete();
    expect(stack.requests()).to.deep.equal(["Get 200"]);
    expect(await stack.accepts(outside)).to.equal(true);
  });

  it("minds no token that is gone", async () => {
    await stack.up();
    await stack.azure.arm("DELETE", "tokens/contoso-pull");
    await stack.delete();
    expect(stack.requests()).to.deep.equal(["Get 404", "GetRegistry 200"]);
  });

  describe("of passwords that are replaced", () => {
    // The run declares the customer still: with this token again, or with another one.
    it("refuses to take the one that is still handed out", async () => {
      await stack.up();
      stack.published = { password1: "contoso-registry-x7k2pd" };
      const error = await failure(stack.delete());
      expect(text(error)).to.equal(
        "token contoso-pull: kept, because secret contoso-registry-x7k2pd still hands out its password1; put right why the secret was not written, and run again",
      );
      expect(stack.requests()).to.deep.equal(["Get 200"]);
      expect(await stack.accepts(stack.password)).to.equal(true);
    });

    it("refuses to take it also where the engine did not come to check the credentials, which a failure before them keeps from being made", async () => {
      await stack.up();
      stack.connect();
      stack.listed = new Set(["contoso"]);
      stack.published = { password1: "contoso-registry-x7k2pd" };
      const error = await failure(stack.delete());
      expect(text(error)).to.include("token contoso-pull: kept, because secret");
      expect(await stack.accepts(stack.password)).to.equal(true);
      stack.listed = new Set();
    });

    it("takes them when the secret hands out a newer one", async () => {
      await stack.up();
      stack.published = { password2: "contoso-registry-x7k2pd" };
      await stack.delete();
      expect(await stack.listedSlots()).to.deep.equal([]);
    });

    it("does not ask when the customer is declared no more", async () => {
      await stack.up();
      stack.connect();
      stack.published = { password1: "contoso-registry-x7k2pd" };
      await stack.delete();
      expect(await stack.listedSlots()).to.deep.equal([]);
    });
  });
});
