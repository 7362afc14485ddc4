// Secrets of another name that hand out the token's password: another stack's is refused, and one that the state has lost keeps its promise.

import { expect } from "chai";
import { failure, NOTHING_KNOWN, stable, text } from "./outcome";
import { READ_TAKEN } from "./requests";
import { useSecretStack } from "./useSecretStack";

const OTHER_NAME = { secretName: "contoso-registry-q4mz81k0", adoptsToken: true };
const REFUSED =
  "token contoso-pull: its secret is owned by stack registry-customer-access/prod (ownerofanother00), and is not written over; write `adopt: [token, scopeMap, secret]` to take over what that stack published, once it no longer declares this customer";

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
});
