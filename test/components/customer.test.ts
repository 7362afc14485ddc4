// What one customer gets: every child with its exact inputs and options, for each way a customer can be.

import type * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import type { AdoptionGuard } from "../../components/adoptionProblems";
import type { CustomerAccessArgs } from "../../components/customerAccess";
import { CASES } from "./customerCases";
import { customerAccess, SCOPE_MAP_ID, TOKEN_ID, withFile } from "./customers";
import { type Answers, type Declared, declared } from "./declared";
import { plain } from "./plainCustomer";

const fileOf = (entry: string) =>
  `customers:\n  contoso:\n    ${entry.trim().replaceAll("\n", "\n    ")}\n`;

/** Nothing is in the way. */
const NONE: Answers = { "acr-credentials:index:adoptionProblems": { adoptionProblems: [] } };

/** The children of the one customer in a file, by name, in alphabetical order. */
async function children(
  entry: string,
  options: { args?: Partial<CustomerAccessArgs>; answers?: Answers } = {},
): Promise<Record<string, Declared>> {
  const { resources } = await withFile(fileOf(entry), (path) =>
    declared(() => customerAccess(path, options.args), { ...NONE, ...options.answers }),
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

  it("adopts the secret of another stack, which is imported by nobody", async () => {
    const entry =
      "repositories: [app/api]\ntokenName: contoso-pull\nadopt: [token, scopeMap, secret]";
    const { "contoso-secret": secret } = await children(entry);
    const expected = plain()["contoso-secret"];
    Object.assign(expected?.inputs ?? {}, { adoptsToken: true, adoptsSecret: true });
    expect(secret).to.deep.equal(expected);
  });

  describe("where something is in the way", () => {
    const entry = "repositories: [app/api]\ntokenName: contoso-pull\nadopt: [token, scopeMap]";
    const refusals: Record<string, string> = {};
    // As one that is registered, for which there is no engine here.
    const registered = (name: string) =>
      ({ name, callback: () => {}, __pulumiResourceHook: true }) as unknown as pulumi.ResourceHook;
    const adoptionGuard: AdoptionGuard = {
      refuse(name, words) {
        refusals[name] = words;
        return registered("guard");
      },
      watch: () => registered("watch"),
    };
    const WATCHED = { beforeUpdate: ["watch"] };
    const answered = async (args: Partial<CustomerAccessArgs>, ...adoptionProblems: object[]) => {
      for (const name of Object.keys(refusals)) delete refusals[name];
      const answers = { "acr-credentials:index:adoptionProblems": { adoptionProblems } };
      return children(entry, { args, answers });
    };
    const expected = (options: object, { isRefused }: { isRefused: boolean }) => {
      const all = plain();
      const inputs = { adoptsToken: true, ...(isRefused ? { isRefused: true } : {}) };
      Object.assign(all["contoso-secret"]?.inputs ?? {}, inputs);
      Object.assign(all["contoso-token"]?.options ?? {}, options, { dependsOn: ["access-guard"] });
      return all;
    };
    const missing = { id: TOKEN_ID, kind: "missing", words: "there is none" };
    const [owned, unread, held] = ["owned", "unread", "held"].map((kind) =>
      [SCOPE_MAP_ID, TOKEN_ID].map((id) => ({ id, kind, words: `${kind}` })),
    ) as [object[], object[], object[]];

    it("declares what is not there without the import, and with the hook that refuses to make it", async () => {
      const all = expected({ beforeCreate: ["guard"] }, { isRefused: false });
      Object.assign(all["contoso-scope-map"]?.options ?? {}, { import: SCOPE_MAP_ID, ...WATCHED });
      expect(await answered({ adoptionGuard }, missing)).to.deep.equal(all);
      expect(refusals).to.deep.equal({ "contoso-token": "there is none" });
    });

    for (const [kind, found] of Object.entries({ unread, held })) {
      it(`imports nothing where it is ${kind}`, async () => {
        const all = expected({ beforeCreate: ["guard"] }, { isRefused: true });
        Object.assign(all["contoso-scope-map"]?.options ?? {}, {
          beforeCreate: ["guard"],
          ...WATCHED,
        });
        expect(await answered({ adoptionGuard }, ...found)).to.deep.equal(all);
        expect(refusals).to.deep.equal({ "contoso-scope-map": kind, "contoso-token": kind });
      });
    }

    it("imports nothing that another stack owns, and does not write it over where it is in the state", async () => {
      const all = expected({ beforeCreate: ["guard"] }, { isRefused: true });
      Object.assign(all["contoso-scope-map"]?.options ?? {}, {
        beforeCreate: ["guard"],
        ...WATCHED,
      });
      expect(await answered({ adoptionGuard }, ...owned)).to.deep.equal(all);
    });

    it("overwrites what another stack declares only where the entry adopts all of it", async () => {
      for (const [adopt, hooks] of [
        ["token, scopeMap, secret", undefined],
        ["token, secret", ["watch"]],
        ["token, scopeMap", ["watch"]],
      ] as const) {
        const asked = entry.replace("token, scopeMap", adopt);
        const answers = { "acr-credentials:index:adoptionProblems": { adoptionProblems: [] } };
        const all = await children(asked, { args: { adoptionGuard }, answers });
        expect(all["contoso-scope-map"]?.options.beforeUpdate, adopt).to.deep.equal(hooks);
      }
    });

    it("does without the hook, where azure-native makes nothing that exists, and leaves to it what it cannot read", async () => {
      for (const found of [owned, held]) {
        const all = expected({}, { isRefused: true });
        expect(await answered({}, ...found)).to.deep.equal(all);
      }
      for (const found of [[missing], unread]) {
        const all = expected({ import: TOKEN_ID }, { isRefused: false });
        Object.assign(all["contoso-scope-map"]?.options ?? {}, { import: SCOPE_MAP_ID });
        expect(await answered({}, ...found)).to.deep.equal(all);
      }
    });

    it("asks with the id of the stack, and without one where that is not known", async () => {
      const adoption = {
        customer: "contoso",
        tokenId: TOKEN_ID,
        scopeMapId: SCOPE_MAP_ID,
        adopt: ["token", "scopeMap"],
      };
      // A first preview does not know it yet.
      const unknown = { "random:index/randomString:RandomString": { result: undefined } };
      const questions = [];
      for (const answers of [{}, unknown]) {
        const { asked } = await withFile(fileOf(entry), (path) =>
          declared(() => customerAccess(path), { ...answers, ...NONE }, answers === unknown),
        );
        questions.push(...asked);
      }
      const asking = (args: object) => ({
        function: "acr-credentials:index:adoptionProblems",
        args,
      });
      expect(questions).to.deep.equal([
        asking({ adoptions: [adoption], owner: "x7k2pd4q" }),
        asking({ adoptions: [adoption] }),
      ]);
    });
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
