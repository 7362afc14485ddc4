// Everyone who could pull a repository, by which granted line, and since when.

import type { Life, Lives } from "../lives";
import { canLogIn, isLetIn, lastUpdate, linesFor, spanAt, workingAt } from "../moment";
import { count } from "../words";
import {
  type Answer,
  besideState,
  driftNotes,
  frame,
  gapNotes,
  hasGaps,
  minuteOf,
  ofStack,
  otherNotes,
  othersNow,
  updateData,
  updateLine,
} from "./answer";

/** Who can pull it at the lives' moment. */
export function repositoryAnswer(lives: Lives, repository: string): Answer {
  const found = lives.customers.flatMap((life) => {
    const span = spanAt(life, lastUpdate(lives));
    if (span === undefined) return [];
    const lines = linesFor(span, repository);
    if (lines.length === 0) return [];
    const canPull = canLogIn(life, span, lives.asOf);
    return [
      {
        customer: life.id,
        lines,
        state: span.state,
        canPull,
        since: sinceWhen(life, repository, span.from),
        drift: [...(span.drift ?? [])],
      },
    ];
  });
  const able = found.filter(({ canPull }) => canPull).length;
  const others = othersNow(lives)
    .map((each) => ({ ...each, lines: linesFor(each.span, repository) }))
    .filter(({ lines }) => lines.length > 0);
  return {
    title: `Who can pull ${repository}: ${ofStack(lives)}`,
    columns: ["customer", "by", "state", "since"],
    rows: [
      ...found.map(({ customer, lines, state, canPull, since }) => [
        customer,
        lines.join(" "),
        canPull || state !== "active" ? state : `${state}, cannot log in`,
        updateLine(lives.updates[since - 1]),
      ]),
      ...others.map((each) => [
        each.other.id,
        each.lines.join(" "),
        besideState(each),
        updateLine(lives.updates[each.since - 1]),
      ]),
    ],
    notes: [
      `${count(able, "customer")} can pull it${others.length === 0 ? "" : `; ${count(others.length, "token")} beside them`}`,
      ...otherNotes(lives),
      ...driftNotes(lives),
      ...gapNotes(lives.gaps),
    ],
    hasFindings: hasGaps(lives),
    data: {
      ...frame(lives, "repository"),
      repository,
      pulledBy: found.map(({ since, ...each }) => ({ ...each, since: updateData(lives, since) })),
      others: others.map(({ other, lines, canPull, since }) => ({
        id: other.id,
        customer: other.customer ?? null,
        why: other.why,
        lines,
        canPull,
        since: updateData(lives, since),
      })),
    },
  };
}

/** Who could ever pull it, and from when to when. */
export function repositoryHistory(lives: Lives, repository: string): Answer {
  const found = [...lives.customers, ...lives.others].flatMap((life) =>
    life.spans
      .filter(isLetIn)
      .map((span) => ({ customer: life.id, span, lines: linesFor(span, repository) }))
      .filter(({ lines }) => lines.length > 0)
      .reduce(joined, []),
  );
  return {
    title: `Who could ever pull ${repository}: ${ofStack(lives)}`,
    columns: ["customer", "by", "from", "to"],
    rows: found.map(({ customer, lines, from, to }) => [
      customer,
      lines.join(" "),
      updateLine(lives.updates[from - 1]),
      to === undefined ? untilNow(lives, customer) : updateLine(lives.updates[to - 1]),
    ]),
    notes: [...otherNotes(lives), ...driftNotes(lives), ...gapNotes(lives.gaps)],
    hasFindings: hasGaps(lives),
    data: {
      ...frame(lives, "repository history"),
      repository,
      periods: found.map(({ from, to, ...each }) => ({
        ...each,
        from: updateData(lives, from),
        to: to === undefined ? null : updateData(lives, to),
        canPull: to === undefined && [STILL, MAYBE].includes(untilNow(lives, each.customer)),
      })),
    },
  };
}

const STILL = "still";
const MAYBE = "still, if a password works: the state names none";

/** A right that nobody took away is of no use without a password. */
function untilNow({ customers, others, asOf }: Lives, id: string): string {
  const life = [...customers, ...others].find((each) => each.id === id);
  if (life === undefined || workingAt(life, asOf).length > 0) return STILL;
  if (life.hasUnknownPasswords === true) return MAYBE;
  const ends = life.passwords.flatMap(({ end }) => end ?? []);
  const last = ends.toSorted().at(-1);
  return last === undefined
    ? "granted, without a password"
    : `no password works since ${minuteOf(last)}`;
}

interface Period {
  customer: string;
  lines: string[];
  from: number;
  to?: number;
}

/** Spans that follow each other with the same lines are one period. */
function joined(
  periods: Period[],
  {
    customer,
    span,
    lines,
  }: { customer: string; span: { from: number; to?: number }; lines: string[] },
): Period[] {
  const last = periods.at(-1);
  const { from, to } = span;
  const end = to === undefined ? {} : { to };
  if (last !== undefined && last.to === from && last.lines.join() === lines.join()) {
    const { to: _, ...rest } = last;
    return [...periods.slice(0, -1), { ...rest, ...end }];
  }
  return [...periods, { customer, lines, from, ...end }];
}

/** Since which update they have been granted it without a break, by whichever line. */
function sinceWhen({ spans }: Life, repository: string, from: number): number {
  const index = spans.findIndex((span) => span.from === from);
  const before = spans[index - 1];
  if (before?.to !== from || before.state !== "active") return from;
  if (linesFor(before, repository).length === 0) return from;
  return sinceWhen({ spans } as Life, repository, before.from);
}
