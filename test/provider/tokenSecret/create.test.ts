// The first password of a token: what is asked of Azure, and what the state and the vault hold afterwards.

import { expect } from "chai";
import { failure, published, stable, text } from "./outcome";
import { issuing, READ, READ_FIRST, READ_TAKEN_TWICE } from "./requests";
import { useSecretStack } from "./useSecretStack";

describe("TokenSecret: create", () => {
  const stack = useSecretStack();

  const created = () => published(stack);
  const previewed = () => ({
    ...created(),
    secretVersion: "<unknown>",
    issuedAt: "<unknown>",
    slots: "<unknown>",
  });

  it("refuses when both passwords are taken, without changing anything", async () => {
    const one = await stack.azure.givenPassword("contoso-pull", "password1");
    const two = await stack.azure.givenPassword("contoso-pull", "password2");
    const error = await failure(stack.up({ adoptsToken: true }));
    expect(text(error)).to.equal(
      "token contoso-pull: both passwords of the token are taken (password1 of 2026-03-01 and password2 of 2026-03-01) and either may be in use; find out which one nobody uses, remove it with `az acr token credential delete --registry vendorimages --name contoso-pull --password1` (or `--password2`), and run again",
    );
    expect(stack.requests()).to.deep.equal(READ_TAKEN_TWICE);
    expect(stack.state).to.equal(undefined);
    expect(await stack.accepts(one)).to.equal(true);
    expect(await stack.accepts(two)).to.equal(true);
  });

  for (const name of ["tokenId", "scopeMapId", "vaultId", "secretName", "owner"]) {
    it(`refuses inputs without ${name}`, async () => {
      const error = await failure(stack.up({ [name]: undefined }));
      expect(text(error)).to.equal(`TokenSecret.${name} is missing; see components/tokenSecret.ts`);
      expect(stack.requests()).to.deep.equal([]);
    });
  }

  it("refuses an id that is no token's", async () => {
    const error = await failure(stack.up({ tokenId: stack.scopeMapId }));
    expect(text(error)).to.equal(
      `"${stack.scopeMapId}" is not the ARM id of a registry token; use /subscriptions/<id>/resourceGroups/<group>/providers/Microsoft.ContainerRegistry/registries/<registry>/tokens/<token>`,
    );
  });

  it("fails when the token is not there, and says what makes it", async () => {
    await stack.azure.arm("DELETE", "tokens/contoso-pull");
    const error = await failure(stack.up());
    expect(text(error)).to.equal(
      "token contoso-pull does not exist, although its registry does; run `pulumi up --refresh`, which creates it again with a new password",
    );
    expect(stack.requests()).to.deep.equal([
      "GetRegistry 200",
      "GetSecret 404",
      "GetToken 404",
      "GetVault 200",
    ]);
    expect(stack.state).to.equal(undefined);
  });

  it("generates one named password, verifies it by a login, publishes it, and reads both sides again", async () => {
    expect(await stack.up()).to.equal("created");
    expect(stack.requests()).to.deep.equal([
      ...READ_FIRST,
      ...issuing("password1", { isFirst: true }),
    ]);
    expect(stack.lines).to.deep.equal([]);
    expect(stack.state?.id).to.equal(stack.tokenId);
    expect(stack.state?.inputs).to.deep.equal(stack.inputs());
    expect(stable(stack.state?.outputs)).to.deep.equal(created());
    expect(await stack.isHandedOutAccepted()).to.equal(true);
  });

  it("publishes it with its end and the tags by which it is known again", async () => {
    await stack.up();
    const { outputs } = stack.state ?? {};
    const current = await stack.secret.current();
    expect({ ...current, value: undefined }).to.deep.equal({
      id: outputs?.secretVersion,
      value: undefined,
      enabled: true,
      expiresAt: "2026-04-30T00:00:00.000Z",
      tags: {
        CredentialId: "password1",
        IssuedAt: outputs?.issuedAt,
        Generation: "1",
        Token: "vendorimages/contoso-pull",
        Owner: "q4mz81k0c7ys2vdn",
        Stack: "registry-customer-access/dev",
      },
    });
  });

  it("is the same the second time", async () => {
    await stack.up();
    expect(await stack.up()).to.equal("same");
    expect(stack.requests()).to.deep.equal(READ);
    expect(stack.lines).to.deep.equal([]);
  });

  it("previews everything but version and instant in a preview, which reads and changes nothing", async () => {
    await stack.up({}, { isPreview: true });
    expect(stack.requests()).to.deep.equal(READ_FIRST);
    expect(stack.lines).to.deep.equal([]);
    expect(stable(stack.preview)).to.deep.equal(previewed());
  });

  it("does not know the slot in a preview before the token is there", async () => {
    await stack.azure.arm("DELETE", "tokens/contoso-pull");
    await stack.up({}, { isPreview: true });
    expect(stack.requests()).to.deep.equal(["GetRegistry 200", "GetToken 404"]);
    expect(stack.lines).to.deep.equal([]);
    expect(stable(stack.preview)).to.deep.equal({ ...previewed(), currentSlot: "<unknown>" });
  });

  it("does without a login where none is wanted", async () => {
    await stack.up({ verifyLogin: false });
    expect(stack.requests().filter((request) => request.startsWith("Login"))).to.deep.equal([]);
    expect(await stack.isHandedOutAccepted()).to.equal(true);
  });

  it("keeps an adopted password and announces its end", async () => {
    const adopted = await stack.azure.givenPassword("contoso-pull", "password1");
    await stack.up({ adoptsToken: true });
    expect(stack.requests()).to.deep.equal([
      ...READ_TAKEN_TWICE,
      ...issuing("password2", { isFirst: true }),
    ]);
    expect(stack.lines).to.deep.equal([
      "info: first password: a new password in password2, which works until 2026-04-30",
      "info: password1 goes on working until 2026-03-31",
    ]);
    expect(stable(stack.state?.outputs)).to.deep.equal({
      ...created(),
      currentSlot: "password2",
      slots: [
        { name: "password1", createdAt: "2026-03-01", endsOn: "2026-03-31", generation: 0 },
        { name: "password2", createdAt: "2026-03-01", expiresOn: "2026-04-30", generation: 1 },
      ],
    });
    const { IssuedAt, Beside } = (await stack.secret.current())?.tags ?? {};
    expect([IssuedAt, Beside?.replace(/T\S+/, "")]).to.deep.equal([
      stack.state?.outputs.issuedAt,
      "password1 2026-03-01 0",
    ]);
    expect(await stack.accepts(adopted)).to.equal(true);
    expect(await stack.isHandedOutAccepted()).to.equal(true);
  });

  it("brings status and scope map of an existing token in line first, by one PATCH", async () => {
    const other = `${stack.azure.registryId}/scopeMaps/tailspin-pull`;
    await stack.byHand("PUT", "scopeMaps/tailspin-pull", { actions: [] });
    await stack.byHand("PATCH", "tokens/contoso-pull", { status: "disabled", scopeMapId: other });
    await stack.up();
    expect(stack.requests()).to.deep.equal([
      ...READ_FIRST,
      "PatchToken scopeMapId,status 200",
      ...issuing("password1", { isFirst: true }),
    ]);
    expect(stable(stack.state?.outputs)).to.deep.equal(created());
  });

  it("issues without an end for a customer who is served by hand", async () => {
    await stack.up({ rotation: "manual" });
    const { expiresAt: _, rotateOn: __, ...rest } = created();
    expect(stable(stack.state?.outputs)).to.deep.equal({
      ...rest,
      slots: [{ name: "password1", createdAt: "2026-03-01", generation: 1 }],
    });
    expect((await stack.secret.current())?.expiresAt).to.equal(undefined);
    stack.azure.emulator.clock.advanceDays(3650);
    expect(await stack.isHandedOutAccepted()).to.equal(true);
  });

  it("ends the password with the access, and plans no rotation", async () => {
    await stack.up({ notAfter: "2026-03-11" });
    const { rotateOn: _, ...rest } = created();
    expect(stable(stack.state?.outputs)).to.deep.equal({
      ...rest,
      expiresAt: "2026-03-11T00:00:00Z",
      slots: [
        { name: "password1", createdAt: "2026-03-01", expiresOn: "2026-03-11", generation: 1 },
      ],
    });
    const password = await stack.secret.password();
    stack.azure.emulator.clock.set("2026-03-10T23:59:58Z");
    expect(await stack.accepts(password)).to.equal(true);
    stack.azure.emulator.clock.set("2026-03-11T00:00:00Z");
    expect(await stack.accepts(password)).to.equal(false);
  });
});
