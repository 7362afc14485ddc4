// What others do to the secret: corrected, recovered, or followed by a new password, and their tags are carried along.

import { expect } from "chai";
import { failure, text } from "../outcome";
import { READ, READ_TWICE } from "../requests";
import { useSecretStack } from "../useSecretStack";

const KEPT =
  "info: no new password: password1 works until 2026-04-30, the next one is issued on 2026-03-31";

describe("TokenSecret: a secret that is changed outside Pulumi", () => {
  const stack = useSecretStack();
  let password = "";
  let tags: Record<string, string> = {};

  beforeEach(async () => {
    await stack.up();
    password = await stack.secret.password();
    tags = (await stack.secret.current())?.tags ?? {};
  });

  const PATCH = ["GetSecret 200", ...READ_TWICE, "PatchSecret 200", "GetSecret 200"];

  /** The same version hands out the same password, with the tags that it had and these. */
  const expectPutRight = async (more: object = {}) => {
    expect(await stack.secret.current()).to.deep.equal({
      id: stack.state?.outputs.secretVersion,
      value: password,
      enabled: true,
      expiresAt: "2026-04-30T00:00:00.000Z",
      tags: { ...tags, ...more },
    });
    expect(await stack.up()).to.equal("same");
  };

  const changes: [what: string, change: object, why: string][] = [
    [
      "our tags are missing",
      { tags: { team: "sales" } },
      "end or tags of secret contoso-registry-x7k2pd were changed outside Pulumi; it is corrected",
    ],
    [
      "it has another end",
      { attributes: { exp: 1_900_000_000 } },
      "end or tags of secret contoso-registry-x7k2pd were changed outside Pulumi; it is corrected",
    ],
    [
      "it is disabled",
      { attributes: { enabled: false } },
      "secret contoso-registry-x7k2pd was disabled outside Pulumi; it is enabled again",
    ],
  ];
  for (const [what, change, why] of changes) {
    it(`is corrected by a PATCH where ${what}`, async () => {
      await stack.secret.change(change);
      expect(await stack.up()).to.equal("updated");
      expect(stack.requests()).to.deep.equal(PATCH);
      expect(stack.lines).to.deep.equal([`info: ${why}`, KEPT]);
      await expectPutRight("tags" in change ? { team: "sales" } : {});
    });
  }

  it("keeps foreign tags, which are no change, through a status and a rotation", async () => {
    await stack.secret.change({ tags: { ...tags, team: "sales" } });
    expect(await stack.up()).to.equal("same");
    await stack.up({ enabled: false });
    await stack.up();
    expect((await stack.secret.current())?.tags).to.deep.equal({ ...tags, team: "sales" });
    stack.azure.emulator.clock.set("2026-03-31T03:00:00Z");
    await stack.up();
    expect((await stack.secret.current())?.tags).to.deep.include({
      team: "sales",
      CredentialId: "password2",
    });
  });

  it("is recovered where it was deleted, with the same password", async () => {
    await stack.secret.delete();
    expect(await stack.up({}, { isPreview: true })).to.equal("updated");
    expect(stack.lines).to.deep.equal([
      "info: secret contoso-registry-x7k2pd was deleted outside Pulumi; it is recovered, or if it was purged, a new password is issued",
      KEPT,
    ]);
    expect(await stack.up()).to.equal("updated");
    expect(stack.lines).to.deep.equal([
      "info: secret contoso-registry-x7k2pd was deleted outside Pulumi; it is recovered, or if it was purged, a new password is issued",
      KEPT,
    ]);
    expect(stack.requests()).to.include("RecoverSecret 200");
    expect(stack.requests().filter((each) => each.startsWith("Generate"))).to.deep.equal([]);
    await expectPutRight();
  });

  it("is recovered and disabled where the customer is suspended meanwhile", async () => {
    await stack.secret.delete();
    await stack.up({ enabled: false });
    expect((await stack.secret.current())?.enabled).to.equal(false);
    await stack.up();
    await expectPutRight();
  });

  it("fails for that customer alone where it may not be recovered, and says the line that does it", async () => {
    await stack.secret.delete();
    const fault = { operation: "DeletedSecrets_Recover", status: 403, code: "Forbidden" };
    stack.azure.emulator.faults.add(fault);
    expect(text(await failure(stack.up()))).to.match(
      /^recovering secret contoso-registry-x7k2pd: 403 Forbidden.*az keyvault secret recover --vault-name vendor-access --name contoso-registry-x7k2pd --subscription 1{8}-/,
    );
    expect(await stack.up()).to.equal("updated");
    await expectPutRight();
  });

  for (const [what, lose] of [
    ["it was purged", () => stack.secret.remove()],
    ["somebody wrote another version", () => stack.secret.write("theirs")],
    ["somebody wrote another version with our tags", () => stack.secret.write("theirs", tags)],
  ] as const) {
    it(`gets a new password in the other slot where ${what}, and the one before works on`, async () => {
      await lose();
      expect(await stack.up()).to.equal("updated");
      expect(stack.state?.outputs.currentSlot).to.equal("password2");
      expect(await stack.accepts(password)).to.equal(true);
      expect(await stack.isHandedOutAccepted()).to.equal(true);
      expect(await stack.up()).to.equal("same");
      expect(stack.requests()).to.deep.equal(READ);
    });

    it(`fails run after run where ${what} and both passwords are promised, until they are revoked`, async () => {
      stack.azure.emulator.clock.set("2026-03-31T03:00:00Z");
      await stack.up();
      const second = await stack.secret.password();
      tags = (await stack.secret.current())?.tags ?? {};
      await lose();
      const why =
        "token contoso-pull: the vault does not hand out password2 of 2026-03-31, and a new one would end one that works: password2 until 2026-05-30, password1 until 2026-04-30; wait until 2026-04-30, or write `generation: 2` and `revokeBefore: 2`, which ends both";
      for (const _ of [1, 2]) {
        expect(text(await failure(stack.up()))).to.equal(why);
        expect(stack.requests().filter((each) => each.startsWith("Generate"))).to.deep.equal([]);
      }
      expect(await stack.accepts(password)).to.equal(true);
      expect(await stack.accepts(second)).to.equal(true);

      await stack.up({ generation: 2, revokeBefore: 2 });
      expect(await stack.isHandedOutAccepted()).to.equal(true);
      expect(await stack.listedSlots()).to.deep.equal(["password1"]);
    });
  }
});
