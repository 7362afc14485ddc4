// What one change of the file gives one customer and takes from them.
import { type Access, isOpen } from "./access";
import type { Moves } from "./moves";
import { beyond, covers } from "./pattern";

/** One thing that is given or taken. */
export interface Change {
  readonly kind:
    | "removed"
    | "state"
    | "repositories"
    | "actions"
    | "accessUntil"
    | "revokeBefore"
    | "tokenName"
    | "registry"
    | "vault"
    | "readers";
  /** For people, without the customer's name: `app/web can no longer be pulled`. */
  readonly words: string;
  /** The repositories or prefixes that it is about. */
  readonly repositories?: readonly string[];
  /**
   * Does every password that works now stop working?
   *
   * Absent where they go on, and with `revokeBefore`, which ends those of lower generations: perhaps all, perhaps none.
   */
  readonly endsPasswords?: true;
}

/** What happens to one customer. */
export interface AccessChange {
  readonly gains: readonly Change[];
  readonly losses: readonly Change[];
  /** Did they have access before? Only then a loss counts for the guard. */
  readonly wasOpen: boolean;
  /** Do they have access afterwards? */
  readonly isOpen: boolean;
}

/** Options of a comparison. */
export interface Comparison extends Partial<Moves> {
  /** The day (UTC, `YYYY-MM-DD`) with which end dates are compared. */
  readonly today: string;
}

/**
 * Compares a customer's access before and after; undefined where the customer is not listed.
 *
 * A last day that passes is not a loss: it was reviewed when it was set.
 */
export function compareAccess(
  before: Access | undefined,
  after: Access | undefined,
  { today, ...moves }: Comparison,
): AccessChange {
  const was = isOpen(before, today);
  const is = isOpen(after, today);
  const standing = { wasOpen: was, isOpen: is };
  if (before === undefined) {
    return { ...standing, gains: after === undefined ? [] : everything(after), losses: [] };
  }
  if (after === undefined) return { ...standing, gains: [], losses: removal(before, was) };
  if (before.state === "offboarded" && after.state !== "offboarded") {
    return { ...standing, gains: everything(after), losses: [] };
  }
  return {
    ...standing,
    gains: gainsOf(before, after, { was, is }),
    losses: lossesOf(before, after, { was, today, ...moves }),
  };
}

function everything({ repositories }: Access): Change[] {
  return [pulls(repositories)];
}

function pulls(repositories: readonly string[]): Change {
  return { kind: "repositories", words: `may pull ${repositories.join(", ")}`, repositories };
}

function removal(before: Access, was: boolean): Change[] {
  if (before.state === "offboarded") return [];
  return [{ kind: "removed", words: `removed while ${before.state}`, ...(was ? ALL_END : {}) }];
}

const ALL_END = { endsPasswords: true } as const;

function gainsOf(
  before: Access,
  after: Access,
  { was, is }: { was: boolean; is: boolean },
): Change[] {
  const gains: Change[] = [];
  if (!was && is) {
    gains.push({
      kind: before.state === after.state ? "accessUntil" : "state",
      words: before.state === after.state ? "access is open again" : "active again",
    });
  }
  const more = beyond(after.repositories, before.repositories);
  if (more.length > 0) gains.push(pulls(more));
  const actions = missingFrom(before.actions, after.actions);
  if (actions.length > 0) gains.push({ kind: "actions", words: `gets ${actions.join(", ")}` });
  const readers = missingFrom(before.readers, after.readers);
  if (readers.length > 0) {
    gains.push({ kind: "readers", words: `${readers.join(", ")} may fetch the password` });
  }
  if (endsBefore(before, after)) {
    const now =
      after.accessUntil === undefined
        ? "there is no last day"
        : `the last day is ${after.accessUntil}`;
    gains.push({ kind: "accessUntil", words: `${now}, before it was ${before.accessUntil}` });
  }
  return gains;
}

function lossesOf(
  before: Access,
  after: Access,
  { was, today, otherRegistry, otherVault }: Comparison & { was: boolean },
): Change[] {
  const losses: Change[] = [];
  const ends = was ? ALL_END : {};
  if (before.state !== after.state && after.state !== "active") {
    losses.push({ kind: "state", words: after.state, ...ends });
  }
  const less = beyond(before.repositories, after.repositories);
  if (less.length > 0) {
    losses.push({
      kind: "repositories",
      words: `can no longer pull ${less.map((pattern) => withRest(pattern, after)).join(", ")}`,
      repositories: less,
    });
  }
  const actions = missingFrom(after.actions, before.actions);
  if (actions.length > 0) losses.push({ kind: "actions", words: `loses ${actions.join(", ")}` });
  if (endsBefore(after, before)) {
    const now = was && after.accessUntil < today;
    losses.push({
      kind: "accessUntil",
      words: now
        ? `the last day is ${after.accessUntil}, which is over`
        : `the last day is ${after.accessUntil}, before ${before.accessUntil === undefined ? "there was none" : `it was ${before.accessUntil}`}`,
      ...(now ? ALL_END : {}),
    });
  }
  if (after.revokeBefore > before.revokeBefore) {
    losses.push({
      kind: "revokeBefore",
      words: `passwords of generations before ${after.revokeBefore} are revoked`,
    });
  }
  if (after.tokenName !== before.tokenName) {
    losses.push({
      kind: "tokenName",
      words: `the token is ${after.tokenName}, before it was ${before.tokenName}`,
      ...ends,
    });
  }
  if (otherRegistry) losses.push({ kind: "registry", words: "another registry", ...ends });
  // The passwords themselves keep working for everybody who has fetched them.
  if (otherVault) {
    losses.push({
      kind: "vault",
      words: "another vault, and no password is left in the one before",
    });
  }
  const readers = missingFrom(after.readers, before.readers);
  if (readers.length > 0 && after.state !== "offboarded") {
    losses.push({
      kind: "readers",
      words: `${readers.join(", ")} may no longer fetch the password`,
    });
  }
  return losses;
}

/** Is the last day of one access earlier than that of the other, which may have none? */
function endsBefore(one: Access, other: Access): one is Access & { readonly accessUntil: string } {
  if (one.accessUntil === undefined) return false;
  return other.accessUntil === undefined || one.accessUntil < other.accessUntil;
}

/** A prefix that was narrowed, with what is left of it. */
export function withRest(pattern: string, { repositories }: Access): string {
  const rest = repositories.filter((each) => covers(pattern, each));
  return rest.length === 0 ? pattern : `${pattern} but for ${rest.join(", ")}`;
}

function missingFrom(list: readonly string[], wanted: readonly string[]): string[] {
  return wanted.filter((each) => !list.includes(each));
}
