// TokenRevocation against the emulator: only what is kept goes on working.

import { expect } from "chai";
import { azureAccess } from "../../provider/azureAccess";
import type { Call, Changes, Properties, ResourceKind } from "../../provider/protocol/resource";
import { UNKNOWN } from "../../provider/protocol/resource";
import { tokenRevocation } from "../../provider/tokenRevocation";
import { useEmulator } from "../emulator/useEmulator";

const TODAY = new Date().toISOString().slice(0, 10);
const LOCKED_OUT = `info: locked out: whoever still uses password1 of ${TODAY}, which is removed`;

describe("TokenRevocation", () => {
  const azure = useEmulator();
  let kind: ResourceKind;
  let one = "";
  let two = "";

  before(() => {
    const { environment, ca } = azure.emulator;
    const { signal } = new AbortController();
    kind = tokenRevocation({ azure: azureAccess(environment, { ca, signal, retryDelayMs: 1 }) });
  });
  beforeEach(async () => {
    await azure.arm("DELETE", "tokens/contoso-pull");
    one = await azure.givenToken("contoso-pull", ["repositories/app/api/content/read"]);
    two = await azure.givenPassword("contoso-pull", "password2");
    azure.emulator.journal.clear();
    lines.length = 0;
  });

  const id = () => `${azure.registryId}/tokens/contoso-pull`;
  const inputs = (keep: unknown): Properties => ({ tokenId: id(), revokeBefore: 2, keep });
  const lines: string[] = [];
  const call = (isPreview = false): Call => ({
    urn: "urn",
    isPreview,
    log: (severity, message) => lines.push(`${severity}: ${message}`),
  });
  const accepts = async (password: string) =>
    (await azure.login("contoso-pull", password)).status === 200;
  const requests = () =>
    azure.emulator.journal
      .entries()
      .filter(({ host }) => host === "arm")
      .map(({ operation, detail }) => [operation, detail?.passwords].filter(Boolean).join(" "));

  /** What the state holds of a slot: its name, and when its password was made. */
  const slot = async (name: string) => {
    const { body } = await azure.arm("GET", "tokens/contoso-pull");
    const { properties } = body as {
      properties: { credentials: { passwords: { name: string; creationTime: string }[] } };
    };
    azure.emulator.journal.clear();
    const listed = properties.credentials.passwords.find((password) => password.name === name);
    return { name, createdAt: new Date(listed?.creationTime ?? 0).toISOString() };
  };

  it("fails without the list of passwords to keep, and removes none", async () => {
    const error = await kind.create(inputs(undefined), call()).catch((thrown: Error) => thrown);
    expect(error)
      .to.be.instanceOf(Error)
      .with.property(
        "message",
        "TokenRevocation.keep is missing; name the passwords that go on working",
      );
    expect(await accepts(one)).to.equal(true);
    expect(await accepts(two)).to.equal(true);
  });

  it("removes every password but those that are kept", async () => {
    const kept = await slot("password2");
    const made = await kind.create(inputs([kept]), call());
    expect(made).to.deep.equal({ id: id(), inputs: inputs([kept]), outputs: {} });
    expect(requests()).to.deep.equal(["Tokens_Get", "Tokens_Update password2"]);
    expect(lines).to.deep.equal([LOCKED_OUT]);
    expect(await accepts(one)).to.equal(false);
    expect(await accepts(two)).to.equal(true);
  });

  it("says in a preview who will be locked out, and removes nothing", async () => {
    const kept = await slot("password2");
    await kind.update({ id: id(), inputs: {}, outputs: {} }, inputs([kept]), call(true));
    expect(requests()).to.deep.equal(["Tokens_Get"]);
    expect(lines).to.deep.equal([LOCKED_OUT]);
    expect(await accepts(one)).to.equal(true);
  });

  it("removes a password that was made anew in a slot that is kept", async () => {
    const kept = await slot("password2");
    const outside = await azure.givenPassword("contoso-pull", "password2");
    await kind.update({ id: id(), inputs: {}, outputs: {} }, inputs([kept]), call());
    expect(await accepts(outside)).to.equal(false);
  });

  it("removes all passwords when none is kept", async () => {
    await kind.create(inputs([]), call());
    expect(await accepts(one)).to.equal(false);
    expect(await accepts(two)).to.equal(false);
  });

  it("writes nothing when everything is kept", async () => {
    const keep = [await slot("password1"), await slot("password2")];
    await kind.create(inputs(keep), call());
    expect(requests()).to.deep.equal(["Tokens_Get"]);
  });

  it("writes nothing when the token is gone", async () => {
    await azure.arm("DELETE", "tokens/contoso-pull");
    azure.emulator.journal.clear();
    await kind.create(inputs([]), call());
    expect(requests()).to.deep.equal(["Tokens_Get", "Registries_Get"]);
  });

  it("asks Azure for nothing in a preview, whatever is not known yet", async () => {
    await kind.create(inputs(UNKNOWN), call(true));
    await kind.update({ id: id(), inputs: {}, outputs: {} }, inputs(UNKNOWN), call(true));
    expect(requests()).to.deep.equal([]);
  });

  it("removes nothing when it is deleted itself", async () => {
    await kind.delete({ id: id(), inputs: inputs([]), outputs: {} }, call());
    expect(requests()).to.deep.equal([]);
    expect(await accepts(one)).to.equal(true);
  });

  it("is known by its own inputs alone", async () => {
    const known = { id: id(), inputs: inputs([]), outputs: {} };
    expect(await kind.read(known, call())).to.deep.equal(known);
    expect(await kind.read({ ...known, inputs: {} }, call())).to.equal(undefined);
  });

  const diffs: [name: string, news: () => Properties, changes: Changes][] = [
    ["finds no change", () => inputs([]), {}],
    [
      "revokes again when what is kept changes",
      () => inputs([{ name: "password1", createdAt: "2026-03-01T00:00:00.000Z" }]),
      { keep: { kind: "update", isInput: true } },
    ],
    [
      "is another resource for another token",
      () => ({ ...inputs([]), tokenId: id().replace("contoso", "fabrikam") }),
      { tokenId: { kind: "update-replace", isInput: true } },
    ],
    [
      "is the same for the same id in another case",
      () => ({ ...inputs([]), tokenId: id().toUpperCase() }),
      { tokenId: { kind: "update", isInput: true } },
    ],
  ];
  for (const [name, news, changes] of diffs) {
    it(name, () => {
      const old = { id: id(), inputs: inputs([]), outputs: {} };
      expect(kind.diff(old, news(), call())).to.deep.equal(changes);
    });
  }
});
