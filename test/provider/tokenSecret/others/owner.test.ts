// Secrets with somebody else's mark, or without one: never overwritten, unless the file says so.

import { expect } from "chai";
import { UNKNOWN } from "../../../../provider/protocol/resource";
import { failure, NOTHING_KNOWN, stable, text } from "../outcome";
import { READ, READ_TWICE } from "../requests";
import { useSecretStack } from "../useSecretStack";

const THEIRS = { owner: "ownerofanother00", stack: "registry-customer-access/prod" };
const REFUSED =
  "token contoso-pull: its secret is owned by stack registry-customer-access/prod (ownerofanother00), and is not overwritten; write `adopt: [token, scopeMap, secret]` to adopt what that stack published, once it no longer declares this customer";

describe("TokenSecret: another stack's secret", () => {
  const stack = useSecretStack();
  let theirs = "";

  beforeEach(async () => {
    await stack.up(THEIRS);
    theirs = await stack.secret.password();
    stack.state = undefined;
    stack.said = [];
  });

  it("refuses that customer: a warning in a preview, an error in a run, and nothing is written", async () => {
    const before = await stack.secret.current();
    await stack.up({}, { isPreview: true });
    expect(stack.lines).to.deep.equal([`warning: correct first: ${REFUSED}`]);
    expect(stable(stack.preview)).to.deep.equal(NOTHING_KNOWN);
    expect(stack.requests()).to.deep.equal(READ);
    expect(text(await failure(stack.up()))).to.equal(REFUSED);
    expect(stack.requests()).to.deep.equal(READ_TWICE);
    expect(stack.state).to.equal(undefined);
    expect(await stack.secret.current()).to.deep.equal(before);
    expect(await stack.accepts(theirs)).to.equal(true);
  });

  it("adopts by `adopt: [token, scopeMap, secret]`, and the password before works on", async () => {
    const adopted = { adoptsToken: true, adoptsSecret: true };
    expect(await stack.up(adopted)).to.equal("created");
    expect(stack.lines).to.deep.equal([
      "info: first password: a new password in password2, which works until 2026-05-30, longer than lifetimeDays, because password1 is promised until 2026-04-30",
      "info: password1 goes on working until 2026-04-30",
    ]);
    expect((await stack.secret.current())?.tags).to.deep.include({
      Owner: "q4mz81k0c7ys2vdn",
      Stack: "registry-customer-access/dev",
      CredentialId: "password2",
    });
    expect(await stack.accepts(theirs)).to.equal(true);
    expect(await stack.isHandedOutAccepted()).to.equal(true);
    expect(await stack.up()).to.equal("same");
  });

  it("refuses each run where another stack took a secret of ours over, and touches nothing", async () => {
    await stack.secret.remove();
    await stack.azure.arm("DELETE", "tokens/contoso-pull");
    await stack.declare();
    await stack.up();
    const { tags = {} } = (await stack.secret.current()) ?? {};
    await stack.secret.write("theirs", { ...tags, Owner: THEIRS.owner, Stack: THEIRS.stack });
    const why = REFUSED.replace("its secret", "secret contoso-registry-x7k2pd");
    for (const change of [{}, { generation: 2, revokeBefore: 2 }]) {
      expect(await stack.up(change, { isPreview: true })).to.equal("updated");
      expect(stack.lines).to.deep.equal([`warning: correct first: ${why}`]);
      expect(text(await failure(stack.up(change)))).to.equal(why);
      expect(stack.requests()).to.deep.equal(READ_TWICE);
    }
    // A suspended customer loses access anyway.
    expect(await stack.up({ enabled: false })).to.equal("updated");
    expect(stack.requests()).to.deep.equal([...READ_TWICE, "PatchToken status 200"]);
    expect(await stack.secret.password()).to.equal("theirs");
  });

  it("leaves it alone when the customer is removed", async () => {
    await stack.secret.remove();
    await stack.azure.arm("DELETE", "tokens/contoso-pull");
    await stack.declare();
    await stack.up();
    const ours = await stack.secret.password();
    const { tags = {} } = (await stack.secret.current()) ?? {};
    await stack.secret.write("theirs", { ...tags, Owner: THEIRS.owner });
    await stack.offboard();
    expect(await stack.secret.password()).to.equal("theirs");
    expect(await stack.accepts(ours)).to.equal(false);
  });
});

describe("TokenSecret: a first preview, which knows neither the secret's name nor the owner", () => {
  const stack = useSecretStack();

  it("plans slots and adoption from the token", async () => {
    await stack.azure.givenPassword("contoso-pull", "password1");
    const news = { secretName: UNKNOWN, owner: UNKNOWN, adoptsToken: true };
    await stack.up(news, { isPreview: true });
    expect(stack.lines).to.deep.equal([
      "info: first password: a new password in password2, which works until 2026-04-30",
      "info: password1 goes on working until 2026-03-31",
    ]);
    expect(stable(stack.preview)).to.deep.equal({
      username: "contoso-pull",
      enabled: true,
      scopeMapId: stack.scopeMapId,
      secretId: "<unknown>",
      secretName: "<unknown>",
      secretVersion: "<unknown>",
      secretEnabled: true,
      isPublished: true,
      currentSlot: "password2",
      issuedAt: "<unknown>",
      expiresAt: "2026-04-30T00:00:00Z",
      rotateOn: "2026-03-31",
      slots: "<unknown>",
    });
  });

  it("says nothing more of one that is refused for the mark in its scope map, asks nothing, and promises no password", async () => {
    const refused = { tokenIs: UNKNOWN, scopeMapIs: UNKNOWN, isRefused: true };
    await stack.up(refused, { isPreview: true });
    expect(stack.lines).to.deep.equal([]);
    expect(stable(stack.preview)).to.deep.equal(NOTHING_KNOWN);
    expect(stack.requests()).to.deep.equal([]);
    const { inputs } = await stack.kind.check({}, stack.inputs(refused), stack.call());
    expect(inputs).to.deep.equal(stack.inputs());
  });

  it("refuses from the token, too", async () => {
    await stack.azure.givenPassword("contoso-pull", "password1");
    await stack.azure.givenPassword("contoso-pull", "password2");
    const news = { secretName: UNKNOWN, owner: UNKNOWN, adoptsToken: true };
    await stack.up(news, { isPreview: true });
    expect(stack.lines).to.have.length(1);
    expect(stack.lines[0]).to.match(
      /^warning: correct first: token contoso-pull: both passwords of the token are taken/,
    );
    expect(stable(stack.preview)).to.deep.equal(NOTHING_KNOWN);
  });
});
