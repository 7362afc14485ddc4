// What the adoption of a token that exists takes from whoever uses it: by what the token may do, not by any record.
import type { Access } from "./access";
import { type AccessChange, type Change, compareAccess, withRest } from "./accessChange";
import { readAccessLine } from "./accessLine";
import { beyond } from "./pattern";
import type { AccessRecord } from "./record";

/** What a token may do, as it is found in the registry. */
export interface TokenRights {
  /** Does one of its passwords work? */
  readonly isUsable: boolean;
  /** The actions of its scope map, such as `repositories/app/api/content/read`. */
  readonly actions: readonly string[];
  /** Is its scope map the one of its own name, to which a token is bound when it has been taken over? */
  readonly hasOwnScopeMap: boolean;
}

/** The token names of all who take a token over, by customer id. */
export function adoptedTokens(record: AccessRecord): Map<string, string> {
  return new Map(
    (record.adopt ?? []).flatMap((id): [string, string][] => {
      const tokenName = tokenNameIn(record, id);
      return tokenName === undefined ? [] : [[id, tokenName]];
    }),
  );
}

/** The token names of those who take a token over that the record before did not know as taken over, by customer id. */
export function newlyAdopted(before: AccessRecord, after: AccessRecord): Map<string, string> {
  const known = adoptedTokens(before);
  return new Map([...adoptedTokens(after)].filter(([id, name]) => known.get(id) !== name));
}

/**
 * Compares what a token may do with what its customer may do once it is taken over.
 *
 * What a record says of this very token counts for everything but its rights: it was never carried out.
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
 * Is the adoption that this record knows of still to be carried out?
 *
 * So it is until the token is bound to the scope map of its own name, and that grants nothing beyond the record: the token may
 * have been bound to it ever since.
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

const ON_REPOSITORY = /^repositories\/(.+)\/([^/]+\/[^/]+)$/;

/** The action without which nothing is pulled. */
const PULL = "content/read";

function taken({ actions }: TokenRights, after: Access): Change[] {
  // Azure compares actions without regard to case.
  const held = actions.map((each) => each.toLowerCase());
  const pairs = held.flatMap((each) => {
    const [, repository, action] = ON_REPOSITORY.exec(each) ?? [];
    return repository === undefined || action === undefined ? [] : [{ repository, action }];
  });
  const uncovered = beyond(unique(pairs.map(({ repository }) => repository)), after.repositories);
  const isPulled = (repository: string) =>
    pairs.some((pair) => pair.repository === repository && pair.action === PULL);
  const unpulled = uncovered.filter(isPulled);
  const others = held.filter((each) => !ON_REPOSITORY.test(each));
  const lost = unique([...pairs.map(({ action }) => action), ...others]).filter(
    (action) => !after.actions.includes(action),
  );
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
