// Changes that keep the password: settings, suspension, another scope map.

import { expect } from "chai";
import { failure, published, stable, text, withoutEvents } from "../outcome";
import { READ, READ_TWICE } from "../requests";
import { useSecretStack } from "../useSecretStack";

describe("TokenSecret: settings", () => {
  const stack = useSecretStack();
  let password = "";

  beforeEach(async () => {
    await stack.up();
    password = await stack.secret.password();
  });

  const KEPT =
    "info: no new password: password1 works until 2026-04-30, the next one is issued on 2026-03-31";
  const outputs = () => published(stack);

  it("fails when the token has gone since, and says what makes it", async () => {
    await stack.azure.arm("DELETE", "tokens/contoso-pull");
    const state = stack.state;
    if (state === undefined) throw new Error("nothing was created");
    const call = { urn: "urn", isPreview: false, log: () => {} };
    const error = await failure(stack.kind.update(state, stack.inputs({ enabled: false }), call));
    expect(text(error)).to.equal(
      "token contoso-pull does not exist, although its registry does; run `pulumi up --refresh`, which creates it again with a new password",
    );
  });

  it("refuses a generation that goes down, without changing anything", async () => {
    await stack.up({ generation: 3 });
    const error = await failure(stack.up({ generation: 2 }));
    expect(text(error)).to.equal(
      "token contoso-pull: generation 3 to 2: a generation only goes up; raise it to issue a password",
    );
    expect(stack.requests()).to.deep.equal(READ_TWICE);
  });

  it("stores new settings without any write to Azure", async () => {
    expect(await stack.up({ rotateBeforeDays: 20, lifetimeDays: 40 })).to.equal("updated");
    expect(stack.requests()).to.deep.equal(READ_TWICE);
    expect(stack.lines).to.deep.equal([
      "info: no new password: password1 works until 2026-04-30, the next one is issued on 2026-04-10",
    ]);
    expect(stable(stack.state?.outputs)).to.deep.equal({ ...outputs(), rotateOn: "2026-04-10" });
    expect(await stack.secret.password()).to.equal(password);
  });

  it("previews in a preview exactly what the update then stores", async () => {
    await stack.up({ rotateBeforeDays: 20, enabled: false }, { isPreview: true });
    expect(stack.requests()).to.deep.equal(READ);
    const previewed = stack.preview;
    await stack.up({ rotateBeforeDays: 20, enabled: false });
    expect(withoutEvents(stack.state?.outputs)).to.deep.equal(withoutEvents(previewed));
  });

  it("binds the token to another scope map by PATCH, and the password stays", async () => {
    await stack.byHand("PUT", "scopeMaps/contoso-wide", { actions: [] });
    const scopeMapId = `${stack.azure.registryId}/scopeMaps/contoso-wide`;
    expect(await stack.up({ scopeMapId })).to.equal("updated");
    expect(stack.requests()).to.deep.equal([...READ_TWICE, "PatchToken scopeMapId 200"]);
    expect(stack.lines).to.deep.equal(["info: the token is bound to scope map contoso-wide", KEPT]);
    expect(stable(stack.state?.outputs)).to.deep.equal({ ...outputs(), scopeMapId });
    expect(await stack.accepts(password)).to.equal(true);
  });

  it("undoes what was changed outside Pulumi: status and scope map, by one PATCH", async () => {
    await stack.byHand("PUT", "scopeMaps/internal", { actions: [] });
    const elsewhere = `${stack.azure.registryId}/scopeMaps/internal`;
    const drift = { status: "disabled", scopeMapId: elsewhere };
    await stack.byHand("PATCH", "tokens/contoso-pull", drift);
    expect(await stack.up()).to.equal("updated");
    expect(stack.requests()).to.deep.equal([...READ_TWICE, "PatchToken scopeMapId,status 200"]);
    expect(stack.lines).to.deep.equal([
      "info: the token was disabled outside Pulumi; it is enabled again",
      "info: the token was bound to scope map internal outside Pulumi; it is bound to scope map contoso-pull",
      KEPT,
    ]);
    expect(stable(stack.state?.outputs)).to.deep.equal(outputs());
    expect(await stack.accepts(password)).to.equal(true);
  });

  it("writes nothing when only the spelling of an id changes", async () => {
    const spelled = { tokenId: stack.tokenId.toUpperCase().replace(/[^/]+$/, "contoso-pull") };
    expect(await stack.up(spelled)).to.equal("updated");
    expect(stack.requests()).to.deep.equal(READ_TWICE);
    expect(stack.state?.id).to.equal(stack.tokenId);
    expect(await stack.secret.password()).to.equal(password);
  });

  it("replaces the resource when the token's own name is spelled in another case", async () => {
    const state = stack.state;
    if (state === undefined) throw new Error("nothing was created");
    const call = { urn: "urn", isPreview: false, log: () => {} };
    const tokenId = stack.tokenId.replace("contoso-pull", "Contoso-pull");
    const changes = stack.kind.diff(state, stack.inputs({ tokenId }), call);
    expect(changes).to.deep.equal({ tokenId: { kind: "update-replace", isInput: true } });
  });

  it("replaces the resource when it is another token's", async () => {
    const tokenId = `${stack.azure.registryId}/tokens/fabrikam-pull`;
    expect(await stack.up({ tokenId })).to.equal("replaced");
    expect(stack.requests()).to.deep.equal(READ);
  });

  const imported = async () => {
    stack.state = { id: stack.tokenId, inputs: {}, outputs: {} };
    await stack.refresh();
  };

  it("imports a token with all its passwords, and adds one without ending them", async () => {
    await stack.secret.remove();
    await imported();
    expect(stack.state?.inputs).to.deep.equal({
      tokenId: stack.tokenId,
      scopeMapId: stack.scopeMapId,
    });
    expect(stable(stack.state?.outputs)).to.deep.equal({
      slots: [
        { name: "password1", createdAt: "2026-03-01", expiresOn: "2026-04-30", generation: 0 },
      ],
    });
    expect(await stack.up()).to.equal("updated");
    expect(stack.lines).to.deep.equal([
      "info: first password: a new password in password2, which works until 2026-05-30, longer than lifetimeDays, because password1 is promised until 2026-04-30",
      "info: password1 goes on working until 2026-04-30",
    ]);
    expect(await stack.accepts(password)).to.equal(true);
    const added = await stack.secret.password();
    expect(await stack.accepts(added)).to.equal(true);
    expect(added).not.to.equal(password);
  });

  it("knows what it has published itself after an import, and issues nothing", async () => {
    const before = stack.state?.outputs;
    await imported();
    // What the state says is from before the secret was read: a first password is planned, and not made.
    expect(await stack.up()).to.equal("updated");
    expect(stack.requests()).to.deep.equal([...READ_TWICE, "GetToken 200"]);
    expect(stack.state?.outputs).to.deep.equal(before);
    expect(await stack.secret.password()).to.equal(password);
  });
});
