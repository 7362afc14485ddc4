// What a run log leaves unknown about a stack and a time: it may have none of its runs, or reach less far.

import type { LoggedRun } from "../attest/facts";
import { isSameStack } from "../stackName";
import { minuteOf } from "./answer";

/** The runs of a stack; one that names no stack is of each. */
export function runsOf(stack: string, runs: readonly LoggedRun[]): LoggedRun[] {
  return runs.filter((run) => run.stack === undefined || isSameStack(run.stack, stack));
}

/** In words; nothing where the log begins before the time and ends after it. @param stack `customer-access/dev` */
export function runLogLimits(
  stack: string,
  runs: readonly LoggedRun[],
  { from, to }: { readonly from: string; readonly to: string },
): string[] {
  const times = runsOf(stack, runs)
    .map(({ time }) => time)
    .sort();
  const [first, last] = [times[0], times.at(-1)];
  if (first === undefined || last === undefined) {
    return [`runs of ${stack} that were refused: no run of this stack is in the run log (--runs)`];
  }
  if (first <= from && last >= to) return [];
  return [
    `runs of ${stack} that were refused before ${minuteOf(first)} or after ${minuteOf(last)}: the run log (--runs) reaches no further`,
  ];
}
