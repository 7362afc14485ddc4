// A token that is adopted: what a preview says about it, and that the run does exactly that.

import { expect } from "chai";
import { type Properties, UNKNOWN } from "../../../../provider/protocol/resource";
import { failure, NOTHING_KNOWN, stable, text } from "../outcome";
import { issuing, READ, READ_FIRST, READ_FIRST_TWICE, READ_TAKEN } from "../requests";
import { useSecretStack } from "../useSecretStack";

const ADOPTED = { adoptsToken: true };

describe("TokenSecret: adopt", () => {
  const stack = useSecretStack();

  /** Another spelling of the token's name, which is the same to Azure. */
  const shouted = () => ({ tokenId: stack.tokenId.replace("contoso-pull", "Contoso-Pull") });

  /** The token, as somebody made it by hand: bound to a scope map of another name. */
  const madeByHand = async (status: "enabled" | "disabled") => {
    const scopeMapId = `${stack.azure.registryId}/scopeMaps/by-hand`;
    await stack.byHand("PUT", "scopeMaps/by-hand", { actions: [] });
    await stack.byHand("PATCH", "tokens/contoso-pull", { status, scopeMapId });
  };

  it("refuses when both passwords are taken: a preview warns, and goes on for everybody else", async () => {
    await stack.azure.givenPassword("contoso-pull", "password1");
    await stack.azure.givenPassword("contoso-pull", "password2");
    await madeByHand("disabled");
    const why =
      "token contoso-pull: both passwords of the token are taken (password1 of 2026-03-01 and password2 of 2026-03-01) and either may be in use; find out which one nobody uses, remove it with `az acr token credential delete --registry vendorimages --name contoso-pull --password1` (or `--password2`), and run again";
    await stack.up(ADOPTED, { isPreview: true });
    expect(stack.lines).to.deep.equal([`warning: correct first: ${why}`]);
    expect(stable(stack.preview)).to.deep.equal(NOTHING_KNOWN);
    expect(stack.requests()).to.deep.equal(READ_TAKEN);
    const error = await failure(stack.up(ADOPTED));
    expect(text(error)).to.equal(why);
    expect(stack.lines).to.deep.equal([]);
    expect(stack.requests()).to.deep.equal(READ_FIRST_TWICE);
  });

  describe("in the preview of a run that would create", () => {
    const OTHERWISE = "to adopt what exists, or give the customer another tokenName";
    const cases: [what: string, inputs: Properties, requests: string[], warning: string][] = [
      [
        "the token",
        { tokenIs: UNKNOWN },
        READ_FIRST,
        `token contoso-pull already exists: add \`adopt: [token]\` ${OTHERWISE}`,
      ],
      [
        "the scope map",
        { tokenIs: "its id", scopeMapIs: UNKNOWN },
        [...READ_FIRST, "GetScopeMap 200"],
        "scope map contoso-pull already exists: add scopeMap to adopt",
      ],
      [
        "both",
        { tokenIs: UNKNOWN, scopeMapIs: UNKNOWN },
        [...READ_FIRST, "GetScopeMap 200"],
        `token contoso-pull and scope map contoso-pull already exist: add \`adopt: [token, scopeMap]\` ${OTHERWISE}`,
      ],
    ];
    for (const [what, inputs, requests, warning] of cases) {
      it(`warns that ${what} exists, and promises no password`, async () => {
        await stack.up(inputs, { isPreview: true });
        expect(stack.lines).to.deep.equal([`warning: correct first: ${warning}`]);
        expect(stable(stack.preview)).to.deep.equal(NOTHING_KNOWN);
        expect(stack.requests()).to.deep.equal(requests);
      });
    }

    it("warns that the scope map exists where the token does not, and promises no password", async () => {
      const tokenId = stack.tokenId.replace("contoso-pull", "lone-pull");
      await stack.up({ tokenId, tokenIs: UNKNOWN, scopeMapIs: UNKNOWN }, { isPreview: true });
      expect(stack.lines).to.deep.equal([
        "warning: correct first: scope map contoso-pull already exists: add `adopt: [scopeMap]`",
      ]);
      expect(stable(stack.preview)).to.deep.equal(NOTHING_KNOWN);
    });

    for (const [name, complaint] of [
      [
        "contoso--pull",
        "does not consist of letters and digits with single hyphens between them, and Azure creates no such token",
      ],
      ["c".repeat(50), "has 50 characters, and Azure creates a token of at most 49"],
    ] as const) {
      const tokenId = () => stack.tokenId.replace("contoso-pull", name);

      it(`warns that Azure makes no token ${name.slice(0, 13)}`, async () => {
        await stack.up({ tokenId: tokenId(), tokenIs: UNKNOWN }, { isPreview: true });
        expect(stack.lines).to.deep.equal([
          `warning: correct first: token ${name} does not exist, and its name ${complaint}: give another tokenName`,
        ]);
        expect(stable(stack.preview)).to.deep.equal(NOTHING_KNOWN);
      });

      it(`lets a token ${name.slice(0, 13)} be that exists`, async () => {
        const scopeMapId = `${stack.azure.registryId}/scopeMaps/contoso-pull`;
        await stack.byHand("PUT", `tokens/${name}`, { status: "enabled", scopeMapId });
        await stack.up({ tokenId: tokenId(), tokenIs: tokenId() }, { isPreview: true });
        expect(stack.lines.filter((line) => line.includes("correct first"))).to.deep.equal([]);
        await stack.azure.arm("DELETE", `tokens/${name}`);
      });
    }

    it("says nothing of what does not exist, and keeps nothing of it in the state", async () => {
      await stack.azure.arm("DELETE", "tokens/contoso-pull");
      await stack.azure.arm("DELETE", "scopeMaps/contoso-pull");
      await stack.up({ tokenIs: UNKNOWN, scopeMapIs: UNKNOWN }, { isPreview: true });
      expect(stack.lines).to.deep.equal([]);
      expect(stable(stack.preview)).to.include({ username: "contoso-pull" });
      await stack.byHand("PUT", "scopeMaps/contoso-pull", { actions: [] });
      await stack.declare();
      await stack.up({ tokenIs: "its id", scopeMapIs: "its id" });
      expect(stack.state?.inputs).to.deep.equal(stack.inputs());
    });
  });

  it("warns in a preview of a name that the registry spells in another case, while it can be corrected", async () => {
    await stack.up(shouted(), { isPreview: true });
    expect(stack.lines).to.deep.equal([
      "warning: correct first: the registry spells this token contoso-pull, not Contoso-Pull, and logging in needs that spelling; write tokenName: contoso-pull before the first run, as it cannot be corrected later",
    ]);
  });

  it("says of status and scope map only what was done, where the run then fails", async () => {
    await madeByHand("disabled");
    const { faults } = stack.azure.emulator;
    const patch = { method: "PATCH", path: "/tokens/", status: 403, code: "AuthorizationFailed" };
    faults.add(patch);
    expect(text(await failure(stack.up(ADOPTED)))).to.match(/^updating token contoso-pull: 403/);
    expect(stack.lines).to.deep.equal([]);
    faults.add({ operation: "Registries_GenerateCredentials", status: 403 });
    expect(text(await failure(stack.up(ADOPTED)))).to.match(
      /^generating password1 of token.*: 403/,
    );
    expect(stack.lines).to.deep.equal([
      "info: the token was disabled; it is enabled again",
      "info: the token was bound to scope map by-hand; it is bound to scope map contoso-pull",
    ]);
  });

  it("goes on with that name in a run, with a warning and the user name that logs in", async () => {
    await stack.up(shouted());
    expect(stack.lines).to.deep.equal([
      "warning: the registry spells this token contoso-pull, not Contoso-Pull, and logging in needs that spelling",
    ]);
    expect(stack.state?.outputs.username).to.equal("contoso-pull");
    expect(await stack.isHandedOutAccepted()).to.equal(true);
  });

  it("fails no preview because Azure cannot be read, and does not ask again", async () => {
    const { faults } = stack.azure.emulator;
    faults.add({ path: "/tokens/", status: 403, code: "AuthorizationFailed" });
    await stack.up(ADOPTED, { isPreview: true });
    expect(stack.requests()).to.deep.equal(["GetToken 403"]);
    expect(stack.lines).to.deep.equal([]);
    expect(stable(stack.preview)).to.include({ currentSlot: "<unknown>", slots: "<unknown>" });
    await stack.up(ADOPTED, { isPreview: true });
    expect(stack.requests()).to.deep.equal([]);
    expect(await stack.up(ADOPTED)).to.equal("created");
  });

  it("says in a preview what the run then does", async () => {
    const adopted = await stack.azure.givenPassword("contoso-pull", "password2");
    await madeByHand("disabled");
    const lines = [
      "info: the token was disabled; it is enabled again",
      "info: the token was bound to scope map by-hand; it is bound to scope map contoso-pull",
      "info: first password: a new password in password1, which works until 2026-04-30",
      "info: password2 works again until 2026-03-31",
    ];
    await stack.up(ADOPTED, { isPreview: true });
    expect(stack.requests()).to.deep.equal(READ_TAKEN);
    expect(stack.lines).to.deep.equal(lines);
    expect(stable(stack.preview)).to.include({ currentSlot: "password1", rotateOn: "2026-03-31" });

    await stack.up(ADOPTED);
    expect(stack.lines).to.deep.equal(lines);
    expect(stack.requests()).to.deep.equal([
      ...READ_FIRST_TWICE,
      "PatchToken scopeMapId,status 200",
      ...issuing("password1", { isFirst: true }),
    ]);
    expect(stack.state?.outputs).to.not.have.property("drift");
    expect(await stack.accepts(adopted)).to.equal(true);
    expect(await stack.isHandedOutAccepted()).to.equal(true);
    expect(await stack.up(ADOPTED)).to.equal("same");
  });

  it("leaves a token without passwords disabled where the file says so, and says what changes", async () => {
    await madeByHand("disabled");
    await stack.up({ ...ADOPTED, enabled: false }, { isPreview: true });
    expect(stack.lines).to.deep.equal([
      "info: the token was bound to scope map by-hand; it is bound to scope map contoso-pull",
    ]);
  });

  it("takes the end that an adopted password has of its own", async () => {
    await stack.azure.givenPassword("contoso-pull", "password1", "2026-03-20T10:00:00Z");
    await stack.up(ADOPTED, { isPreview: true });
    expect(stack.lines.at(-1)).to.equal("info: password1 goes on working until 2026-03-20");
  });

  it("locks out who uses it where the file says suspended, and says that none works on", async () => {
    const adopted = await stack.azure.givenPassword("contoso-pull", "password1");
    const lines = [
      "info: the token was enabled; it is disabled; its passwords are kept",
      "info: locked out: whoever uses password1 of 2026-03-01, while the token is disabled",
    ];
    await stack.up({ ...ADOPTED, enabled: false }, { isPreview: true });
    expect(stack.lines).to.deep.equal(lines);
    await stack.up({ ...ADOPTED, enabled: false });
    expect([...stack.lines].sort()).to.deep.equal([...lines].sort());
    expect(await stack.accepts(adopted)).to.equal(false);
  });

  it("announces no end where passwords are renewed by hand", async () => {
    const adopted = await stack.azure.givenPassword("contoso-pull", "password1");
    await stack.up({ ...ADOPTED, rotation: "manual" });
    expect(stack.lines).to.deep.equal([
      "info: first password: a new password in password2, which works without an end",
      "info: password1 goes on working",
    ]);
    stack.azure.emulator.clock.advanceDays(3650);
    await stack.up({ ...ADOPTED, rotation: "manual" });
    expect(stack.requests()).to.deep.equal(READ);
    expect(await stack.accepts(adopted)).to.equal(true);
    expect(await stack.isHandedOutAccepted()).to.equal(true);
  });

  it("holds the adopted password until the end announced for it, and then takes its slot", async () => {
    const adopted = await stack.azure.givenPassword("contoso-pull", "password1");
    await stack.up(ADOPTED);
    const second = await stack.secret.password();
    stack.azure.emulator.clock.set("2026-03-30T23:59:58Z");
    expect(await stack.up(ADOPTED)).to.equal("same");
    expect(await stack.accepts(adopted)).to.equal(true);
    stack.azure.emulator.clock.set("2026-03-31T00:00:00Z");
    expect(await stack.up(ADOPTED)).to.equal("updated");
    expect(stack.requests()).to.include("Generate password1 200");
    expect(await stack.accepts(adopted)).to.equal(false);
    expect(await stack.accepts(second)).to.equal(true);
    expect(await stack.isHandedOutAccepted()).to.equal(true);
  });
});
