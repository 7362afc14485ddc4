// The first password of a token: what is asked of Azure, and what the state holds afterwards.

import { expect } from "chai";
import { useCredentialsStack } from "./credentialsStack";
import { failure, stable, text } from "./outcome";

describe("TokenCredentials: create", () => {
  const stack = useCredentialsStack();

  const created = () => ({
    username: "contoso-pull",
    password: "<password>",
    currentSlot: "password1",
    issuedAt: "2026-03-01",
    expiresAt: "2026-04-30T00:00:00Z",
    rotateOn: "2026-03-31",
    enabled: true,
    scopeMapId: stack.scopeMapId,
    switches: 0,
    slots: [{ name: "password1", createdAt: "2026-03-01", expiresOn: "2026-04-30", generation: 1 }],
  });

  it("refuses when both passwords are taken, without changing anything", async () => {
    const one = await stack.azure.givenPassword("contoso-pull", "password1");
    const two = await stack.azure.givenPassword("contoso-pull", "password2");
    const error = await failure(stack.up());
    expect(text(error)).to.equal(
      "token contoso-pull: both passwords of the token are taken (password1 of 2026-03-01 and password2 of 2026-03-01) and either may be in use; find out which one nobody uses, remove it with `az acr token credential delete --registry vendorimages --name contoso-pull --password1` (or `--password2`), and run again",
    );
    expect(stack.requests()).to.deep.equal(["Get 200"]);
    expect(stack.state).to.equal(undefined);
    expect(await stack.accepts(one)).to.equal(true);
    expect(await stack.accepts(two)).to.equal(true);
  });

  it("refuses inputs without an id", async () => {
    const error = await failure(stack.up({ tokenId: undefined }));
    expect(text(error)).to.equal("TokenCredentials.tokenId is missing; set it to the ARM id");
    expect(stack.requests()).to.deep.equal([]);
  });

  it("refuses an id that is no token's", async () => {
    const error = await failure(stack.up({ tokenId: stack.scopeMapId }));
    expect(text(error)).to.equal(
      `"${stack.scopeMapId}" is not the ARM id of a registry token; use /subscriptions/<id>/resourceGroups/<group>/providers/Microsoft.ContainerRegistry/registries/<registry>/tokens/<token>`,
    );
    expect(stack.requests()).to.deep.equal([]);
  });

  it("fails when the token is not there, and says what makes it", async () => {
    await stack.azure.arm("DELETE", "tokens/contoso-pull");
    const error = await failure(stack.up());
    expect(text(error)).to.equal(
      "token contoso-pull is not there, although its registry is; run `pulumi up --refresh`, which creates it again with a new password",
    );
    expect(stack.requests()).to.deep.equal(["Get 404", "GetRegistry 200"]);
    expect(stack.state).to.equal(undefined);
  });

  it("generates one named password, proves it by a login, and never PUTs the token", async () => {
    expect(await stack.up()).to.equal("created");
    expect(stack.requests()).to.deep.equal([
      "Get 200",
      "GenerateCredentials password1 200",
      "GetRegistry 200",
      "Login 200",
      "Get 200",
    ]);
    expect(stack.lines).to.deep.equal([]);
    expect(stack.state?.id).to.equal(stack.tokenId);
    expect(stack.state?.inputs).to.deep.equal(stack.inputs());
    expect(stable(stack.state?.outputs)).to.deep.equal(created());
    expect(await stack.accepts(stack.password)).to.equal(true);
  });

  it("is the same the second time", async () => {
    await stack.up();
    expect(await stack.up()).to.equal("same");
    expect(stack.requests()).to.deep.equal(["Get 200"]);
    expect(stack.lines).to.deep.equal([]);
  });

  it("foretells everything but value and instant in a preview, which reads and changes nothing", async () => {
    await stack.up({}, { isPreview: true });
    expect(stack.requests()).to.deep.equal(["Get 200"]);
    expect(stack.lines).to.deep.equal([]);
    expect(stable(stack.preview)).to.deep.equal({
      ...created(),
      password: "<unknown>",
      issuedAt: "<unknown>",
      slots: "<unknown>",
    });
  });

  it("does not know the slot in a preview before the token is there", async () => {
    await stack.azure.arm("DELETE", "tokens/contoso-pull");
    await stack.up({}, { isPreview: true });
    expect(stack.requests()).to.deep.equal(["Get 404", "GetRegistry 200"]);
    expect(stack.lines).to.deep.equal([]);
    expect(stable(stack.preview)).to.deep.equal({
      ...created(),
      password: "<unknown>",
      currentSlot: "<unknown>",
      issuedAt: "<unknown>",
      slots: "<unknown>",
    });
  });

  it("does without a login where none is wanted", async () => {
    await stack.up({ verifyLogin: false });
    expect(stack.requests()).to.deep.equal([
      "Get 200",
      "GenerateCredentials password1 200",
      "Get 200",
    ]);
    expect(await stack.accepts(stack.password)).to.equal(true);
  });

  it("keeps an adopted password and announces its end", async () => {
    const adopted = await stack.azure.givenPassword("contoso-pull", "password1");
    await stack.up();
    expect(stack.requests()).to.deep.equal([
      "Get 200",
      "GenerateCredentials password2 200",
      "GetRegistry 200",
      "Login 200",
      "Get 200",
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
    expect(await stack.accepts(adopted)).to.equal(true);
    expect(await stack.accepts(stack.password)).to.equal(true);
  });

  it("makes the password of a suspended customer too, which works once the token is enabled", async () => {
    await stack.declare("disabled");
    await stack.up({ enabled: false });
    expect(stack.requests()).to.deep.equal([
      "Get 200",
      "GenerateCredentials password1 200",
      "Get 200",
    ]);
    expect(stable(stack.state?.outputs)).to.deep.equal({
      ...created(),
      enabled: false,
      unproven: true,
      switches: 1,
    });
    expect(await stack.accepts(stack.password)).to.equal(false);
    await stack.outside("PATCH", "tokens/contoso-pull", { status: "enabled" });
    expect(await stack.accepts(stack.password)).to.equal(true);
  });

  it("brings status and scope map of an existing token in line first, by one PATCH", async () => {
    const other = `${stack.azure.registryId}/scopeMaps/tailspin-pull`;
    await stack.outside("PUT", "scopeMaps/tailspin-pull", { actions: [] });
    await stack.outside("PATCH", "tokens/contoso-pull", { status: "disabled", scopeMapId: other });
    await stack.up();
    expect(stack.requests()).to.deep.equal([
      "Get 200",
      "Update scopeMapId,status 200",
      "GenerateCredentials password1 200",
      "GetRegistry 200",
      "Login 200",
      "Get 200",
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
    stack.azure.emulator.clock.advanceDays(3650);
    expect(await stack.accepts(stack.password)).to.equal(true);
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
    stack.azure.emulator.clock.set("2026-03-10T23:59:58Z");
    expect(await stack.accepts(stack.password)).to.equal(true);
    stack.azure.emulator.clock.set("2026-03-11T00:00:00Z");
    expect(await stack.accepts(stack.password)).to.equal(false);
  });
});
