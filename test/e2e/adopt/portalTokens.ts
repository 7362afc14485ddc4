// Forty tokens as people make them in the portal over the years: most of them plain, and each awkward kind once.

import type { MadeByHand, User } from "../../helpers/byHand/madeByHand";

/** One token. */
interface PortalToken {
  readonly name: string;
  /** One of MAPS, or one that every registry has. @default - one of the token's own name */
  readonly map?: string;
  /** What its own scope map gives. @default - pulling app/api */
  readonly actions?: readonly string[];
  /** The passwords, each with its end. @default - password1 without an end */
  readonly passwords?: Partial<Record<"password1" | "password2", string | undefined>>;
  readonly isDisabled?: true;
}

const pull = (...repositories: string[]) =>
  repositories.map((each) => `repositories/${each}/content/read`);
const metadata = (...repositories: string[]) =>
  repositories.map((each) => `repositories/${each}/metadata/read`);
const push = (...repositories: string[]) =>
  repositories.map((each) => `repositories/${each}/content/write`);

/** Scope maps that several tokens have, or that bear another name than their token. */
const MAPS: Readonly<Record<string, readonly string[]>> = {
  "shared-app": pull("app/api", "app/web"),
  "fabrikam-map": pull("base/*", "tools/cli"),
  "Northwind-Scope": [
    ...pull("app/api", "app/worker", "ml/inference"),
    ...metadata("app/api", "app/worker", "ml/inference"),
  ],
  "Shouted-Map": ["repositories/APP/API/Content/Read".toLowerCase()],
  nothing: [],
};

/** Each, in the order in which they were made. */
export const PORTAL_TOKENS: readonly PortalToken[] = [
  // Plain ones, with a scope map of the token's own name, as the portal proposes.
  ...["contoso-pull", "Litware-Token", "ProsewareAcr", "wingtip", "lucerne-registry"].map(
    (name) => ({ name }),
  ),
  ...["alpine", "bellows", "cohowinery", "fourthcoffee", "graphic-design"].map((name) => ({
    name: `${name}-ci`,
    actions: pull("app/web", "docs/site"),
  })),
  // Passwords with an end, in the second slot, and one that has ended beside one that works.
  { name: "humongous", passwords: { password1: "2027-01-31T00:00:00Z" } },
  { name: "margies-travel", passwords: { password2: undefined } },
  {
    name: "nod-publishers",
    passwords: { password1: "2026-04-10T13:00:00Z", password2: undefined },
  },
  { name: "relecloud", passwords: { password1: "2026-12-24T15:30:00Z" } },
  // Scope maps of another name: of one token, of several, of the system.
  { name: "fabrikam-token", map: "fabrikam-map" },
  { name: "northwind", map: "Northwind-Scope" },
  { name: "treyresearch", map: "shared-app" },
  { name: "vanarsdel", map: "shared-app" },
  { name: "woodgrove", map: "shared-app", isDisabled: true },
  { name: "everything", map: "_repositories_pull" },
  { name: "everything-listed", map: "_repositories_pull_metadata_read" },
  // A scope map of the token's own name that is another token's.
  { name: "shared-app", map: "fabrikam-map" },
  { name: "southridge", actions: pull("app/api"), map: "Northwind-Scope" },
  { name: "citypower", map: "southridge" },
  // Names: another case than the scope map's, a digit first, one that is too long for the id as it is.
  { name: "shouted-map", map: "Shouted-Map" },
  { name: "4th-coffee", actions: pull("app/api") },
  { name: "a-very-long-name-of-a-token-of-a-customer-in-italy" },
  { name: "contoso-token" },
  // Those that need a decision.
  { name: "ci-push", actions: [...pull("app/api"), ...push("app/api")] },
  { name: "pusher", map: "_repositories_push" },
  { name: "uneven", actions: [...pull("app/api", "app/web"), ...metadata("app/api")] },
  { name: "listing-only", actions: metadata("app/api") },
  { name: "gateway", actions: [...pull("app/api"), "gateway/edge1/config/read"] },
  { name: "both-taken", passwords: { password1: undefined, password2: undefined } },
  {
    name: "both-taken-off",
    passwords: { password1: undefined, password2: undefined },
    isDisabled: true,
  },
  { name: "two-customers", map: "shared-app" },
  { name: "never-used", passwords: {} },
  { name: "long-ended", passwords: { password1: "2026-04-20T00:00:00Z" } },
  { name: "no-rights", map: "nothing" },
  { name: "contract-over" },
];

/** Makes them all; the answer is who uses them. */
export async function fillByHand(azure: MadeByHand["azure"]): Promise<User[]> {
  const make = (name: string, actions: readonly string[]) =>
    azure.createScopeMap(name, [...actions], "made in the portal");
  for (const [name, actions] of Object.entries(MAPS)) await make(name, actions);
  // Before the tokens, one of which has that of another.
  for (const { name, map, actions } of PORTAL_TOKENS) {
    if (map === undefined || actions !== undefined) await make(name, actions ?? pull("app/api"));
  }
  const users: User[] = [];
  for (const each of PORTAL_TOKENS) users.push(...(await makeToken(azure, each)));
  return users;
}

async function makeToken(
  azure: MadeByHand["azure"],
  { name, map = name, passwords = { password1: undefined }, isDisabled }: PortalToken,
): Promise<User[]> {
  await azure.createToken(name, map);
  const users: User[] = [];
  for (const [slot, end] of Object.entries(passwords)) {
    const expiry = end === undefined ? undefined : new Date(end);
    const made = await azure.generate(azure.tokenId(name), slot as "password1", expiry);
    const password = made.passwords?.find((each) => each.name === slot)?.value ?? "";
    const actions = await azure.getActions(map);
    const pulled = actions.flatMap(
      (action) => /^repositories\/(.+)\/content\/read$/.exec(action)?.[1] ?? [],
    )[0];
    if (pulled === undefined) continue;
    users.push({ username: name, password, repository: EXISTING[pulled] ?? pulled });
  }
  if (isDisabled) await azure.updateToken(name, { status: "disabled" });
  return users;
}

/** A repository below each prefix. */
const EXISTING: Readonly<Record<string, string>> = { "base/*": "base/node", "*": "app/api" };
