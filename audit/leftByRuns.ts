// Divides what a checkpoint holds of a time before its run among the runs that left no entry.

import { isDeletedIn } from "./history/deletedIn";
import type { CustomerFact, HistoryEntry, OtherFact, Snapshot } from "./snapshot";

/** The run in whose checkpoint it stands. */
type Run = Pick<HistoryEntry, "snapshot" | "changes">;

/** What each run without an entry left before an instant, in their order. @default `until` - all counts */
export function leftByRuns(
  run: Run,
  before: Snapshot,
  after: Snapshot,
  until = "9999",
): Snapshot[] {
  if (leftBefore(run, before, after, until) === undefined) return [];
  const found: Snapshot[] = [];
  const times = writtenTimes(before, after).filter((time) => time < until);
  const begun = times.filter(
    (time, index) =>
      index > 0 && Date.parse(time) - Date.parse(times[index - 1] ?? time) >= BETWEEN_RUNS_MS,
  );
  for (const end of [...begun, until]) {
    const left = leftBefore(run, found.at(-1) ?? before, after, end);
    if (left !== undefined) found.push(left);
  }
  return found;
}

/** Within a run something is written more often. */
const BETWEEN_RUNS_MS = 3_600_000;

/** When the engine wrote what is new, in order; older than all before is only what an imported state brings. */
function writtenTimes(before: Snapshot, after: Snapshot): string[] {
  const timesOf = ({ guard, customers }: Snapshot) => [
    guard?.modifiedAt,
    ...customers.flatMap((fact) => [
      fact.modifiedAt,
      fact.scopeMapModifiedAt,
      fact.credentialModifiedAt,
    ]),
  ];
  const latest = timesOf(before).reduce((one = "", other = "") => (one > other ? one : other), "");
  const found = timesOf(after).flatMap((time) => time ?? []);
  return [...new Set(found)].filter((time) => time > (latest ?? "")).toSorted();
}

/** What a checkpoint holds of a time before an instant; undefined if that is what the one before it left. */
function leftBefore(
  run: Run,
  before: Snapshot,
  after: Snapshot,
  until: string,
): Snapshot | undefined {
  const isOlder = (time: string | undefined) => time !== undefined && time < until;
  const known = new Map(before.customers.map((fact) => [fact.id, fact]));
  const found = after.customers.flatMap((fact) => {
    const was = known.get(fact.id);
    // Looked at first, since it is so for nearly everybody.
    if (was?.modifiedAt === fact.modifiedAt || isDeletedIn(run, was, fact)) return [];
    const left = leftOf(was, fact, isOlder);
    return left === undefined || isSameFact(was, left) ? [] : [left];
  });
  const hasRecord =
    isOlder(after.guard?.modifiedAt) && after.guard?.revision !== before.guard?.revision;
  if (found.length === 0 && !hasRecord) return undefined;
  const guard = hasRecord ? after.guard : before.guard;
  const customers = new Map([...known, ...found.map((fact) => [fact.id, fact] as const)]);
  // What replaced them was there before the run: so they were replaced before it.
  const isReplaced = ({ customer }: OtherFact) => found.some(({ id }) => id === customer);
  const left = [...(before.others ?? []), ...(after.others ?? []).filter(isReplaced)];
  const others = [...new Map(left.map((fact) => [fact.id, fact])).values()];
  return {
    ...(guard === undefined ? {} : { guard }),
    customers: [...customers.values()],
    ...(others.length === 0 ? {} : { others }),
  };
}

/** What was written of a customer before the run: all, the scope map, the credential, or nothing. */
function leftOf(
  was: CustomerFact | undefined,
  fact: CustomerFact,
  isOlder: (time: string | undefined) => boolean,
): CustomerFact | undefined {
  if (isOlder(fact.modifiedAt)) return fact;
  const scopeMap = isOlder(fact.scopeMapModifiedAt) ? fact : was;
  const credential = isOlder(fact.credentialModifiedAt) ? fact : was;
  if (scopeMap !== fact && credential !== fact) return was;
  const { actions: _, scopeMapModifiedAt: __, ...rest } = credential ?? { id: fact.id, slots: [] };
  const { actions, scopeMapModifiedAt: mapTime } = scopeMap ?? {};
  const modifiedAt = [mapTime, rest.credentialModifiedAt].filter((time) => time !== undefined);
  return {
    ...rest,
    modifiedAt: modifiedAt.toSorted().at(-1) ?? "",
    ...(mapTime === undefined ? {} : { scopeMapModifiedAt: mapTime }),
    ...(actions === undefined ? {} : { actions }),
  };
}

/** Reading them again is no change. */
export function isSameFact(
  one: CustomerFact | undefined,
  other: CustomerFact | undefined,
): boolean {
  if (one === undefined || other === undefined) return one === other;
  return JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));
}

function sorted(fact: CustomerFact): unknown {
  return Object.entries(fact)
    .filter(([name]) => !name.toLowerCase().endsWith("modifiedat"))
    .toSorted(([one], [other]) => (one < other ? -1 : 1));
}
