// What a change of repositories, actions, user name, readers or place gives and takes, each alone, and several at once.

import type { Case } from "./accessChangeCases";
import { access, YESTERDAY } from "./anyAccess";

const ENDS = { endsPasswords: true } as const;
const VAULT_WORDS = "another vault, and no password is left in the one before";
const ONE = "8f0c6a5e-3d4b-4f7a-9b1e-2c5d7e9f1a3b";
const OTHER = "ffffffff-3d4b-4f7a-9b1e-2c5d7e9f1a3b";

/** Repositories, by name and by prefix. */
export const REPOSITORIES: readonly Case[] = [
  {
    name: "nothing with another order",
    before: access({ repositories: ["app/web", "app/api"] }),
    after: access(),
    expected: {},
  },
  {
    name: "a repository more",
    before: access({ repositories: ["app/api"] }),
    after: access(),
    expected: {
      gains: [{ kind: "repositories", words: "may pull app/web", repositories: ["app/web"] }],
    },
  },
  {
    name: "a repository",
    before: access(),
    after: access({ repositories: ["app/api"] }),
    expected: {
      losses: [
        { kind: "repositories", words: "can no longer pull app/web", repositories: ["app/web"] },
      ],
    },
  },
  {
    name: "one repository for another",
    before: access({ repositories: ["app/api"] }),
    after: access({ repositories: ["app/web"] }),
    expected: {
      gains: [{ kind: "repositories", words: "may pull app/web", repositories: ["app/web"] }],
      losses: [
        { kind: "repositories", words: "can no longer pull app/api", repositories: ["app/api"] },
      ],
    },
  },
  {
    name: "only the prefix, and nothing that it covers anyway",
    before: access(),
    after: access({ repositories: ["app/*"] }),
    expected: {
      gains: [{ kind: "repositories", words: "may pull app/*", repositories: ["app/*"] }],
    },
  },
  {
    name: "the rest of a prefix, and says what stays",
    before: access({ repositories: ["app/*", "base/*"] }),
    after: access({ repositories: ["app/api", "app/web/*", "base/*"] }),
    expected: {
      losses: [
        {
          kind: "repositories",
          words: "can no longer pull app/* but for app/api, app/web/*",
          repositories: ["app/*"],
        },
      ],
    },
  },
  {
    name: "nothing when what a prefix covers is named no more",
    before: access({ repositories: ["app/*", "app/api"] }),
    after: access({ repositories: ["app/*"] }),
    expected: {},
  },
  {
    name: "nothing to whom a prefix covers it already",
    before: access({ repositories: ["app/*"] }),
    after: access({ repositories: ["app/*", "app/api", "app/web/*"] }),
    expected: {},
  },
  {
    name: "everything in place of some",
    before: access(),
    after: access({ repositories: ["*"] }),
    expected: { gains: [{ kind: "repositories", words: "may pull *", repositories: ["*"] }] },
  },
  {
    name: "everything but some",
    before: access({ repositories: ["*"] }),
    after: access({ repositories: ["app/*"] }),
    expected: {
      losses: [
        {
          kind: "repositories",
          words: "can no longer pull * but for app/*",
          repositories: ["*"],
        },
      ],
    },
  },
  {
    name: "a repository whose name only begins in the same way",
    before: access({ repositories: ["app/api", "app"] }),
    after: access({ repositories: ["app/api-v2", "app/*"] }),
    expected: {
      gains: [
        {
          kind: "repositories",
          words: "may pull app/api-v2, app/*",
          repositories: ["app/api-v2", "app/*"],
        },
      ],
      losses: [{ kind: "repositories", words: "can no longer pull app", repositories: ["app"] }],
    },
  },
];

/** Everything else that an entry grants, and where. */
export const GRANTS: readonly Case[] = [
  {
    name: "an action more",
    before: access(),
    after: access({ actions: ["content/read", "metadata/read"] }),
    expected: { gains: [{ kind: "actions", words: "gets metadata/read" }] },
  },
  {
    name: "one action for another",
    before: access(),
    after: access({ actions: ["metadata/read"] }),
    expected: {
      gains: [{ kind: "actions", words: "gets metadata/read" }],
      losses: [{ kind: "actions", words: "loses content/read" }],
    },
  },
  {
    name: "a reader for another",
    before: access({ readers: [ONE] }),
    after: access({ readers: [OTHER] }),
    expected: {
      gains: [{ kind: "readers", words: `${OTHER} may fetch the password` }],
      losses: [{ kind: "readers", words: `${ONE} may no longer fetch the password` }],
    },
  },
  {
    name: "every password, with another token",
    before: access(),
    after: access({ tokenName: "contoso-ci" }),
    expected: {
      losses: [
        {
          kind: "tokenName",
          words: "the token is contoso-ci, before it was contoso-pull",
          ...ENDS,
        },
      ],
    },
  },
  {
    name: "the passwords of older generations, and perhaps no more than these",
    before: access({ revokeBefore: 2 }),
    after: access({ revokeBefore: 3 }),
    expected: {
      losses: [{ kind: "revokeBefore", words: "passwords of generations before 3 are revoked" }],
    },
  },
  {
    name: "nothing when a revocation is taken out, for what was removed stays removed",
    before: access({ revokeBefore: 3 }),
    after: access(),
    expected: {},
  },
  {
    name: "every password, with another registry",
    before: access(),
    after: access(),
    moves: { otherRegistry: true },
    expected: { losses: [{ kind: "registry", words: "another registry", ...ENDS }] },
  },
  {
    name: "no password with another registry where none works",
    before: access({ state: "suspended" }),
    after: access({ state: "suspended" }),
    moves: { otherRegistry: true },
    expected: {
      wasOpen: false,
      isOpen: false,
      losses: [{ kind: "registry", words: "another registry" }],
    },
  },
  {
    name: "what was fetched from, but no password, with another vault",
    before: access(),
    after: access(),
    moves: { otherVault: true },
    expected: { losses: [{ kind: "vault", words: VAULT_WORDS }] },
  },
];

/** Several at once, in the order in which they are reported. */
export const COMBINED: readonly Case[] = [
  {
    name: "all that can be given, in this order",
    before: access({ state: "suspended", accessUntil: YESTERDAY, repositories: ["app/api"] }),
    after: access({
      actions: ["content/read", "metadata/read"],
      readers: [ONE, OTHER],
    }),
    expected: {
      wasOpen: false,
      gains: [
        { kind: "state", words: "active again" },
        { kind: "repositories", words: "may pull app/web", repositories: ["app/web"] },
        { kind: "actions", words: "gets metadata/read" },
        { kind: "readers", words: `${ONE}, ${OTHER} may fetch the password` },
        { kind: "accessUntil", words: "there is no last day, before it was 2026-11-20" },
      ],
    },
  },
  {
    name: "all that can be taken, in this order",
    before: access({ actions: ["content/read", "metadata/read"], readers: [ONE] }),
    after: access({
      state: "suspended",
      repositories: ["app/api"],
      accessUntil: YESTERDAY,
      revokeBefore: 2,
      tokenName: "contoso-ci",
    }),
    moves: { otherRegistry: true, otherVault: true },
    expected: {
      isOpen: false,
      losses: [
        { kind: "state", words: "suspended", ...ENDS },
        { kind: "repositories", words: "can no longer pull app/web", repositories: ["app/web"] },
        { kind: "actions", words: "loses metadata/read" },
        { kind: "accessUntil", words: "the last day is 2026-11-20, which is over", ...ENDS },
        { kind: "revokeBefore", words: "passwords of generations before 2 are revoked" },
        {
          kind: "tokenName",
          words: "the token is contoso-ci, before it was contoso-pull",
          ...ENDS,
        },
        { kind: "registry", words: "another registry", ...ENDS },
        { kind: "vault", words: VAULT_WORDS },
        { kind: "readers", words: `${ONE} may no longer fetch the password` },
      ],
    },
  },
];
