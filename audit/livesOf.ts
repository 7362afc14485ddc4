// Makes the lives of all customers from a stack's history.

import type { Life, Lives, UpdateFact } from "./lives";
import { othersOf } from "./othersOf";
import { type DatedStand, passwordsOf } from "./passwordLives";
import type { CustomerFact, History, Snapshot } from "./snapshot";
import { spansOf } from "./spans";
import { type Moment, timelineOf } from "./timeline";

/**
 * The lives as they stood at an instant: later updates are left out.
 *
 * @param asOf ISO 8601
 */
export function livesOf(history: History, asOf: string): Lives {
  const { moments, gaps } = timelineOf(history);
  // One whose time was altered may say that it was before the one that it follows.
  const later = moments.findIndex(({ update }) => update.endedAt > asOf);
  const past = later < 0 ? moments : moments.slice(0, later);
  const snapshots = past.map((moment) => ({
    ...moment,
    facts: new Map(moment.snapshot.customers.map((fact) => [fact.id, fact])),
  }));
  const ids = new Set(
    past.flatMap(({ snapshot }) => [
      ...Object.keys(snapshot.guard?.access ?? {}),
      ...snapshot.customers.map(({ id }) => id),
      ...(snapshot.others ?? []).flatMap(({ customer }) => customer ?? []),
    ]),
  );
  const customers = [...ids].sort().map((id): Life => {
    const stands = snapshots.map((snapshot) => standOf(id, snapshot));
    const tokenNames = stands.map(({ stand }) => stand.fact?.tokenName);
    const life: Life = {
      id,
      tokenNames: [...new Set(tokenNames.filter((name) => name !== undefined))],
      spans: spansOf(stands.map(({ stand }) => stand)),
      passwords: passwordsOf(stands, asOf),
    };
    const rewritten = rewrittenIn(stands, life);
    const renamed = renamedIn(stands);
    return {
      ...life,
      ...(rewritten.length === 0 ? {} : { rewritten }),
      ...(renamed.length === 0 ? {} : { renamed }),
    };
  });
  const others = othersOf(past, asOf);
  const guard = past.findLast(({ snapshot }) => snapshot.guard !== undefined)?.snapshot.guard;
  const { stack, source } = history;
  return {
    stack,
    source,
    ...(guard?.registryId === undefined ? {} : { registryId: guard.registryId }),
    ...(guard?.vaultId === undefined ? {} : { vaultId: guard.vaultId }),
    asOf,
    updates: updatesOf(past, [...customers, ...others]),
    customers,
    others,
    gaps: [
      ...history.gaps,
      ...gaps.filter(({ number }) => number <= past.length).map(({ at, words }) => ({ at, words })),
      ...beginning(moments, asOf),
    ],
  };
}

function standOf(
  id: string,
  { update, snapshot, facts, isKnown }: Moment & { facts: ReadonlyMap<string, CustomerFact> },
): DatedStand {
  const fact = facts.get(id);
  const access = snapshot.guard?.access ?? {};
  const line = Object.hasOwn(access, id) ? access[id] : undefined;
  return {
    stand: {
      number: update.number,
      ...(fact === undefined ? {} : { fact }),
      ...(line === undefined ? {} : { line }),
      hasRecord: snapshot.guard !== undefined,
      day: update.endedAt.slice(0, 10),
    },
    endedAt: update.endedAt,
    isKnown,
    old: (snapshot.others ?? []).filter(({ customer }) => customer === id),
  };
}

/** Where another token took the place of the one before. Azure compares names without regard to case. */
function renamedIn(stands: readonly DatedStand[]): NonNullable<Life["renamed"]> {
  let before: string | undefined;
  return stands.flatMap(({ stand: { number, fact } }) => {
    const from = before;
    const to = fact?.tokenName;
    // Somebody who was removed and returns has no earlier name.
    before = fact === undefined ? undefined : (to ?? before);
    const isSame =
      from === undefined || to === undefined || from.toLowerCase() === to.toLowerCase();
    return isSame ? [] : [{ in: number, from, to }];
  });
}

function updatesOf(moments: readonly Moment[], customers: readonly Life[]): UpdateFact[] {
  const busy = new Set(
    customers.flatMap((life) => [...changesIn(life), ...(life.rewritten ?? [])]),
  );
  return moments.map(({ update, snapshot }, index) => ({
    ...update,
    acknowledged: newly(snapshot, moments[index - 1]?.snapshot),
    isQuiet: !busy.has(update.number),
  }));
}

/** Numbers of the updates in which rights or passwords changed. */
function changesIn({ spans, passwords, renamed = [] }: Life): (number | undefined)[] {
  return [
    ...renamed.map((each) => each.in),
    ...spans.flatMap(({ from, to }) => [from, to]),
    ...passwords.flatMap(({ seenIn, goneIn }) => [seenIn, goneIn]),
  ];
}

/** Where credential's events or the scope map were written, and nothing is seen of a change. */
function rewrittenIn(stands: readonly DatedStand[], life: Life): number[] {
  const seen = new Set(changesIn(life));
  const known = stands.filter(({ isKnown }) => isKnown);
  return known.flatMap(({ stand: { number, fact } }, index) => {
    const before = known[index - 1]?.stand.fact;
    if (before === undefined || fact === undefined || before === fact) return [];
    const isWritten =
      (fact.events ?? 0) > (before.events ?? 0) ||
      (fact.scopeMapModifiedAt ?? "") > (before.scopeMapModifiedAt ?? "");
    return isWritten && before.events !== undefined && !seen.has(number) ? [number] : [];
  });
}

function newly(after: Snapshot, before: Snapshot | undefined) {
  const known = new Set((before?.guard?.acknowledge ?? []).map((each) => JSON.stringify(each)));
  return (after.guard?.acknowledge ?? []).filter((each) => !known.has(JSON.stringify(each)));
}

/** Before its first run nothing is known, unless that made everything. */
function beginning(moments: readonly Moment[], asOf: string) {
  const [first] = moments;
  if (first !== undefined && first.update.startedAt <= asOf) return [];
  const when =
    first === undefined ? "it has no run at all" : `it begins on ${first.update.startedAt}`;
  return [{ words: `${when}; nothing is known of ${asOf.slice(0, 10)}` }];
}
