// Drafts the entry of one token, with notes for reviewers and reasons why it may not fit. Pure.
import type { RegistryToken } from "../../azure/tokens/registryToken";
import type { ListedScopeMap } from "../../azure/tokens/scopeMapList";
import { tokenNameComplaint } from "../../customers/rules/customerRules";
import { BUILT_IN } from "../../customers/schema/limits";
import type { CustomerEntry } from "../../customers/schema/schema";
import type { Draft, DraftInput } from "./draft";
import { expressed } from "./expressed";
import type { SheetRow } from "./readSheet";
import { slotsOf, slotTrouble } from "./slots";

/** What one token is drafted from. */
export interface TokenInput extends DraftInput {
  /** The rows of the sheet that are about it. */
  readonly rows: readonly SheetRow[];
  /** Proposes an unused id. */
  newId(text: string): string;
}

/** @returns with problems if the entry would not have exactly the token's present rights */
export function draftToken(token: RegistryToken, input: TokenInput): Draft {
  const { rows, tokens, scopeMaps, today } = input;
  const bound = named(token.scopeMapId.split("/").at(-1) ?? "", scopeMaps);
  const own = named(token.name, scopeMaps);
  const users = (scopeMap: ListedScopeMap | undefined) =>
    tokens
      .filter(({ name, scopeMapId }) => name !== token.name && isSame(scopeMapId, scopeMap?.id))
      .map(({ name }) => name);
  const can = expressed(bound?.actions ?? []);
  const isShared = rows.length > 1;
  const hasName = tokenNameComplaint(token.name) === undefined;
  const isAdopted = hasName && !isShared;
  const slots = slotsOf(token, input);
  const state = token.enabled ? {} : { state: "suspended" as const };
  const rights = {
    repositories: [...can.repositories],
    ...(can.repositories.includes("*") ? { allowAllRepositories: true } : {}),
    ...(input.hasDefaultActions || can.actions.length > BUILT_IN.actions.length
      ? { actions: [...can.actions] }
      : {}),
    ...state,
  };
  const adopted = {
    tokenName: token.name,
    adopt: ["token" as const, ...(own === undefined ? [] : ["scopeMap" as const])],
  };
  const people: readonly (SheetRow | undefined)[] = rows.length === 0 ? [undefined] : rows;
  const entries = people.map((row) => {
    const text = isShared ? (row?.displayName ?? token.name) : token.name;
    const id = row?.id ?? input.newId(text);
    const entry: CustomerEntry = {
      ...(row?.displayName === undefined ? {} : { displayName: row.displayName }),
      ...(row?.contact === undefined ? {} : { contact: row.contact }),
      ...rights,
      ...(row?.accessUntil === undefined ? {} : { accessUntil: row.accessUntil }),
      ...(isAdopted ? adopted : newTokenName(id, tokens)),
    };
    return { id, entry };
  });
  return {
    token: token.name,
    enabled: token.enabled,
    scopeMap: bound?.name ?? null,
    sharedWith: users(bound),
    slots,
    entries,
    notes: notes(token, input, { own, bound, entries }),
    problems: [
      ...(isShared ? [sharedWords(token.name, rows.length)] : []),
      ...(bound === undefined
        ? ["it has no scope map, so it may do nothing; delete it if nobody needs it"]
        : can.problems),
      ...(hasName ? [] : [unnamable(token.name)]),
      ...(isAdopted ? slotTrouble(token, input) : []),
      ...(!isAdopted || own === undefined || own === bound || hasSameActions(own, bound)
        ? []
        : ownIsUsed(own, users(own))),
      ...rows.flatMap(({ accessUntil, row }) =>
        accessUntil === undefined || accessUntil >= today
          ? []
          : [
              `its last day in row ${row} was ${accessUntil}, and the token is still there; take the entry, which ends the access, or correct the day`,
            ],
      ),
    ],
  };
}

/** Names the new token only if the usual name is already used by a token. */
function newTokenName(id: string, tokens: readonly RegistryToken[]): { tokenName?: string } {
  const isThere = (name: string) =>
    tokens.some((each) => each.name.toLowerCase() === name.toLowerCase());
  const usual = `${id}-pull`;
  if (!isThere(usual)) return {};
  for (let number = 2; ; number++) {
    const tokenName = `${usual}-${number}`;
    if (!isThere(tokenName)) return { tokenName };
  }
}

function notes(
  { enabled, passwords }: RegistryToken,
  { rows, sheet, scopeMaps, today }: TokenInput,
  {
    own,
    bound,
    entries,
  }: {
    own: ListedScopeMap | undefined;
    bound: ListedScopeMap | undefined;
    entries: Draft["entries"];
  },
): string[] {
  const isEverything = entries.some(({ entry }) => entry.repositories.includes("*"));
  const ending = rows.flatMap(({ accessUntil = "" }) =>
    accessUntil >= today ? [accessUntil] : [],
  );
  return [
    ...(sheet !== undefined && rows.length === 0 ? ["no row of the spreadsheet names it"] : []),
    ...(bound?.actions.some((each) => each !== each.toLowerCase())
      ? ["its scope map has capitals; the entry has none, which Azure takes for the same"]
      : []),
    ...(isEverything ? ["it may pull every repository, later ones too; better name them"] : []),
    ...(ending.length === 0
      ? []
      : ["the last day is new to Azure: a plan shows it as a loss, to be acknowledged"]),
    ...(enabled || passwords.length < 2
      ? []
      : ["both slots are taken: one must be removed before the customer is active again"]),
    ...(own !== undefined && own !== bound && scopeMaps.includes(own)
      ? [`the scope map ${own.name} is adopted, and gets the actions of this entry`]
      : []),
  ];
}

function sharedWords(token: string, count: number): string {
  return `${count} customers use this one token, and nobody can tell their passwords apart; take these entries, which give each a token of its own, let each log in with that, and delete ${token} when \`npm run usage\` no longer shows it`;
}

function unnamable(token: string): string {
  return `the file names only tokens that begin with a letter; take this entry, which makes a new token, let the customer log in with that, and delete ${token} when nobody uses it`;
}

function ownIsUsed(own: ListedScopeMap, users: readonly string[]): string[] {
  if (users.length === 0) return [];
  return [
    `the scope map ${own.name} bears its name, has other actions, and is that of ${users.join(", ")}; adopt or move those first, so that nobody loses by what this entry writes into it`,
  ];
}

function hasSameActions(one: ListedScopeMap, other: ListedScopeMap | undefined): boolean {
  const sorted = (actions: readonly string[] = []) =>
    [...new Set(actions.map((each) => each.toLowerCase()))].sort().join(" ");
  return sorted(one.actions) === sorted(other?.actions);
}

/** Azure compares names without regard to case. */
function named(name: string, scopeMaps: readonly ListedScopeMap[]): ListedScopeMap | undefined {
  return scopeMaps.find((each) => each.name.toLowerCase() === name.toLowerCase());
}

function isSame(one: string, other: string | undefined): boolean {
  return one.toLowerCase() === other?.toLowerCase();
}
