// Passwords that are served by hand: they never end and are never replaced, until somebody asks for the next one.

import { expect } from "chai";
import { failure, text } from "../outcome";
import { READ } from "../requests";
import { useSecretStack } from "../useSecretStack";

const BY_HAND = { rotation: "manual" };

describe("TokenSecret: served by hand", () => {
  const stack = useSecretStack();
  let first = "";

  beforeEach(async () => {
    await stack.up(BY_HAND);
    first = await stack.secret.password();
  });

  const on = (day: string) => stack.azure.emulator.clock.set(`${day}T03:00:00Z`);

  it("issues a password without an end, at the registry as in the state", async () => {
    const { body } = await stack.azure.arm("GET", "tokens/contoso-pull");
    const { properties } = body as {
      properties: { credentials: { passwords: { name: string; expiry?: string }[] } };
    };
    const listed = properties.credentials.passwords;
    expect(listed.map(({ name, expiry }) => [name, expiry])).to.deep.equal([
      ["password1", undefined],
    ]);
    const { expiresAt, rotateOn } = stack.state?.outputs ?? {};
    expect({ expiresAt, rotateOn }).to.deep.equal({ expiresAt: undefined, rotateOn: undefined });
  });

  it("neither replaces it nor says anything while it is younger than its lifetime", async () => {
    on("2026-04-29");
    expect(await stack.up(BY_HAND)).to.equal("same");
    expect(stack.lines).to.deep.equal([]);
  });

  it("mentions its age in previews and runs, and replaces it in years neither", async () => {
    const old =
      "info: password1 of 2026-03-01 is older than 60 days and rotation is manual; raise `generation` for a new one";
    for (const day of ["2026-04-30", "2031-03-01"]) {
      on(day);
      expect(await stack.up(BY_HAND, { isPreview: true })).to.equal("same");
      expect(stack.lines).to.deep.equal([old]);
      expect(await stack.up(BY_HAND)).to.equal("same");
      expect(stack.lines).to.deep.equal([old]);
      expect(stack.requests()).to.deep.equal(READ);
    }
    expect(await stack.accepts(first)).to.equal(true);
  });

  it("issues the next one for a raised generation, beside the one before, which gets no end", async () => {
    on("2026-05-01");
    expect(await stack.up({ ...BY_HAND, generation: 2 })).to.equal("updated");
    expect(stack.lines).to.deep.equal([
      "info: generation 1 to 2: a new password in password2, which works without an end",
      "info: password1 goes on working",
    ]);
    const second = await stack.secret.password();
    on("2031-03-01");
    await stack.up({ ...BY_HAND, generation: 2 });
    expect(await stack.accepts(first)).to.equal(true);
    expect(await stack.accepts(second)).to.equal(true);
  });

  it("refuses a third one as long as nobody says that the first may end", async () => {
    await stack.up({ ...BY_HAND, generation: 2 });
    const second = await stack.secret.password();
    const error = await failure(stack.up({ ...BY_HAND, generation: 3 }));
    expect(text(error)).to.equal(
      "token contoso-pull: generation 2 to 3: password1 is still promised without an end, and password2 is in use; end the older one too with `revokeBefore: 2`",
    );
    await stack.up({ ...BY_HAND, generation: 3, revokeBefore: 2 });
    expect(await stack.accepts(first)).to.equal(false);
    expect(await stack.accepts(second)).to.equal(true);
    expect(await stack.isHandedOutAccepted()).to.equal(true);
  });
});
