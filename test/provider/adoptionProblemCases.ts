// What a program adopts, and what prevents it: each case with all its messages.

import { scopeMapDescription } from "../../access/scopeMapMark";
import type { AdoptionProblem } from "../../provider/adoptionProblems";

const OWN = "x7k2pd4q";
const THEIRS = "q4mz81k0";

/** What a customer `contoso` adopts, and what is in the way. */
export interface Case {
  name: string;
  adopt: string[];
  /** The scope map to which the token contoso-pull is bound. @default - there is no token */
  bound?: string;
  /** The descriptions of the scope maps that exist. */
  scopeMaps?: Record<string, string>;
  /** The id of the stack that asks. @default - as in a first preview, it is not known */
  owner?: string;
  fault?: { path: string };
  /** By token or scope map; both where it is the same of both. @default - nothing */
  found?: Partial<Record<"both" | "token" | "scopeMap", [AdoptionProblem["kind"], string]>>;
}

const BY = (owner: string, customer = "contoso", revision?: number) =>
  scopeMapDescription({ customer, owner }, revision);
const TAKE = ["token", "scopeMap"];
const TAKE_ALL = [...TAKE, "secret"];
const owned = (scopeMap: string, of = `${THEIRS}, for its customer contoso`): Case["found"] => ({
  both: [
    "owned",
    `token contoso-pull: its scope map ${scopeMap} is owned by another stack (${of}), and is not overwritten; write \`adopt: [token, scopeMap, secret]\` to adopt what that stack published, once it no longer declares this customer`,
  ],
});
const unread = (what: string, name: string): Case["found"] => ({
  both: [
    "unread",
    `could not read whether there is a ${what} ${name} to adopt (reading ${what} ${name}: 403 AuthorizationFailed: No (ID); give the identity the role "Container Registry Contributor and Data Access Configuration Administrator" on the registry)`,
  ],
});
const NO_TOKEN = "there is no token contoso-pull to adopt; remove `adopt` to create it";
const NO_SCOPE_MAP =
  "there is no scope map contoso-pull to adopt; remove scopeMap from `adopt` to create it";

/** All of them. */
export const CASES: readonly Case[] = [
  {
    name: "neither exists",
    adopt: TAKE,
    found: { token: ["missing", NO_TOKEN], scopeMap: ["missing", NO_SCOPE_MAP] },
  },
  {
    name: "the token has a scope map of another name",
    adopt: ["token"],
    bound: "by-hand",
    scopeMaps: { "by-hand": "made by hand" },
  },
  {
    name: "the scope map of the token's name is missing, which is to be adopted",
    adopt: TAKE,
    bound: "by-hand",
    scopeMaps: { "by-hand": "made by hand" },
    found: { scopeMap: ["missing", NO_SCOPE_MAP] },
  },
  { name: "the token has one of the system's", adopt: ["token"], bound: "_repositories_pull" },
  {
    name: "both are made by hand, in a first preview",
    adopt: TAKE,
    bound: "contoso-pull",
    scopeMaps: { "contoso-pull": "made by hand" },
  },
  {
    name: "the stack itself declares them, as after its own killed run",
    adopt: TAKE,
    owner: OWN,
    bound: "contoso-pull",
    scopeMaps: { "contoso-pull": BY(OWN, "contoso", 3) },
  },
  {
    name: "the stack has lost its state, and with it the id that is its own",
    adopt: TAKE,
    owner: THEIRS,
    bound: "contoso-pull",
    scopeMaps: { "contoso-pull": BY(OWN) },
    found: owned("contoso-pull", `${OWN}, for its customer contoso`),
  },
  {
    name: "another stack declares them",
    adopt: TAKE,
    owner: OWN,
    bound: "contoso-pull",
    scopeMaps: { "contoso-pull": BY(THEIRS, "contoso", 12) },
    found: owned("contoso-pull"),
  },
  {
    name: "another stack declares them, under another id",
    adopt: TAKE,
    owner: OWN,
    bound: "contoso-pull",
    scopeMaps: { "contoso-pull": BY(THEIRS, "contoso-ltd") },
    found: owned("contoso-pull", `${THEIRS}, for its customer contoso-ltd`),
  },
  {
    name: "another stack declares them, in a first preview",
    adopt: TAKE,
    bound: "contoso-pull",
    scopeMaps: { "contoso-pull": BY(THEIRS) },
    found: owned("contoso-pull"),
  },
  {
    name: "another stack declares them, and the token alone is to be adopted",
    adopt: ["token"],
    owner: OWN,
    bound: "contoso-pull",
    scopeMaps: { "contoso-pull": BY(THEIRS) },
    found: owned("contoso-pull"),
  },
  {
    name: "somebody has bound the token to a scope map of another stack's",
    adopt: ["token"],
    owner: OWN,
    bound: "fabrikam-pull",
    scopeMaps: { "fabrikam-pull": BY(THEIRS) },
    found: owned("fabrikam-pull"),
  },
  {
    name: "somebody has bound another stack's token elsewhere",
    adopt: ["token"],
    owner: OWN,
    bound: "by-hand",
    scopeMaps: { "by-hand": "made by hand", "contoso-pull": BY(THEIRS) },
    found: owned("contoso-pull"),
  },
  {
    name: "another stack declares them, and all is to be adopted",
    adopt: TAKE_ALL,
    owner: OWN,
    bound: "contoso-pull",
    scopeMaps: { "contoso-pull": BY(THEIRS) },
  },
  {
    name: "another stack declares them, and all is to be adopted but the scope map",
    adopt: ["token", "secret"],
    owner: OWN,
    bound: "contoso-pull",
    scopeMaps: { "contoso-pull": BY(THEIRS) },
    found: owned("contoso-pull"),
  },
  {
    name: "the token is bound to a scope map of another stack's, and there is none of its name to be adopted",
    adopt: ["token", "secret"],
    owner: OWN,
    bound: "fabrikam-pull",
    scopeMaps: { "fabrikam-pull": BY(THEIRS) },
  },
  {
    name: "another stack's scope map is left without its token",
    adopt: ["scopeMap"],
    owner: OWN,
    scopeMaps: { "contoso-pull": BY(THEIRS) },
    found: {
      both: [
        "owned",
        `scope map contoso-pull is owned by another stack (${THEIRS}, for its customer contoso), and is not overwritten; delete it once that stack no longer declares this customer, and it is created`,
      ],
    },
  },
  {
    name: "they are another customer's, of this stack",
    adopt: TAKE_ALL,
    owner: OWN,
    bound: "contoso-pull",
    scopeMaps: { "contoso-pull": BY(OWN, "fabrikam") },
    found: {
      both: [
        "held",
        "scope map contoso-pull belongs to fabrikam of this stack, and is deleted with its resources; remove contoso until a run has deleted it, or give contoso another tokenName",
      ],
    },
  },
  {
    name: "a token that was made by hand is bound to the scope map of another customer of this stack",
    adopt: ["token"],
    owner: OWN,
    bound: "fabrikam-pull",
    scopeMaps: { "fabrikam-pull": BY(OWN, "fabrikam") },
  },
  {
    name: "the token cannot be read",
    adopt: TAKE,
    bound: "contoso-pull",
    scopeMaps: { "contoso-pull": "made by hand" },
    fault: { path: "/tokens/contoso-pull" },
    found: unread("token", "contoso-pull"),
  },
  {
    name: "the scope map cannot be read, which may be anybody's",
    adopt: ["token"],
    bound: "contoso-pull",
    scopeMaps: { "contoso-pull": "made by hand" },
    fault: { path: "/scopeMaps/contoso-pull" },
    found: unread("scope map", "contoso-pull"),
  },
  {
    name: "the scope map to which the token is bound cannot be read",
    adopt: ["token"],
    bound: "by-hand",
    scopeMaps: { "by-hand": "made by hand" },
    fault: { path: "/scopeMaps/by-hand" },
    found: unread("scope map", "by-hand"),
  },
];
