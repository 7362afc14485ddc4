// Rotation between the two slots: the password before works until its end, whatever happens.

import { expect } from "chai";
import { failure, NOTHING_KNOWN, published, ROTATED, stable, text } from "./outcome";
import { issuing, READ, READ_TWICE } from "./requests";
import { useSecretStack } from "./useSecretStack";

describe("TokenSecret: rotate", () => {
  const stack = useSecretStack();
  let first = "";

  beforeEach(async () => {
    await stack.up();
    first = await stack.secret.password();
  });

  const on = (day: string) => stack.azure.emulator.clock.set(`${day}T03:00:00Z`);
  const generating = (slot: string) => [...READ_TWICE, ...issuing(slot)];

  it("fails for a raised generation while both passwords are promised, and says how to go on", async () => {
    on("2026-03-31");
    await stack.up();
    const second = await stack.secret.password();
    const error = await failure(stack.up({ generation: 2 }));
    expect(text(error)).to.equal(
      "token contoso-pull: generation 1 to 2: password1 is still promised until 2026-04-30, and password2 is in use; wait until 2026-04-30, or end the older one too with `revokeBefore: 2`",
    );
    expect(stack.requests()).to.deep.equal(READ_TWICE);
    expect(await stack.accepts(first)).to.equal(true);
    expect(await stack.accepts(second)).to.equal(true);
  });

  it("only warns of that in a preview, which goes on for everybody else", async () => {
    on("2026-03-31");
    await stack.up();
    expect(await stack.up({ generation: 2 }, { isPreview: true })).to.equal("updated");
    expect(stack.lines).to.deep.equal([
      "warning: correct first: token contoso-pull: generation 1 to 2: password1 is still promised until 2026-04-30, and password2 is in use; wait until 2026-04-30, or end the older one too with `revokeBefore: 2`",
    ]);
    expect(stable(stack.preview)).to.deep.equal(NOTHING_KNOWN);
  });

  it("does nothing on the day before", async () => {
    on("2026-03-30");
    expect(await stack.up()).to.equal("same");
    expect(stack.requests()).to.deep.equal(READ);
  });

  it("issues into the other slot on the day, and the password before works on until its end", async () => {
    on("2026-03-31");
    expect(await stack.up()).to.equal("updated");
    expect(stack.requests()).to.deep.equal(generating("password2"));
    expect(stack.lines).to.deep.equal([
      "info: rotation due since 2026-03-31: a new password in password2, which works until 2026-05-30",
      "info: password1 goes on working until 2026-04-30",
    ]);
    expect(stable(stack.state?.outputs)).to.deep.equal(published(stack, ROTATED));
    expect(await stack.accepts(first)).to.equal(true);
    expect(await stack.isHandedOutAccepted()).to.equal(true);
    on("2026-04-29");
    expect(await stack.accepts(first)).to.equal(true);
  });

  it("previews a rotation without asking Azure for one", async () => {
    on("2026-03-31");
    expect(await stack.up({}, { isPreview: true })).to.equal("updated");
    expect(stack.requests()).to.deep.equal(READ);
    expect(stable(stack.preview)).to.deep.equal({
      ...published(stack, ROTATED),
      secretVersion: "<unknown>",
      issuedAt: "<unknown>",
      slots: "<unknown>",
    });
  });

  it("goes back and forth between the slots, and one password always works", async () => {
    const days = ["2026-03-31", "2026-04-30", "2026-05-30", "2026-06-29"];
    const slots: unknown[] = [];
    for (const day of days) {
      on(day);
      const before = await stack.secret.password();
      expect(await stack.up()).to.equal("updated");
      slots.push(stack.state?.outputs.currentSlot);
      expect(await stack.accepts(before)).to.equal(true);
      expect(await stack.isHandedOutAccepted()).to.equal(true);
      expect(await stack.up()).to.equal("same");
    }
    expect(slots).to.deep.equal(["password2", "password1", "password2", "password1"]);
  });

  it("only mentions what is due in a run that may not rotate", async () => {
    on("2026-04-05");
    expect(await stack.up({}, { mayRotate: false })).to.equal("same");
    expect(stack.requests()).to.deep.equal(READ);
    expect(stack.lines).to.deep.equal([
      "info: rotation due since 2026-03-31; not rotated in this run",
    ]);
  });

  it("makes up for a run that is later than the end, in the current slot", async () => {
    on("2026-08-01");
    expect(await stack.accepts(first)).to.equal(false);
    await stack.up();
    expect(stack.requests()).to.deep.equal(generating("password1"));
    expect(await stack.isHandedOutAccepted()).to.equal(true);
  });

  it("issues at once for a raised generation, and the password before works on", async () => {
    await stack.up({ generation: 2 });
    expect(stack.requests()).to.deep.equal(generating("password2"));
    expect(stack.lines).to.deep.equal([
      "info: generation 1 to 2: a new password in password2, which works until 2026-05-30, longer than lifetimeDays, because password1 is promised until 2026-04-30",
      "info: password1 goes on working until 2026-04-30",
    ]);
    expect(await stack.accepts(first)).to.equal(true);
    expect(await stack.isHandedOutAccepted()).to.equal(true);
  });

  it("ends an older promise for a raised generation that revokes it, and says whose", async () => {
    on("2026-03-31");
    await stack.up();
    await stack.up({ generation: 2, revokeBefore: 2 });
    expect(stack.requests()).to.deep.equal([
      ...generating("password1"),
      "GetToken 200",
      "PatchToken credentials 200",
    ]);
    expect(stack.lines).to.deep.equal([
      "info: locked out: whoever still uses password1 of 2026-03-01",
      "info: generation 1 to 2: a new password in password1, which works until 2026-05-30",
      "info: locked out: whoever still uses password2 of 2026-03-31, which is removed",
    ]);
    expect(await stack.accepts(first)).to.equal(false);
    expect(await stack.isHandedOutAccepted()).to.equal(true);
  });

  it("rotates nothing while suspended, and on resuming after the end issues into the current slot", async () => {
    await stack.up({ enabled: false });
    on("2026-06-01");
    expect(await stack.up({ enabled: false })).to.equal("same");
    expect(stack.requests()).to.deep.equal(READ);
    expect(await stack.up()).to.equal("updated");
    expect(stack.requests()).to.deep.equal([
      ...READ_TWICE,
      "PatchToken status 200",
      ...issuing("password1"),
    ]);
    expect(await stack.isHandedOutAccepted()).to.equal(true);
  });

  it("turns to passwords without an end and back, and gives notice before it ends one", async () => {
    await stack.up({ rotation: "manual" });
    on("2026-03-31");
    await stack.up({ rotation: "manual" });
    const second = await stack.secret.password();
    expect(stack.state?.outputs.expiresAt).to.equal(undefined);
    on("2026-04-30");
    await stack.up({ rotation: "manual", generation: 2 });
    on("2026-08-01");
    expect(await stack.up({ rotation: "manual", generation: 2 })).to.equal("same");
    expect(stack.lines).to.deep.equal([
      "info: password1 of 2026-04-30 is older than 60 days and rotation is manual; raise `generation` for a new one",
    ]);

    expect(await stack.up({ generation: 2 })).to.equal("updated");
    expect(stack.lines).to.deep.equal([
      "info: rotation due since 2026-05-30; password2 is promised until 2026-08-31; waiting until 2026-08-31",
      "info: password2 goes on working until 2026-08-31",
      "info: no new password: password1 works without an end",
    ]);
    on("2026-08-30");
    expect(await stack.up({ generation: 2 })).to.equal("same");
    expect(await stack.accepts(second)).to.equal(true);
    on("2026-08-31");
    expect(await stack.up({ generation: 2 })).to.equal("updated");
    expect(stack.requests()).to.deep.equal(generating("password2"));
  });
});
