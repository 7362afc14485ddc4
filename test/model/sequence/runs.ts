// The commands that people run on a stack: up, preview, recover; with everything that is checked when they return.

import type { RunResult } from "../engine/engineState";
import { compareClocks } from "../engine/runnersClock";
import { afterRun, noteAnnouncedEnds } from "../promise/afterRun";
import { hasFailedLists, writes } from "../promise/lastRun";
import { Broken } from "../promise/passwords";
import { adoptNoMore, importWhatIsInTheWay, recoverDeletedSecrets } from "./byPerson";
import type { ModelStack } from "./stack";
import type { Trouble } from "./trouble";

/** How a run of `pulumi up` differs from the usual one. */
export interface UpOptions {
  /** @default true */
  mayRotate?: boolean;
  /** With `--refresh`. @default false */
  refresh?: boolean;
  /** How far the clock of the machine is ahead of Azure's. @default 0 */
  aheadSeconds?: number;
  /** @default - none */
  trouble?: Trouble;
}

const BROKEN_FILE = failedRun("the file has problems");
const WRONG_CLOCK = failedRun("the clock is wrong");

/** From this difference of the clocks on, a run must not begin. */
const FAR_SECONDS = 5 * 60;
const NO_PLACE = failedRun("there is no registry here");

/** Runs `pulumi up`. @returns undefined when the run was killed. @throws Broken when a promise was broken */
export async function up(
  stack: ModelStack,
  { trouble = {}, mayRotate = true, refresh = false, aheadSeconds }: UpOptions = {},
): Promise<RunResult | undefined> {
  const { azure, tally } = stack.bench;
  const days =
    aheadSeconds === undefined ? {} : { days: await compareClocks(stack.bench, aheadSeconds) };
  if ("days" in days && days.days === undefined) {
    tally.count("a wrong clock stopped a run");
    if (Math.abs(aheadSeconds ?? 0) > FAR_SECONDS) return WRONG_CLOCK;
    throw new Broken(`a clock that is ${aheadSeconds} seconds ahead stopped a run`);
  }
  if (Math.abs(aheadSeconds ?? 0) > FAR_SECONDS + 2) {
    throw new Broken(`a clock that is ${aheadSeconds} seconds ahead stopped no run`);
  }
  const program = stack.begin(mayRotate, days);
  if (program === undefined) return BROKEN_FILE;
  const isAnyTokenRead = [...stack.engine.state.keys()].some((name) => /-secret$/.test(name));
  // The plugin looks for its place first, which its own tests show. It is left out where a token is read, so that the
  // reading is seen not to take a missing registry for a missing token.
  if (trouble.isWrongPlace && !isAnyTokenRead) return NO_PLACE;
  azure.trouble(trouble);
  const before = new Map(stack.engine.state);
  const result = await untilKilled(stack, () => stack.engine.up(program, { refresh }));
  if (azure.staleAnswer !== undefined) tally.count(azure.staleAnswer);
  if (hasFailedLists(azure)) tally.count("a list failed");
  azure.trouble({});
  stack.keepState();
  if (result === undefined || result.failures.size > 0) {
    stack.noteHalfRemoved();
  }
  if (result === undefined) {
    tally.count("a run was killed");
    noteAnnouncedEnds(stack);
    return undefined;
  }
  stack.isDisturbed ||= trouble.faults !== undefined || trouble.stale !== undefined;
  afterRun(stack, result, { before, trouble, mayRotate });
  adoptNoMore(stack, result);
  // Nobody does so for an unrelated stack.
  if (stack.customers.length > 0) await importWhatIsInTheWay(stack.engine);
  await recoverDeletedSecrets(stack, result);
  return result;
}

/** Runs `pulumi preview`, which changes nothing anywhere. */
export async function preview(
  stack: ModelStack,
  { mayRotate = true }: Pick<UpOptions, "mayRotate"> = {},
): Promise<void> {
  const program = stack.begin(mayRotate, { isPreview: true });
  if (program === undefined) return;
  stack.bench.azure.trouble({});
  await untilKilled(stack, () => stack.engine.preview(program));
  const written = writes(stack.bench.azure);
  if (written.length > 0) throw new Broken(`a preview wrote: ${written.join(", ")}`);
}

async function untilKilled<Result>(
  { bench }: ModelStack,
  work: () => Promise<Result>,
): Promise<Result | undefined> {
  try {
    return await work();
  } catch (thrown) {
    const { end } = bench.azure;
    if (end === undefined || !/^killed /.test(end.message)) throw end ?? thrown;
    return undefined;
  }
}

function failedRun(message: string): RunResult {
  return { failures: new Map([["", message]]), skipped: new Set(), lines: [] };
}
