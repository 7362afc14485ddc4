// The ways a customer can be, and what each changes of what a plain one gets.

import type { CustomerAccessArgs } from "../../components/customerAccess";
import { SCOPE_MAP_ID, TOKEN_ID } from "./customers";
import type { Answers } from "./declared";

/** One way. */
export interface Case {
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
  "contoso-secret": { enabled: false },
  "contoso-token": { status: "disabled" },
};

/** All of them. */
export const CASES: readonly Case[] = [
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
        description: "rights of contoso, declared by x7k2pd4q, unchanged since revision 5",
      },
      "contoso-secret": { secretName: "contoso-registry-x7k2pd4q-r3" },
    },
  },
  {
    name: "a customer of whom the guard says nothing, as in a run for other resources alone",
    entry: "repositories: [app/api]",
    answers: {
      "acr-credentials:index:AccessGuard": { listedSince: undefined, rightsSince: undefined },
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
    inputs: { "contoso-secret": { notAfter: "2026-03-02" } },
  },
  {
    name: "the day after the last day of access",
    entry: "repositories: [app/api]\naccessUntil: 2026-02-28",
    inputs: {
      ...DISABLED,
      "contoso-secret": { enabled: false, notAfter: "2026-03-01" },
    },
  },
  {
    name: "an access that ends at the end of a year",
    entry: "repositories: [app/api]\naccessUntil: 2026-12-31",
    inputs: { "contoso-secret": { notAfter: "2027-01-01" } },
  },
  {
    name: "lifetimes of its own",
    entry: "repositories: [app/api]\ncredential: { lifetimeDays: 30, rotateBeforeDays: 10 }",
    inputs: { "contoso-secret": { lifetimeDays: 30, rotateBeforeDays: 10 } },
  },
  {
    name: "rotation by hand",
    entry: "repositories: [app/api]\ncredential: { rotation: manual, generation: 2 }",
    inputs: { "contoso-secret": { rotation: "manual", generation: 2 } },
  },
  {
    name: "revoked passwords",
    entry: "repositories: [app/api]\ncredential: { generation: 3, revokeBefore: 2 }",
    inputs: { "contoso-secret": { generation: 3, revokeBefore: 2 } },
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
      "contoso-secret": {
        tokenId: TOKEN_ID.replace("contoso-pull", "ContosoToken"),
        scopeMapId: SCOPE_MAP_ID.replace("contoso-pull", "ContosoToken"),
      },
    },
  },
  {
    name: "no verification by login where the stack does without",
    entry: "repositories: [app/api]",
    args: { verifyLogin: false },
    inputs: { "contoso-secret": { verifyLogin: false } },
  },
  {
    name: "no protection where the stack does without",
    entry: "repositories: [app/api]",
    args: { protect: false },
    protect: false,
  },
];
