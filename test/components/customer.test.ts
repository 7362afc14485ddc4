// What one customer gets: every child with its exact inputs and options, for each way a customer can be.

import type * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { refuseCreation } from "../../components/absence";
import type { CustomerAccessArgs } from "../../components/customerAccess";
import { CASES } from "./customerCases";
import { customerAccess, SCOPE_MAP_ID, TOKEN_ID, withFile } from "./customers";
import { type Answers, type Declared, declared } from "./declared";
import { plain } from "./plainCustomer";

/** The children of the one customer in a file, by name, in alphabetical order. */
async function children(
  entry: string,
  options: { args?: Partial<CustomerAccessArgs>; answers?: Answers } = {},
): Promise<Record<string, Declared>> {
  const yaml = `customers:\n  contoso:\n    ${entry.trim().replaceAll("\n", "\n    ")}\n`;
  const { resources } = await withFile(yaml, (path) =>
    declared(() => customerAccess(path, options.args), options.answers),
  );
  const own = resources.filter(({ parent }) => parent === "contoso");
  own.sort((one, other) => one.name.localeCompare(other.name));
  return Object.fromEntries(own.map((child) => [child.name, child]));
}

describe("a customer's children", () => {
  for (const { name, entry, args = {}, answers = {}, inputs = {}, protect = true } of CASES) {
    it(`declares ${name}`, async () => {
      const expected = plain();
      for (const child of Object.values(expected)) {
        Object.assign(child.inputs, inputs[child.name]);
        child.options.protect = protect;
        if (!protect) delete child.options.retainOnDelete;
      }
      expect(await children(entry, { args, answers })).to.deep.equal(expected);
    });
  }

  /** An import waits for nothing that can fail. */
  const IMPORTED = { import: TOKEN_ID, dependsOn: ["access-guard"] };

  it("imports what is adopted, under the ids of its own names, and waits with neither for anything but the guard", async () => {
    const entry = "repositories: [app/api]\ntokenName: contoso-pull\nadopt: [token, scopeMap]";
    const expected = plain();
    Object.assign(expected["contoso-token"]?.options ?? {}, IMPORTED);
    Object.assign(expected["contoso-scope-map"]?.options ?? {}, { import: SCOPE_MAP_ID });
    expect(await children(entry)).to.deep.equal(expected);
  });

  it("imports the token alone where it has a scope map of another name", async () => {
    const entry = "repositories: [app/api]\ntokenName: contoso-pull\nadopt: [token]";
    const expected = plain();
    Object.assign(expected["contoso-token"]?.options ?? {}, IMPORTED);
    expect(await children(entry)).to.deep.equal(expected);
  });

  it("declares what is not there without the import, and with the hook that refuses to make it", async () => {
    const entry = "repositories: [app/api]\ntokenName: contoso-pull\nadopt: [token, scopeMap]";
    // As one that is registered, for which there is no engine here.
    const registered = { name: "guard", callback: refuseCreation, __pulumiResourceHook: true };
    const takeoverGuard = registered as unknown as pulumi.ResourceHook;
    const missing = { isMissing: true, words: "there is none" };
    const unread = { isMissing: false, words: "it could not be read" };
    const absent = [
      { id: TOKEN_ID, ...missing },
      { id: SCOPE_MAP_ID, ...unread },
    ];
    const answers = { "acr-credentials:index:absence": { absent } };
    const expected = plain();
    const { import: _, ...rest } = { ...IMPORTED, beforeCreate: ["guard"] };
    Object.assign(expected["contoso-token"]?.options ?? {}, rest);
    // Outside of a preview its import fails, for its customer alone.
    Object.assign(expected["contoso-scope-map"]?.options ?? {}, { import: SCOPE_MAP_ID });
    expect(await children(entry, { args: { takeoverGuard }, answers })).to.deep.equal(expected);
  });

  it("imports nothing of an offboarded customer, so that the state has the order of deletion", async () => {
    const entry =
      "repositories: [app/api]\ntokenName: contoso-pull\nadopt: [token, scopeMap]\nstate: offboarded";
    const { "contoso-token": token, "contoso-scope-map": scopeMap } = await children(entry);
    expect(token?.options).to.deep.equal({
      protect: false,
      deleteBeforeReplace: false,
      dependsOn: ["contoso-scope-map"],
      ignoreChanges: ["scopeMapId", "status", "credentials", "azureApiVersion"],
      aliases: 0,
    });
    expect(scopeMap?.options).to.deep.equal({
      protect: false,
      deleteBeforeReplace: false,
      dependsOn: ["access-guard"],
      ignoreChanges: ["azureApiVersion"],
      aliases: 0,
    });
  });

  it("asks the hook about errors of the secret alone", async () => {
    const conflictRetry = { name: "retry-conflicts", callback: () => false };
    const expected = plain();
    Object.assign(expected["contoso-secret"]?.options ?? {}, { onError: ["retry-conflicts"] });
    const entry = "repositories: [app/api]";
    expect(await children(entry, { args: { conflictRetry } })).to.deep.equal(expected);
  });

  it("adds a revocation after the secret, which keeps what is not revoked", async () => {
    const entry = "repositories: [app/api]\ncredential: { generation: 2, revokeBefore: 2 }";
    const slots = [
      { name: "password1", createdAt: "2026-03-01T12:34:56.789Z", generation: 2 },
      { name: "password2", createdAt: "2026-01-01T10:00:00.000Z", generation: 1 },
    ];
    const answers = { "acr-credentials:index:TokenCredentials": { slots } };
    const expected = plain();
    Object.assign(expected["contoso-credentials"]?.inputs ?? {}, {
      generation: 2,
      revokeBefore: 2,
    });
    expect(await children(entry, { answers })).to.deep.equal({
      ...expected,
      "contoso-revocation": {
        type: "acr-credentials:index:TokenRevocation",
        name: "contoso-revocation",
        parent: "contoso",
        inputs: {
          tokenId: TOKEN_ID,
          revokeBefore: 2,
          keep: [{ name: "password1", createdAt: "2026-03-01T12:34:56.789Z" }],
        },
        options: {
          protect: false,
          dependsOn: ["contoso-credentials", "contoso-secret"],
          ignoreChanges: [],
          aliases: 0,
        },
      },
    });
  });

  it("declares what waits for credentials that were not made, of which the engine knows what a preview does", async () => {
    const entry = "repositories: [app/api]\ncredential: { generation: 2, revokeBefore: 2 }";
    const answers = {
      "acr-credentials:index:TokenCredentials": { issuedAt: undefined, slots: undefined },
    };
    const declaredThen = await children(entry, { answers });
    expect(declaredThen["contoso-secret"]?.inputs.tags).to.deep.equal({
      CredentialId: "password1",
      ProviderAddress: TOKEN_ID,
    });
    expect(declaredThen["contoso-revocation"]?.inputs).to.deep.equal({
      tokenId: TOKEN_ID,
      revokeBefore: 2,
    });
  });
});
