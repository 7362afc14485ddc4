// generateCredentials over HTTP: which slots change, what is shown, what is refused.
import { expect } from "chai";
import { stable } from "../bodies";
import { useEmulator } from "../useEmulator";

describe("emulated generateCredentials", () => {
  const azure = useEmulator();
  const generate = (token: string, more: object = {}) =>
    azure.arm("POST", "generateCredentials", {
      tokenId: `${azure.registryId}/tokens/${token}`,
      ...more,
    });
  const given = (name: string) =>
    azure.arm("PUT", `tokens/${name}`, {
      properties: { scopeMapId: `${azure.registryId}/scopeMaps/_repositories_pull` },
    });
  const values = (body: unknown) =>
    (body as { passwords: { value?: string }[] }).passwords.map(({ value }) => value ?? "");

  it("lists only the asked slot of a fresh token, with its value", async () => {
    await given("Fresh-Token");
    const { status, body } = await generate("fresh-token", { name: "password2" });

    expect(status).to.equal(200);
    expect(JSON.stringify(stable(body))).to.equal(
      JSON.stringify({
        username: "Fresh-Token",
        passwords: [{ creationTime: "<time>", name: "password2", value: "<password>" }],
      }),
    );
  });

  it("shows the other slot without its value", async () => {
    await given("other-token");
    await generate("other-token", { name: "password2" });
    const { body } = await generate("other-token", { name: "password1" });

    expect(stable(body)).to.deep.equal({
      username: "other-token",
      passwords: [
        { creationTime: "<time>", name: "password1", value: "<password>" },
        { creationTime: "<time>", name: "password2" },
      ],
    });
  });

  it("makes both slots again when no name is given, so that both old passwords stop", async () => {
    await given("both-token");
    const before = values((await generate("both-token")).body);
    const after = values((await generate("both-token")).body);

    expect(new Set([...before, ...after]).size).to.equal(4);
    for (const password of before) {
      expect((await azure.login("both-token", password)).status).to.equal(401);
    }
    for (const password of after) {
      expect((await azure.login("both-token", password)).status).to.equal(200);
    }
  });

  it("leaves the other password working", async () => {
    await given("calm-token");
    const first = await azure.givenPassword("calm-token", "password1");
    const second = await azure.givenPassword("calm-token", "password2");

    expect((await azure.login("calm-token", first)).status).to.equal(200);
    expect((await azure.login("calm-token", second)).status).to.equal(200);
  });

  for (const { asked, shown } of [
    { asked: "2100-12-31T12:59:59Z", shown: "2100-12-31T12:59:59+00:00" },
    { asked: "2099-12-31T00:00:00+02:00", shown: "2099-12-30T22:00:00+00:00" },
    { asked: "2099-12-31T00:00:10.250Z", shown: "2099-12-31T00:00:10.25+00:00" },
  ]) {
    it(`answers and keeps the expiry ${asked} as ${shown}`, async () => {
      await given("dated-token");
      const { body } = await generate("dated-token", { name: "password1", expiry: asked });
      const { body: token } = await azure.arm("GET", "tokens/dated-token");

      const password = { creationTime: "<time>", expiry: shown, name: "password1" };
      expect(stable(body)).to.deep.equal({
        username: "dated-token",
        passwords: [{ ...password, value: "<password>" }],
      });
      expect(stable(token)).to.have.deep.nested.property("properties.credentials", {
        passwords: [password],
      });
    });
  }

  it("does not touch the token's systemData", async () => {
    const { body } = await given("untouched-token");
    await generate("untouched-token");
    const after = await azure.arm("GET", "tokens/untouched-token");

    type Shown = { systemData: unknown };
    expect((after.body as Shown).systemData).to.deep.equal((body as Shown).systemData);
  });

  it("accepts the new value of a regenerated slot only after the delay, and the old one never", async () => {
    await given("slow-token");
    const old = await azure.givenPassword("slow-token", "password1");
    azure.emulator.behaviours.regeneratedSlotDelaySeconds = 86_400;
    const regenerated = await azure.givenPassword("slow-token", "password1");
    const other = await azure.givenPassword("slow-token", "password2");
    azure.emulator.behaviours.regeneratedSlotDelaySeconds = 0;

    const statuses = async () => [
      (await azure.login("slow-token", old)).status,
      (await azure.login("slow-token", regenerated)).status,
      (await azure.login("slow-token", other)).status,
    ];
    expect(await statuses()).to.deep.equal([401, 401, 200]);
    azure.emulator.clock.advanceDays(1);
    expect(await statuses()).to.deep.equal([401, 200, 200]);
  });

  for (const { what, change, status, error } of [
    {
      what: "a token that is not there",
      change: { tokenId: "/subscriptions/x/tokens/nobody" },
      status: 404,
      error: { code: "ResourceNotFound", message: "The resource nobody could not be found." },
    },
    {
      what: "a third password",
      change: { name: "password3" },
      status: 400,
      error: {
        code: "BadRequest",
        message: "The password name must be 'password1' or 'password2'.",
      },
    },
    {
      what: "an expiry that is no time",
      change: { expiry: "soon" },
      status: 400,
      error: { code: "BadRequest", message: "The property 'expiry' must be a time in ISO 8601." },
    },
    {
      what: "an expiry in the past",
      change: { expiry: "2001-01-01T00:00:00Z" },
      status: 400,
      error: { code: "BadRequest", message: "The property 'expiry' must be in the future." },
    },
    {
      what: "no token",
      change: { tokenId: undefined },
      status: 400,
      error: { code: "BadRequest", message: "The property 'tokenId' is required." },
    },
  ]) {
    it(`refuses ${what}, and changes nothing`, async () => {
      await given("strict-token");
      const before = await azure.arm("GET", "tokens/strict-token");
      const answer = await generate("strict-token", change);
      const after = await azure.arm("GET", "tokens/strict-token");

      expect([answer.status, (answer.body as { error: unknown }).error]).to.deep.equal([
        status,
        error,
      ]);
      expect(after.body).to.deep.equal(before.body);
    });
  }

  it("makes passwords of 52 characters, no two alike", async () => {
    await given("format-token");
    const made = new Set<string>();
    for (let round = 0; round < 20; round += 1) {
      for (const value of values((await generate("format-token")).body)) {
        expect(value).to.match(/^[A-Za-z0-9+/]{42}\+ACR[A-D][A-Za-z0-9+/]{5}$/);
        made.add(value);
      }
    }
    expect(made.size).to.equal(40);
  });

  it("notes in the journal which slot it was, and no value", async () => {
    await given("noted-token");
    const value = await azure.givenPassword("noted-token", "password2");
    const entries = azure.emulator.journal.entries();
    const last = entries
      .filter(({ operation }) => operation === "Registries_GenerateCredentials")
      .at(-1);

    expect(last?.detail).to.deep.equal({ tokenName: "noted-token", passwordName: "password2" });
    expect(JSON.stringify(entries)).not.to.include(value);
  });
});
