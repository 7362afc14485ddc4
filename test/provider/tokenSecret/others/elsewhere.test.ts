// Secrets of another name that hand out the token's password: another stack's is refused, and one that the state has lost keeps its promise.

import { expect } from "chai";
import { failure, NOTHING_KNOWN, stable, text } from "../outcome";
import { READ, READ_TAKEN } from "../requests";
import { useSecretStack } from "../useSecretStack";

const OTHER_NAME = { secretName: "contoso-registry-q4mz81k0", adoptsToken: true };
const REFUSED =
  "token contoso-pull: its secret is owned by stack registry-customer-access/prod (ownerofanother00), and is not overwritten; write `adopt: [token, scopeMap, secret]` to adopt what that stack published, once it no longer declares this customer";

describe("TokenSecret: a secret of another name", () => {
  const stack = useSecretStack();

  it("of another stack is refused, which a preview says, and nothing is written", async () => {
    await stack.up({ owner: "ownerofanother00", stack: "registry-customer-access/prod" });
    const theirs = await stack.secret.password();
    stack.state = undefined;
    stack.said = [];
    await stack.up(OTHER_NAME, { isPreview: true });
    expect(stack.lines).to.deep.equal([`warning: correct first: ${REFUSED}`]);
    expect(stable(stack.preview)).to.deep.equal(NOTHING_KNOWN);
    expect(stack.requests()).to.deep.equal(READ_TAKEN);
    expect(text(await failure(stack.up(OTHER_NAME)))).to.equal(REFUSED);
    expect(stack.state).to.equal(undefined);
    expect(await stack.accepts(theirs)).to.equal(true);
  });

  it("of this stack, which a restored state does not know, keeps a password that works", async () => {
    await stack.up();
    const before = await stack.secret.password();
    stack.state = undefined;
    stack.said = [];
    expect(await stack.up({ secretName: "contoso-registry-x7k2pd-r3" })).to.equal("created");
    expect(stack.lines).to.deep.equal([
      "info: first password: a new password in password2, which works until 2026-05-30, longer than lifetimeDays, because password1 is promised until 2026-04-30",
      "info: password1 goes on working until 2026-04-30",
    ]);
    expect(await stack.accepts(before)).to.equal(true);
  });

  describe("of a customer who left and came back after the backup that is restored", () => {
    const NAME_SINCE = "contoso-registry-x7k2pd-r5";
    let published = "";

    /** What the old state knows is gone, and another secret holds the password that exists now. */
    const comeBack = async (change = {}) => {
      await stack.up();
      const backup = stack.state;
      await stack.offboard();
      await stack.declare();
      stack.azure.emulator.clock.set("2026-03-02T12:00:00Z");
      await stack.up({ secretName: NAME_SINCE, ...change });
      published = stack.issued.values.at(-1) ?? "";
      stack.state = backup;
      stack.connect();
    };

    for (const name of ["contoso-registry-x7k2pd", "contoso-registry-x7k2pd-r7"]) {
      it(`is taken for the customer's again, and nothing is issued, where the program names ${name}`, async () => {
        await comeBack();
        const asked = { secretName: name };
        expect(await stack.up(asked, { isPreview: true })).to.equal("same");
        expect(await stack.up(asked)).to.equal("same");
        expect(stack.requests()).to.deep.equal(READ);
        expect(stack.state?.inputs.secretName).to.equal(NAME_SINCE);
        expect(stable(stack.state?.outputs)).to.deep.include({
          secretId: stack.secretId.replace(stack.secret.name, NAME_SINCE),
          secretName: NAME_SINCE,
          slots: [
            { name: "password1", createdAt: "2026-03-02", expiresOn: "2026-05-01", generation: 1 },
          ],
        });
        expect(stack.state?.outputs).to.not.have.any.keys("drift", "secretIs");
        expect(await stack.accepts(published)).to.equal(true);
      });
    }

    it("keeps its password where they moved to another vault since, in which a secret of the first name is written", async () => {
      const vaultId = stack.azure.vaultId.replace(/[^/]+$/, "vendor-next");
      await comeBack({ vaultId });
      expect(await stack.up({ vaultId })).to.equal("updated");
      expect(stack.lines).to.deep.equal([
        "info: the vault does not hand out password1 of 2026-03-02: a new password in password2, which works until 2026-05-31, longer than lifetimeDays, because password1 is promised until 2026-05-01",
        "info: password1 goes on working until 2026-05-01",
      ]);
      expect(await stack.accepts(published)).to.equal(true);
      expect(await stack.up({ vaultId })).to.equal("same");
    });
  });

  it("of another stack, which has taken the token over since, keeps its password", async () => {
    await stack.up();
    const { state } = stack;
    stack.state = undefined;
    const theirs = { owner: "ownerofanother00", adoptsToken: true, adoptsSecret: true };
    await stack.up({ ...theirs, secretName: OTHER_NAME.secretName });
    const published = stack.issued.values.at(-1) ?? "";
    stack.state = state;
    stack.connect();
    stack.azure.emulator.clock.set("2026-03-31T03:00:00Z");
    expect(await stack.up()).to.equal("same");
    expect(stack.lines).to.deep.equal([
      "info: rotation due since 2026-03-31; password2 is promised until 2026-05-30: the next one is issued without an overlap on 2026-04-30, when password1 ends, or before, with `generation: 2` and `revokeBefore: 2`, which ends password2; waiting until 2026-04-30",
    ]);
    expect(await stack.accepts(published)).to.equal(true);
  });
});
