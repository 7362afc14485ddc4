// What others do to the token: lost passwords are issued again in their own slot, and "gone" is only said when it is true.

import { expect } from "chai";
import { failure, text } from "../outcome";
import { issuing, READ_AGAIN } from "../requests";
import { useSecretStack } from "../useSecretStack";

describe("TokenSecret: drift", () => {
  const stack = useSecretStack();

  beforeEach(() => stack.up());

  it("fails to read when the registry is missing, and forgets nothing", async () => {
    const known = stack.state;
    if (known === undefined) throw new Error("nothing was created");
    const id = stack.tokenId.replace("vendorimages", "elsewhere");
    stack.state = { ...known, id, inputs: { ...known.inputs, tokenId: id } };
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
    const id = stack.tokenId.replace(/1{8}-[-\d]{27}/, wrong);
    stack.state = { ...known, id, inputs: { ...known.inputs, tokenId: id } };
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

  it("issues again into the current slot when it was generated outside Pulumi", async () => {
    const byHand = await stack.azure.givenPassword("contoso-pull", "password1");
    expect(await stack.up()).to.equal("updated");
    expect(stack.requests()).to.deep.equal([...READ_AGAIN, ...issuing("password1")]);
    expect(stack.lines).to.deep.equal([
      "info: password1 was regenerated outside Pulumi on 2026-03-01: a new password in password1, which works until 2026-04-30",
    ]);
    expect(await stack.accepts(byHand)).to.equal(false);
    expect(await stack.isHandedOutAccepted()).to.equal(true);
    expect(await stack.up()).to.equal("same");
  });

  it("issues again into the current slot when it was removed outside Pulumi", async () => {
    await stack.byHand("PATCH", "tokens/contoso-pull", { credentials: { passwords: [] } });
    expect(await stack.up()).to.equal("updated");
    expect(stack.lines).to.deep.equal([
      "info: password1 was removed outside Pulumi: a new password in password1, which works until 2026-04-30",
    ]);
    expect(await stack.isHandedOutAccepted()).to.equal(true);
  });

  it("issues again after a PUT by somebody else wiped all passwords", async () => {
    await stack.declare();
    expect(await stack.listedSlots()).to.deep.equal([]);
    expect(await stack.up()).to.equal("updated");
    expect(await stack.listedSlots()).to.deep.equal(["password1"]);
    expect(await stack.isHandedOutAccepted()).to.equal(true);
  });

  it("issues again also when the reading before the update had failed", async () => {
    await stack.azure.givenPassword("contoso-pull", "password1");
    const known = stack.state;
    if (known === undefined) throw new Error("nothing was created");
    const call = { urn: "urn", isPreview: false, log: () => {} };
    await stack.kind.update(known, stack.inputs(), call);
    expect(await stack.isHandedOutAccepted()).to.equal(true);
  });

  it("leaves a password alone that somebody made in the other slot", async () => {
    const byHand = await stack.azure.givenPassword("contoso-pull", "password2");
    expect(await stack.up()).to.equal("same");
    expect(await stack.accepts(byHand)).to.equal(true);
  });

  it("keeps the current password when the older one was changed outside Pulumi", async () => {
    stack.azure.emulator.clock.set("2026-03-31T03:00:00Z");
    await stack.up();
    const current = await stack.secret.password();
    await stack.azure.givenPassword("contoso-pull", "password1");
    expect(await stack.up()).to.equal("same");
    expect(stack.lines).to.deep.equal([
      "info: password1 was regenerated outside Pulumi on 2026-03-31: whoever still used it cannot pull until they fetch the new one",
    ]);
    expect(await stack.secret.password()).to.equal(current);
    expect(await stack.accepts(current)).to.equal(true);
  });
});
