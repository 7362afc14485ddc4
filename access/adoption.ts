// What the adoption of an existing token takes from its current users, compared with what the token may do today.
import type { Access } from "./access";
import { type AccessChange, type Change, compareAccess, withRest } from "./accessChange";
import { readAccessLine } from "./accessLine";
import { beyond } from "./pattern";
import type { AccessRecord } from "./record";
import { repositoryActionIn } from "./repositoryAction";

/** The rights of a token, as found in the registry. */
export interface TokenRights {
  /** Does one of its passwords work? */
  readonly isUsable: boolean;
  /** The actions of its scope map, such as `repositories/app/api/content/read`. */
  readonly actions: readonly string[];
  /** Is its scope map the one of its own name, to which a token is bound when it has been adopted? */
  readonly hasOwnScopeMap: boolean;
}

/** The token names of all customers who adopt a token, by customer id. */
export function adoptedTokens(record: AccessRecord): Map<string, string> {
  return new Map(
    (record.adopt ?? []).flatMap((id): [string, string][] => {
      const tokenName = tokenNameIn(record, id);
      return tokenName === undefined ? [] : [[id, tokenName]];
    }),
  );
}

/** The token names of customers who adopt a token that the previous record did not list as adopted, by customer id. */
export function newlyAdopted(before: AccessRecord, after: AccessRecord): Map<string, string> {
  const known = adoptedTokens(before);
  return new Map([...adoptedTokens(after)].filter(([id, name]) => known.get(id) !== name));
}

/**
 * Compares what a token may do with what its customer may do once it is adopted.
 *
 * Everything in the record about this token counts except its rights, because the adoption was never carried out.
 */
export function compareAdoption(
  rights: TokenRights,
  before: Access | undefined,
  after: Access,
  today: string,
): AccessChange {
  const ofToken: Access = {
    state: rights.isUsable ? "active" : "suspended",
    tokenName: after.tokenName,
    actions: [],
    repositories: [],
    revokeBefore: 1,
    readers: [],
  };
  const had =
    before?.tokenName === after.tokenName
      ? { ...before, state: ofToken.state, actions: [], repositories: [] }
      : ofToken;
  const { gains } = compareAccess(before, after, { today });
  const { losses, ...standing } = compareAccess(had, after, { today });
  const ofAnotherToken =
    before === undefined || had !== ofToken ? [] : compareAccess(before, after, { today }).losses;
  return { ...standing, gains, losses: [...ofAnotherToken, ...losses, ...taken(rights, after)] };
}

/**
 * Does the adoption in this record still have to be carried out?
 *
 * This is so until the token is bound to the scope map of its own name, and that grants no more than the record. The
 * token may have been bound to it before the adoption.
 */
export function isToBeTaken(rights: TokenRights, record: AccessRecord, id: string): boolean {
  const access = accessIn(record, id);
  return !rights.hasOwnScopeMap || (access !== undefined && taken(rights, access).length > 0);
}

function tokenNameIn(record: AccessRecord, id: string): string | undefined {
  return accessIn(record, id)?.tokenName;
}

function accessIn({ access }: AccessRecord, id: string): Access | undefined {
  const line = Object.hasOwn(access, id) ? access[id] : undefined;
  return line === undefined ? undefined : readAccessLine(line);
}

/** The action without which nothing is pulled. */
const PULL = "content/read";

function taken({ actions }: TokenRights, after: Access): Change[] {
  const pairs = actions.flatMap((each) => repositoryActionIn(each) ?? []);
  const uncovered = beyond(unique(pairs.map(({ repository }) => repository)), after.repositories);
  const isPulled = (repository: string) =>
    pairs.some((pair) => pair.repository === repository && pair.action === PULL);
  const unpulled = uncovered.filter(isPulled);
  const others = actions.filter((each) => repositoryActionIn(each) === undefined);
  const lost = unique([
    ...pairs.map(({ action }) => action),
    ...others.map((each) => each.toLowerCase()),
  ]).filter((action) => !after.actions.includes(action));
  const rest = pairs
    .filter(({ repository }) => uncovered.includes(repository) && !unpulled.includes(repository))
    .filter(({ action }) => !lost.includes(action))
    .map(({ repository, action }) => `${action} on ${repository}`);
  const lostActions = [...lost, ...unique(rest)];
  return [
    ...(unpulled.length === 0
      ? []
      : [
          {
            kind: "repositories" as const,
            words: `can no longer pull ${unpulled.map((each) => withRest(each, after)).join(", ")}`,
            repositories: unpulled,
          },
        ]),
    ...(lostActions.length === 0
      ? []
      : [{ kind: "actions" as const, words: `loses ${lostActions.join(", ")}` }]),
  ];
}

function unique(list: readonly string[]): string[] {
  return [...new Set(list)].sort();
}
