// Suspending and letting in: the token first, as that is where access ends, then the secret, without its value.

import { expect } from "chai";
import { failure, stable, text, withoutEvents } from "./outcome";
import { issuing, READ, READ_FIRST, READ_TWICE } from "./requests";
import { useSecretStack } from "./useSecretStack";

const CLOSED = { enabled: false };
const KEPT =
  "info: no new password: password1 works until 2026-04-30, the next one is issued on 2026-03-31";

describe("TokenSecret: suspended", () => {
  const stack = useSecretStack();

  describe("from the start", () => {
    beforeEach(() => stack.declare("disabled"));

    it("issues nothing and writes nothing into the vault", async () => {
      expect(await stack.up(CLOSED)).to.equal("created");
      expect(stack.requests()).to.deep.equal(READ_FIRST);
      expect(await stack.secret.current()).to.equal(undefined);
      expect(stable(stack.state?.outputs)).to.deep.equal({
        username: "contoso-pull",
        enabled: false,
        scopeMapId: stack.scopeMapId,
        secretName: "contoso-registry-x7k2pd",
        isPublished: false,
        slots: [],
      });
      expect(await stack.up(CLOSED)).to.equal("same");
    });

    it("says in a preview what the run then leaves", async () => {
      await stack.up(CLOSED, { isPreview: true });
      const previewed = stack.preview;
      await stack.up(CLOSED);
      expect(withoutEvents(stack.state?.outputs)).to.deep.equal(withoutEvents(previewed));
    });

    it("gets the first password when the customer is let in", async () => {
      await stack.up(CLOSED);
      expect(await stack.up()).to.equal("updated");
      expect(stack.requests()).to.deep.equal([
        "GetSecret 404",
        "GetSecret 404",
        "GetToken 200",
        "GetToken 200",
        "GetVault 200",
        "GetVault 200",
        "PatchToken status 200",
        ...issuing("password1", { isFirst: true }),
      ]);
      expect(stack.lines).to.deep.equal([
        "info: the token is enabled again",
        "info: first password: a new password in password1, which works until 2026-04-30",
      ]);
      expect(await stack.isHandedOutAccepted()).to.equal(true);
    });
  });

  describe("later", () => {
    let password = "";
    let version: unknown;

    beforeEach(async () => {
      await stack.up();
      password = await stack.secret.password();
      version = stack.state?.outputs.secretVersion;
    });

    const PATCH = ["PatchToken status 200", "GetSecret 200", "PatchSecret 200", "GetSecret 200"];

    it("disables the token, then the secret, and lets in with the same password", async () => {
      const { tags, expiresAt } = (await stack.secret.current()) ?? {};
      expect(await stack.up(CLOSED)).to.equal("updated");
      expect(stack.requests()).to.deep.equal([...READ_TWICE, ...PATCH]);
      expect(stack.lines).to.deep.equal([
        "info: the token is disabled; its passwords are kept",
        "info: the secret is disabled",
      ]);
      expect(await stack.accepts(password)).to.equal(false);
      expect(await stack.secret.current()).to.deep.equal({
        id: version,
        value: undefined,
        enabled: false,
        expiresAt,
        tags,
      });
      expect(await stack.up(CLOSED)).to.equal("same");

      expect(await stack.up()).to.equal("updated");
      expect(stack.requests()).to.deep.equal([...READ_TWICE, ...PATCH]);
      expect(stack.lines).to.deep.equal([
        "info: the token is enabled again",
        "info: the secret is enabled again",
        KEPT,
      ]);
      expect(await stack.secret.current()).to.deep.equal({
        id: version,
        value: password,
        enabled: true,
        expiresAt,
        tags,
      });
      expect(await stack.accepts(password)).to.equal(true);
      expect(await stack.up()).to.equal("same");
    });

    it("goes on where a run failed between the two", async () => {
      const { faults } = stack.azure.emulator;
      faults.add({ operation: "VaultSecrets_Update", status: 403, code: "AuthorizationFailed" });
      expect(text(await failure(stack.up(CLOSED)))).to.match(
        /^changing the status of secret contoso-registry-x7k2pd: 403 AuthorizationFailed/,
      );
      expect(await stack.accepts(password)).to.equal(false);
      expect(await stack.up(CLOSED)).to.equal("updated");
      expect(stack.requests()).to.deep.equal(["GetSecret 200", ...READ_TWICE, ...PATCH.slice(2)]);
      expect((await stack.secret.current())?.enabled).to.equal(false);
    });

    it("uses the vault's own PATCH where Resource Manager refuses its", async () => {
      stack.azure.emulator.behaviours.secretPatch = "refused";
      expect(await stack.up(CLOSED)).to.equal("updated");
      expect(stack.requests()).to.include("PatchVersion 200");
      expect(await stack.secret.current()).to.deep.include({ id: version, enabled: false });
      expect(await stack.up(CLOSED)).to.equal("same");
      expect(await stack.up()).to.equal("updated");
      expect(await stack.secret.password()).to.equal(password);
    });

    it("fails loudly where the PATCH makes another version, and is right after the next runs", async () => {
      stack.azure.emulator.behaviours.secretPatch = "newVersion";
      expect(text(await failure(stack.up(CLOSED)))).to.match(/RESOURCE MANAGER MADE VERSION/);
      expect(await stack.accepts(password)).to.equal(false);
      await stack.up(CLOSED);
      expect((await stack.secret.current())?.enabled).to.equal(false);
      await stack.up();
      expect(await stack.isHandedOutAccepted()).to.equal(true);
      expect(await stack.up()).to.equal("same");
    });

    it("rotates nothing meanwhile, and on letting in after the end publishes a new one", async () => {
      await stack.up(CLOSED);
      stack.azure.emulator.clock.set("2026-06-01T03:00:00Z");
      expect(await stack.up(CLOSED)).to.equal("same");
      expect(stack.requests()).to.deep.equal(READ);
      expect(await stack.up()).to.equal("updated");
      expect(stack.requests()).to.deep.equal([
        ...READ_TWICE,
        "PatchToken status 200",
        ...issuing("password1"),
      ]);
      expect((await stack.secret.current())?.enabled).to.equal(true);
    });

    it("is corrected where somebody enabled the secret outside Pulumi", async () => {
      await stack.up(CLOSED);
      await stack.secret.change({ attributes: { enabled: true } });
      expect(await stack.up(CLOSED)).to.equal("updated");
      expect(stack.lines).to.deep.equal([
        "info: secret contoso-registry-x7k2pd was enabled outside Pulumi; it is disabled",
        "info: no new password while the token is disabled",
      ]);
      expect((await stack.secret.current())?.enabled).to.equal(false);
    });
  });
});
