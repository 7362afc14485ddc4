// Drafts entries for the tokens of a registry that the file does not list yet. Pure: no Azure, no clock.
import { type ScopeMapMark, scopeMapMarkIn } from "../../access/scopeMapMark";
import type { RegistryToken } from "../../azure/tokens/registryToken";
import type { Declared, DraftInput, Drafts } from "./draft";
import { draftToken } from "./draftToken";
import { type Matches, matchRows } from "./matchRows";
import { proposedId } from "./proposedId";

/** Those with an exact entry first, each group by the tokens' names. */
export function draftEntries(input: DraftInput): Drafts {
  const { tokens, customers, sheet, owner } = input;
  const listed = new Set(customers.map(({ tokenName }) => tokenName.toLowerCase()));
  const isListed = ({ name }: RegistryToken) => listed.has(name.toLowerCase());
  const declared = tokens
    .filter((token) => !isListed(token))
    .flatMap((token): Declared[] => {
      const mark = markOf(token, input);
      if (mark === undefined) return [];
      return [{ token: token.name, ...mark, isOwn: mark.owner === owner }];
    });
  const isDeclared = ({ name }: RegistryToken) => declared.some(({ token }) => token === name);
  const open = tokens.filter((token) => !isListed(token) && !isDeclared(token)).sort(byName);
  const matches: Matches =
    sheet === undefined
      ? { rows: new Map(), problems: [] }
      : matchRows(sheet, { tokens: tokens.map(({ name }) => name), customers });
  const taken = new Set(customers.map(({ id }) => id));
  for (const row of sheet?.rows ?? []) if (row.id !== undefined) taken.add(row.id);
  const newId = (text: string) => {
    const id = proposedId(text, (each) => taken.has(each));
    taken.add(id);
    return id;
  };
  const drafts = open.map((token) =>
    draftToken(token, { ...input, rows: matches.rows.get(token.name.toLowerCase()) ?? [], newId }),
  );
  return {
    drafts: [
      ...drafts.filter(({ problems }) => problems.length === 0),
      ...drafts.filter(({ problems }) => problems.length > 0),
    ],
    declared,
    inFile: tokens.filter(isListed).map(({ name }) => name),
    sheetProblems: [...(sheet?.problems ?? []), ...matches.problems],
  };
}

/**
 * Who declares the scope map of the token's name, or as another stack the one to which it is bound.
 *
 * A token that somebody has bound to the scope map of another customer of this stack does not belong to that customer.
 */
function markOf(
  { name, scopeMapId }: RegistryToken,
  { scopeMaps, owner }: Pick<DraftInput, "scopeMaps" | "owner">,
): ScopeMapMark | undefined {
  const markIn = (wanted: string) => {
    const found = scopeMaps.find((each) => each.name.toLowerCase() === wanted.toLowerCase());
    return scopeMapMarkIn(found?.description ?? "");
  };
  const own = markIn(name);
  if (own !== undefined) return own;
  const bound = markIn(scopeMapId.split("/").at(-1) ?? "");
  return bound?.owner === owner ? undefined : bound;
}

function byName(one: RegistryToken, other: RegistryToken): number {
  return one.name < other.name ? -1 : 1;
}
