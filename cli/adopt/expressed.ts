// Expresses a token's rights as repositories and actions of an entry, and lists rights that an entry cannot express. Pure.
import { type RepositoryAction, repositoryActionIn } from "../../access/repositoryAction";
import { repositoryComplaint } from "../../customers/rules/repositoryRules";
import { ACTIONS, type Action } from "../../customers/schema/limits";

/** The nearest entry, and its differences from the token's rights. */
export interface Expressed {
  /** Sorted. */
  readonly repositories: readonly string[];
  readonly actions: readonly Action[];
  /** Rights that the entry adds or lacks, and after a semicolon what to do; none if they are the same. */
  readonly problems: readonly string[];
}

/** @param actions of the token's scope map, as Azure lists them */
export function expressed(actions: readonly string[]): Expressed {
  const pairs = actions.flatMap((each) => repositoryActionIn(each) ?? []);
  const readable = pairs.filter(({ action }) => isReading(action));
  const repositories = unique(readable.map(({ repository }) => repository));
  const given = ACTIONS.filter(
    (action) => action === PULL || readable.some((pair) => pair.action === action),
  );
  return {
    repositories,
    actions: given,
    problems: [
      ...onNoRepository(actions),
      ...writing(pairs),
      ...unspeakable(repositories),
      ...(readable.length === 0
        ? ["it may pull nothing; delete the token if nobody needs it"]
        : []),
      ...given.flatMap((action) => unevenly(action, readable, repositories)),
    ],
  };
}

/** Every entry gives it. */
const PULL: Action = "content/read";

function isReading(action: string): action is Action {
  return ACTIONS.some((each) => each === action);
}

function onNoRepository(actions: readonly string[]): string[] {
  const others = unique(actions.filter((each) => repositoryActionIn(each) === undefined));
  if (others.length === 0) return [];
  return [
    `it allows ${others.join(", ")}, which is about no repository, as of a connected registry; such a token is no customer's: leave it as it is`,
  ];
}

function writing(pairs: readonly RepositoryAction[]): string[] {
  const writes = pairs.filter(({ action }) => !isReading(action));
  if (writes.length === 0) return [];
  const actions = unique(writes.map(({ action }) => action)).join(", ");
  const repositories = unique(writes.map(({ repository }) => repository)).join(", ");
  return [
    `it allows ${actions} on ${repositories}, and an entry gives reading alone; whoever pushes with it keeps the token as it is, outside the file; if nobody does, take the entry, which takes this away`,
  ];
}

function unspeakable(repositories: readonly string[]): string[] {
  return repositories.flatMap((each) => repositoryComplaint(each) ?? []);
}

/** An entry gives the same on all of its repositories. */
function unevenly(
  action: Action,
  pairs: readonly RepositoryAction[],
  repositories: readonly string[],
): string[] {
  const on = new Set(pairs.filter((pair) => pair.action === action).map((pair) => pair.repository));
  const missing = repositories.filter((each) => !on.has(each));
  if (missing.length === 0) return [];
  const otherwise =
    action === PULL
      ? "leave these repositories out, which takes the rest"
      : "leave the action out, which takes it away";
  return [
    `it has no ${action} on ${missing.join(", ")}, and an entry gives the same on all of its repositories; take the entry, which gives it there, or ${otherwise}`,
  ];
}

function unique(list: readonly string[]): string[] {
  return [...new Set(list)].sort();
}
