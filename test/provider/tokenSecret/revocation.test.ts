// `revokeBefore`: passwords end that may have leaked, and never before their successor is in the vault.

import { expect } from "chai";
import { failure, stable, text } from "./outcome";
import { issuing, READ_TWICE } from "./requests";
import { useSecretStack } from "./useSecretStack";

const REVOKED = { generation: 2, revokeBefore: 2 };

describe("TokenSecret: revokeBefore", () => {
  const stack = useSecretStack();
  let leaked = "";

  beforeEach(async () => {
    await stack.up();
    leaked = await stack.secret.password();
  });

  const END = ["GetToken 200", "PatchToken credentials 200"];
  const LINES = [
    "info: generation 1 to 2: a new password in password2, which works until 2026-04-30",
    "info: locked out: whoever still uses password1 of 2026-03-01, which is revoked once the new one is in the vault",
  ];

  it("ends an older generation after its successor was published and both sides were read", async () => {
    expect(await stack.up(REVOKED)).to.equal("updated");
    // The reading before the end follows the two after the publication.
    const published = issuing("password2", { isFirst: false });
    expect(stack.requests()).to.deep.equal([...READ_TWICE, ...published, ...END]);
    // What a preview says of the older one is said when it is done.
    expect(stack.lines).to.deep.equal([
      LINES[0],
      "info: locked out: whoever still uses password1 of 2026-03-01, which is removed",
    ]);
    const { slots, revokedBefore } = stable(stack.state?.outputs) as Record<string, unknown>;
    expect({ slots, revokedBefore }).to.deep.equal({
      slots: [
        { name: "password2", createdAt: "2026-03-01", expiresOn: "2026-04-30", generation: 2 },
      ],
      revokedBefore: 2,
    });
    expect(await stack.accepts(leaked)).to.equal(false);
    expect(await stack.isHandedOutAccepted()).to.equal(true);
    expect(await stack.up(REVOKED)).to.equal("same");
  });

  it("says in a preview who will be locked out, and ends nothing", async () => {
    expect(await stack.up(REVOKED, { isPreview: true })).to.equal("updated");
    expect(stack.lines).to.deep.equal(LINES);
    expect(await stack.accepts(leaked)).to.equal(true);
  });

  it("ends nothing while the vault refuses the successor, run after run, and all of it afterwards", async () => {
    const { faults } = stack.azure.emulator;
    for (const _ of [1, 2]) {
      const refused = { status: 403, code: "AuthorizationFailed", message: "No." };
      faults.add({ operation: "VaultSecrets_CreateOrUpdate", ...refused });
      expect(text(await failure(stack.up(REVOKED)))).to.match(
        /^token contoso-pull: password2 was generated but is not published: writing secret contoso-registry-x7k2pd: 403 AuthorizationFailed: No/,
      );
      expect(await stack.accepts(leaked)).to.equal(true);
      expect(await stack.secret.password()).to.equal(leaked);
    }
    expect(await stack.up(REVOKED)).to.equal("updated");
    expect(await stack.listedSlots()).to.deep.equal(["password2"]);
    expect(await stack.accepts(leaked)).to.equal(false);
  });

  it("is carried out by the next run where the end itself failed, and nothing is issued for it", async () => {
    stack.azure.emulator.faults.add({ operation: "Tokens_Update", status: 403, code: "No" });
    expect(text(await failure(stack.up(REVOKED)))).to.match(
      /^removing passwords of token contoso-pull \(keeping password2\): 403 No/,
    );
    const published = await stack.secret.password();
    expect(await stack.up(REVOKED)).to.equal("updated");
    expect(stack.requests()).to.deep.equal([...READ_TWICE, ...END]);
    expect(await stack.accepts(leaked)).to.equal(false);
    expect(await stack.secret.password()).to.equal(published);
    expect(await stack.accepts(published)).to.equal(true);
    expect(await stack.up(REVOKED)).to.equal("same");
  });

  it("also ends passwords that nobody here has issued, and those regenerated in a slot of ours", async () => {
    stack.azure.emulator.clock.set("2026-03-31T03:00:00Z");
    await stack.up();
    const byHand = await stack.azure.givenPassword("contoso-pull", "password1");
    await stack.up({ revokeBefore: 2, generation: 2 });
    expect(await stack.accepts(byHand)).to.equal(false);
    expect(await stack.isHandedOutAccepted()).to.equal(true);
    expect(await stack.listedSlots()).to.have.length(1);
  });

  it("writes nothing where nothing is to be ended", async () => {
    stack.state = undefined;
    await stack.reset();
    await stack.up(REVOKED);
    expect(stack.requests().filter((each) => each.startsWith("Patch"))).to.deep.equal([]);
    expect(await stack.up(REVOKED)).to.equal("same");
  });

  it("ends passwords of a suspended customer at once; the next one comes when they are let in", async () => {
    await stack.up({ enabled: false });
    const closed = { ...REVOKED, enabled: false };
    expect(await stack.up(closed)).to.equal("updated");
    expect(stack.requests()).to.deep.equal([...READ_TWICE, ...END]);
    expect(await stack.listedSlots()).to.deep.equal([]);
    expect((await stack.secret.current())?.enabled).to.equal(false);
    expect(await stack.up(closed)).to.equal("same");

    expect(await stack.up(REVOKED)).to.equal("updated");
    expect(await stack.accepts(leaked)).to.equal(false);
    expect(await stack.isHandedOutAccepted()).to.equal(true);
    expect(await stack.up(REVOKED)).to.equal("same");
  });
});
