// Each kind of token, and what is drafted for it.

import type { DraftInput } from "../../../cli/adopt/draft";
import { found, may, password, scopeMap, token } from "./foundTokens";

const API = { repositories: ["app/api"] };
/** One registry, and its drafts in short form: the entries by id, notes and problems of each token. */
export interface DraftCase {
  name: string;
  input: DraftInput;
  expected: Record<string, Record<string, unknown>>;
}

/** All of them. */
export const DRAFT_CASES: readonly DraftCase[] = [
  {
    name: "adopts the scope map that bears the token's name, in any case, and no other",
    input: found(
      [
        token("one-token"),
        token("Two-Token", { map: "two-token" }),
        token("three", { map: "map" }),
      ],
      [scopeMap("one-token"), scopeMap("two-token"), scopeMap("map")],
    ),
    expected: {
      "Two-Token": { two: { ...API, tokenName: "Two-Token", adopt: ["token", "scopeMap"] } },
      "one-token": { one: { ...API, tokenName: "one-token", adopt: ["token", "scopeMap"] } },
      three: { three: { ...API, tokenName: "three", adopt: ["token"] } },
    },
  },
  {
    name: "says the actions where the defaults of the file have others, or they are more",
    input: found(
      [token("plain"), token("lists")],
      [
        scopeMap("plain"),
        scopeMap("lists", { actions: [may("app/api"), may("app/api", "metadata/read")] }),
      ],
      { hasDefaultActions: true },
    ),
    expected: {
      lists: {
        lists: {
          ...API,
          actions: ["content/read", "metadata/read"],
          tokenName: "lists",
          adopt: ["token", "scopeMap"],
        },
      },
      plain: {
        plain: {
          ...API,
          actions: ["content/read"],
          tokenName: "plain",
          adopt: ["token", "scopeMap"],
        },
      },
    },
  },
  {
    name: "allows every repository, and says that it is better to name them",
    input: found(
      [token("every", { map: "_repositories_pull" })],
      [scopeMap("_repositories_pull", { actions: [may("*")], isSystemDefined: true })],
    ),
    expected: {
      every: {
        every: {
          repositories: ["*"],
          allowAllRepositories: true,
          tokenName: "every",
          adopt: ["token"],
        },
        notes: ["it may pull every repository, later ones too; better name them"],
      },
    },
  },
  {
    name: "suspends who is disabled, also with both slots taken",
    input: found(
      [
        token("offline", {
          enabled: false,
          passwords: [password("password1"), password("password2")],
        }),
      ],
      [scopeMap("offline")],
    ),
    expected: {
      offline: {
        offline: { ...API, state: "suspended", tokenName: "offline", adopt: ["token", "scopeMap"] },
        notes: ["both slots are taken: one must be removed before the customer is active again"],
      },
    },
  },
  {
    name: "leaves to people which of two passwords is used, and who should have access again",
    input: found(
      [
        token("bothtaken", { passwords: [password("password1"), password("password2")] }),
        token("halftaken", {
          passwords: [password("password1", "2026-05-04T00:00:00.000Z"), password("password2")],
        }),
        token("ended", { passwords: [password("password1", "2026-05-01T00:00:00.000Z")] }),
        token("empty", { passwords: [] }),
      ],
      ["bothtaken", "halftaken", "ended", "empty"].map((name) => scopeMap(name)),
    ),
    expected: {
      halftaken: { halftaken: { ...API, tokenName: "halftaken", adopt: ["token", "scopeMap"] } },
      bothtaken: {
        bothtaken: { ...API, tokenName: "bothtaken", adopt: ["token", "scopeMap"] },
        problems: [
          "both passwords of the token are taken (password1 of 2026-04-02 and password2 of 2026-04-02) and either may be in use; find out which one nobody uses, remove it with `az acr token credential delete --registry vendorimages --name bothtaken --password1` (or `--password2`), and run again",
        ],
      },
      empty: {
        empty: { ...API, tokenName: "empty", adopt: ["token", "scopeMap"] },
        problems: [
          "nobody can log in with it, as it has no password; delete it, or take the entry, which gives access again",
        ],
      },
      ended: {
        ended: { ...API, tokenName: "ended", adopt: ["token", "scopeMap"] },
        problems: [
          "nobody can log in with it, as password1 ended on 2026-05-01; delete it, or take the entry, which gives access again",
        ],
      },
    },
  },
  {
    name: "makes a new token where the file cannot name the old one",
    input: found(
      [token("4th-coffee", { passwords: [password("password1"), password("password2")] })],
      [scopeMap("4th-coffee")],
    ),
    expected: {
      "4th-coffee": {
        "th-coffee": API,
        problems: [
          "the file names only tokens that begin with a letter; take this entry, which makes a new token, let the customer log in with that, and delete 4th-coffee when nobody uses it",
        ],
      },
    },
  },
  {
    name: "leaves a token without a scope map alone",
    input: found([token("orphan", { map: "deleted" })], []),
    expected: {
      orphan: {
        orphan: { repositories: [], tokenName: "orphan", adopt: ["token"] },
        problems: ["it has no scope map, so it may do nothing; delete it if nobody needs it"],
      },
    },
  },
  {
    name: "overwrites no scope map that gives other tokens something else",
    input: found(
      [token("alpha", { map: "web" }), token("bravo", { map: "alpha" })],
      [scopeMap("alpha"), scopeMap("web", { actions: [may("app/web")] })],
    ),
    expected: {
      bravo: { bravo: { ...API, tokenName: "bravo", adopt: ["token"] } },
      alpha: {
        alpha: { repositories: ["app/web"], tokenName: "alpha", adopt: ["token", "scopeMap"] },
        notes: ["the scope map alpha is adopted, and gets the actions of this entry"],
        problems: [
          "the scope map alpha bears its name, has other actions, and is that of bravo; adopt or move those first, so that nobody loses by what this entry writes into it",
        ],
      },
    },
  },
  {
    name: "overwrites one with what it says already, also where others have it",
    input: found(
      [token("alpha", { map: "other" }), token("bravo", { map: "alpha" })],
      [scopeMap("alpha"), scopeMap("other", { actions: [may("APP/API")] })],
    ),
    expected: {
      alpha: {
        alpha: { ...API, tokenName: "alpha", adopt: ["token", "scopeMap"] },
        notes: [
          "its scope map has capitals; the entry has none, which Azure takes for the same",
          "the scope map alpha is adopted, and gets the actions of this entry",
        ],
      },
      bravo: { bravo: { ...API, tokenName: "bravo", adopt: ["token"] } },
    },
  },
  {
    name: "overwrites one that gives nobody anything",
    input: found(
      [token("alpha", { map: "web" })],
      [scopeMap("alpha"), scopeMap("web", { actions: [may("app/web")] })],
    ),
    expected: {
      alpha: {
        alpha: { repositories: ["app/web"], tokenName: "alpha", adopt: ["token", "scopeMap"] },
        notes: ["the scope map alpha is adopted, and gets the actions of this entry"],
      },
    },
  },
];
