// An access whose end is moved forward: the registry itself ends it in the end, and nobody is locked out before.

import { expect } from "chai";
import { useCredentialsStack } from "./credentialsStack";

describe("TokenCredentials: access that ends earlier than before", () => {
  const stack = useCredentialsStack();
  const on = (day: string) => stack.azure.emulator.clock.set(`${day}T12:00:00Z`);

  it("gets two passwords that end with it, one after the other", async () => {
    const notAfter = "2026-04-20";
    await stack.up();
    const first = stack.password;

    on("2026-03-05");
    expect(await stack.up({ notAfter })).to.equal("updated");
    expect(stack.lines).to.deep.equal([
      "info: password1 would outlive the access, which ends with 2026-04-19: a new password in password2, which works until 2026-04-20",
      "info: password1 goes on working until 2026-04-04",
    ]);
    const second = stack.password;
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
    const third = stack.password;
    expect(await stack.accepts(first)).to.equal(false);
    expect(await stack.up({ notAfter })).to.equal("same");

    on("2026-04-19");
    expect(await stack.accepts(second)).to.equal(true);
    expect(await stack.accepts(third)).to.equal(true);
    on("2026-04-20");
    expect(await stack.accepts(second)).to.equal(false);
    expect(await stack.accepts(third)).to.equal(false);
  });

  it("has both passwords as before when its end is taken back, and the next one without an overlap", async () => {
    await stack.up();
    const first = stack.password;
    on("2026-03-05");
    await stack.up({ notAfter: "2026-04-20" });
    const second = stack.password;

    on("2026-03-06");
    expect(await stack.up()).to.equal("updated");
    expect(stack.lines).to.deep.equal([
      "info: password1 goes on working until 2026-04-30",
      "info: no new password: password2 works until 2026-04-20, the next one comes on 2026-04-20",
    ]);
    for (const day of ["2026-04-04", "2026-04-19"]) {
      on(day);
      expect(await stack.up()).to.equal("same");
      expect(stack.lines).to.deep.equal([
        "info: rotation due since 2026-03-21; password1 is promised until 2026-04-30: the next one comes without an overlap on 2026-04-20, when password2 ends, or before, with `generation: 2` and `revokeBefore: 2`, which ends both; waiting until 2026-04-20",
      ]);
      expect([await stack.accepts(first), await stack.accepts(second)]).to.deep.equal([true, true]);
    }

    on("2026-04-20");
    expect(await stack.up()).to.equal("updated");
    expect(stack.lines).to.deep.equal([
      "info: rotation due since 2026-03-21: a new password in password2, which works until 2026-06-19",
      "info: password1 goes on working until 2026-04-30",
    ]);
    expect([await stack.accepts(first), await stack.accepts(stack.password)]).to.deep.equal([
      true,
      true,
    ]);
  });

  it("keeps its password where there is no time to tell anybody, and says what will end it", async () => {
    await stack.up();
    const first = stack.password;
    on("2026-03-25");
    expect(await stack.up({ notAfter: "2026-04-20" })).to.equal("updated");
    expect(stack.lines).to.deep.equal([
      "info: password1 would outlive the access, which ends with 2026-04-19; the first run after that day disables the token",
      "info: no new password: password1 works until 2026-04-30",
    ]);
    expect(stack.password).to.equal(first);
  });
});
