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
    Object.assign(expected["contoso-secret"]?.inputs ?? {}, { adoptsToken: true });
    expect(await children(entry)).to.deep.equal(expected);
  });

  it("imports the token alone where it has a scope map of another name", async () => {
    const entry = "repositories: [app/api]\ntokenName: contoso-pull\nadopt: [token]";
    const expected = plain();
    Object.assign(expected["contoso-token"]?.options ?? {}, IMPORTED);
    Object.assign(expected["contoso-secret"]?.inputs ?? {}, { adoptsToken: true });
    expect(await children(entry)).to.deep.equal(expected);
  });

  it("takes over the secret of another stack, which is imported by nobody", async () => {
    const entry =
      "repositories: [app/api]\ntokenName: contoso-pull\nadopt: [token, scopeMap, secret]";
    const { "contoso-secret": secret } = await children(entry);
    const expected = plain()["contoso-secret"];
    Object.assign(expected?.inputs ?? {}, { adoptsToken: true, adoptsSecret: true });
    expect(secret).to.deep.equal(expected);
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
    Object.assign(expected["contoso-secret"]?.inputs ?? {}, { adoptsToken: true });
    const { import: _, ...rest } = { ...IMPORTED, beforeCreate: ["guard"] };
    Object.assign(expected["contoso-token"]?.options ?? {}, rest);
    // Outside of a preview its import fails, for its customer alone.
    Object.assign(expected["contoso-scope-map"]?.options ?? {}, { import: SCOPE_MAP_ID });
    expect(await children(entry, { args: { takeoverGuard }, answers })).to.deep.equal(expected);
  });

  it("imports nothing of an offboarded customer, so that the state has the order of deletion", async () => {
    const entry =
      "repositories: [app/api]\ntokenName: contoso-pull\nadopt: [token, scopeMap, secret]\nstate: offboarded";
    const {
      "contoso-token": token,
      "contoso-scope-map": scopeMap,
      "contoso-secret": secret,
    } = await children(entry);
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
      dependsOn: ["access-guard", "access-suffix"],
      ignoreChanges: ["azureApiVersion"],
      aliases: 0,
    });
    expect(secret?.inputs).to.deep.equal({ ...plain()["contoso-secret"]?.inputs, enabled: false });
  });
});
