// Everyone who could pull a repository, by which granted line, and since when.

import type { Life, Lives } from "../lives";
import { canLogIn, isLetIn, lastUpdate, linesFor, spanAt } from "../moment";
import { count } from "../words";
import {
  type Answer,
  accessNotes,
  besideCount,
  besideState,
  frame,
  hasGaps,
  ofStack,
  otherData,
  othersNow,
  updateData,
  updateLine,
} from "./answer";
import { pulledTimes, timeCells } from "./pulledTimes";

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
    notes: [`${count(able, "customer")} can pull it${besideCount(others)}`, ...accessNotes(lives)],
    hasFindings: hasGaps(lives),
    data: {
      ...frame(lives, "repository"),
      repository,
      pulledBy: found.map(({ since, ...each }) => ({ ...each, since: updateData(lives, since) })),
      others: others.map((each) => ({ ...otherData(lives, each), lines: each.lines })),
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
      .reduce(joined, [])
      .map((period) => ({ ...period, life })),
  );
  return {
    title: `Who could ever pull ${repository}: ${ofStack(lives)}`,
    columns: ["customer", "by", "from", "to"],
    rows: found.flatMap(({ life, lines, ...granted }) =>
      timeCells(lives, life, granted).map((cells) => [life.id, lines.join(" "), ...cells]),
    ),
    notes: accessNotes(lives),
    hasFindings: hasGaps(lives),
    data: {
      ...frame(lives, "repository history"),
      repository,
      periods: found.map(({ life, ...period }) => {
        const times = pulledTimes(lives, life, period);
        const { customer, lines, from, to } = period;
        return {
          customer,
          lines,
          from: updateData(lives, from),
          to: to === undefined ? null : updateData(lives, to),
          pulledBetween: times.map((time) => ({ from: time.from, to: time.to })),
          canPull: to === undefined && times.at(-1)?.to === null,
        };
      }),
    },
  };
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
