// What one customer gets: every child with its exact inputs and options, for each way a customer can be.

import { expect } from "chai";
import type { CustomerAccessArgs } from "../../components/customerAccess";
import { customerAccess, SCOPE_MAP_ID, TOKEN_ID, withFile } from "./customers";
import { type Answers, type Declared, declared } from "./declared";
import { EXPIRES, plain, SECRET_SIGN } from "./plainCustomer";

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

interface Case {
  name: string;
  entry: string;
  args?: Partial<CustomerAccessArgs>;
  answers?: Answers;
  /** Inputs that differ from those of the plain customer; undefined for one that is left out. */
  inputs?: Record<string, Record<string, unknown>>;
  /** Are all children protected? @default true */
  protect?: boolean;
}

/** Everything that differs for a customer who may not log in. */
const DISABLED = {
  "contoso-credentials": { enabled: false },
  "contoso-token": { status: "disabled" },
  "contoso-secret": {
    properties: {
      value: { ...SECRET_SIGN, value: "generated-value" },
      attributes: { enabled: false, expires: EXPIRES },
    },
  },
};

const CASES: Case[] = [
  { name: "a plain customer", entry: "repositories: [app/api]" },
  {
    name: "a prefix, listing and an order of the file that changes nothing",
    entry: "repositories: [base/*, app/api]\nactions: [metadata/read, content/read]",
    inputs: {
      "contoso-scope-map": {
        actions: [
          "repositories/app/api/content/read",
          "repositories/app/api/metadata/read",
          "repositories/base/*/content/read",
          "repositories/base/*/metadata/read",
        ],
      },
    },
  },
  {
    name: "a customer of a later revision, with other repositories since another one",
    entry: "repositories: [app/web]",
    answers: {
      "acr-credentials:index:AccessGuard": {
        revision: 7,
        listedSince: { contoso: 3, other: 4 },
        rightsSince: { contoso: 5, other: 6 },
      },
    },
    inputs: {
      "contoso-scope-map": {
        actions: ["repositories/app/web/content/read"],
        description: "rights of contoso, unchanged since revision 5",
      },
      "contoso-secret": {
        tags: {
          CredentialId: "password1",
          ProviderAddress: TOKEN_ID,
          ValidityPeriodDays: "90",
          ListedSince: "3",
        },
      },
    },
  },
  {
    name: "a customer who was suspended and let in again",
    entry: "repositories: [app/api]",
    answers: { "acr-credentials:index:TokenCredentials": { switches: 2 } },
    inputs: {
      "contoso-secret": {
        tags: {
          CredentialId: "password1",
          ProviderAddress: TOKEN_ID,
          ValidityPeriodDays: "90",
          AccessSwitches: "2",
        },
      },
    },
  },
  {
    name: "a state of a version that counted nothing, in a run for other resources alone",
    entry: "repositories: [app/api]\ncredential: { rotation: manual }",
    answers: {
      "acr-credentials:index:AccessGuard": { listedSince: undefined, rightsSince: undefined },
      "acr-credentials:index:TokenCredentials": {
        expiresAt: undefined,
        rotateOn: undefined,
        switches: undefined,
      },
    },
    inputs: {
      "contoso-credentials": { rotation: "manual" },
      "contoso-secret": {
        properties: {
          value: { ...SECRET_SIGN, value: "generated-value" },
          attributes: { enabled: true },
        },
        tags: { CredentialId: "password1", ProviderAddress: TOKEN_ID },
      },
    },
  },
  {
    name: "a suspended customer, still protected",
    entry: "repositories: [app/api]\nstate: suspended",
    inputs: DISABLED,
  },
  {
    name: "an offboarded customer, no longer protected",
    entry: "repositories: [app/api]\nstate: offboarded",
    inputs: DISABLED,
    protect: false,
  },
  {
    name: "the last day of access, which counts in full",
    entry: "repositories: [app/api]\naccessUntil: 2026-03-01",
    inputs: { "contoso-credentials": { notAfter: "2026-03-02" } },
  },
  {
    name: "the day after the last day of access",
    entry: "repositories: [app/api]\naccessUntil: 2026-02-28",
    inputs: {
      ...DISABLED,
      "contoso-credentials": { enabled: false, notAfter: "2026-03-01" },
    },
  },
  {
    name: "an access that ends at the end of a year",
    entry: "repositories: [app/api]\naccessUntil: 2026-12-31",
    inputs: { "contoso-credentials": { notAfter: "2027-01-01" } },
  },
  {
    name: "lifetimes of its own",
    entry: "repositories: [app/api]\ncredential: { lifetimeDays: 30, rotateBeforeDays: 10 }",
    inputs: { "contoso-credentials": { lifetimeDays: 30, rotateBeforeDays: 10 } },
  },
  {
    name: "rotation by hand: the secret has neither an end nor a validity",
    entry: "repositories: [app/api]\ncredential: { rotation: manual, generation: 2 }",
    answers: {
      "acr-credentials:index:TokenCredentials": { expiresAt: null, rotateOn: null },
    },
    inputs: {
      "contoso-credentials": { rotation: "manual", generation: 2 },
      "contoso-secret": {
        properties: {
          value: { ...SECRET_SIGN, value: "generated-value" },
          attributes: { enabled: true },
        },
        tags: { CredentialId: "password1", ProviderAddress: TOKEN_ID },
      },
    },
  },
  {
    name: "a token that was there before, under its own name",
    entry: "repositories: [app/api]\ntokenName: ContosoToken",
    inputs: {
      "contoso-scope-map": { scopeMapName: "ContosoToken" },
      "contoso-token": {
        tokenName: "ContosoToken",
        scopeMapId: SCOPE_MAP_ID.replace("contoso-pull", "ContosoToken"),
      },
      "contoso-credentials": {
        tokenId: TOKEN_ID.replace("contoso-pull", "ContosoToken"),
        scopeMapId: SCOPE_MAP_ID.replace("contoso-pull", "ContosoToken"),
      },
      "contoso-secret": {
        tags: {
          CredentialId: "password1",
          ProviderAddress: TOKEN_ID.replace("contoso-pull", "ContosoToken"),
          ValidityPeriodDays: "90",
        },
      },
    },
  },
  {
    name: "no proof by login where the stack does without",
    entry: "repositories: [app/api]",
    args: { verifyLogin: false },
    inputs: { "contoso-credentials": { verifyLogin: false } },
  },
  {
    name: "no protection where the stack does without",
    entry: "repositories: [app/api]",
    args: { protect: false },
    protect: false,
  },
];

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

  it("imports what is adopted, under the ids of its own names, and changes nothing else", async () => {
    const entry = "repositories: [app/api]\ntokenName: contoso-pull\nadopt: [token, scopeMap]";
    const expected = plain();
    Object.assign(expected["contoso-token"]?.options ?? {}, { import: TOKEN_ID });
    Object.assign(expected["contoso-scope-map"]?.options ?? {}, { import: SCOPE_MAP_ID });
    expect(await children(entry)).to.deep.equal(expected);
  });

  it("imports the token alone where it has a scope map of another name", async () => {
    const entry = "repositories: [app/api]\ntokenName: contoso-pull\nadopt: [token]";
    const expected = plain();
    Object.assign(expected["contoso-token"]?.options ?? {}, { import: TOKEN_ID });
    expect(await children(entry)).to.deep.equal(expected);
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
});
