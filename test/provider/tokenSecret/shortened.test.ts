// An access whose end is moved forward: the registry itself ends it in the end, and nobody is locked out before.

import { expect } from "chai";
import { useSecretStack } from "./useSecretStack";

describe("TokenSecret: access that ends earlier than before", () => {
  const stack = useSecretStack();
  const on = (day: string) => stack.azure.emulator.clock.set(`${day}T12:00:00Z`);

  it("gets two passwords that end with it, one after the other", async () => {
    const notAfter = "2026-04-20";
    await stack.up();
    const first = await stack.secret.password();

    on("2026-03-05");
    expect(await stack.up({ notAfter })).to.equal("updated");
    expect(stack.lines).to.deep.equal([
      "info: password1 would outlive the access, which ends with 2026-04-19: a new password in password2, which works until 2026-04-20",
      "info: password1 goes on working until 2026-04-04",
    ]);
    const second = await stack.secret.password();
    expect(await stack.accepts(first)).to.equal(true);
    expect(await stack.accepts(second)).to.equal(true);

    on("2026-04-03");
    expect(await stack.up({ notAfter })).to.equal("same");
    expect(await stack.accepts(first)).to.equal(true);

    on("2026-04-04");
    expect(await stack.up({ notAfter })).to.equal("updated");
    expect(stack.lines).to.deep.equal([
      "info: password1 would outlive the access, which ends with 2026-04-19: a new password in password1, which works until 2026-04-20",
      "info: password2 goes on working until 2026-04-20",
    ]);
    const third = await stack.secret.password();
    expect(await stack.accepts(first)).to.equal(false);
    expect(await stack.up({ notAfter })).to.equal("same");

    on("2026-04-19");
    expect(await stack.accepts(second)).to.equal(true);
    expect(await stack.accepts(third)).to.equal(true);
    on("2026-04-20");
    expect(await stack.accepts(second)).to.equal(false);
    expect(await stack.accepts(third)).to.equal(false);
  });

  it("keeps its password where there is no time to tell anybody, and says what will end it", async () => {
    await stack.up();
    const first = await stack.secret.password();
    on("2026-03-25");
    expect(await stack.up({ notAfter: "2026-04-20" })).to.equal("updated");
    expect(stack.lines).to.deep.equal([
      "info: password1 would outlive the access, which ends with 2026-04-19; the first run after that day disables the token",
      "info: no new password: password1 works until 2026-04-30",
    ]);
    expect(await stack.secret.password()).to.equal(first);
  });
});
