// The commands that people run on a stack: up, preview, recover; with everything that is checked when they return.

import { afterRun, noteAnnouncedEnds } from "./afterRun";
import { CUSTOMERS } from "./declaration";
import type { RunResult } from "./engineState";
import { Broken } from "./passwords";
import type { ModelStack } from "./stack";
import type { Trouble } from "./trouble";

/** How a run of `pulumi up` differs from the usual one. */
export interface UpOptions {
  /** @default true */
  mayRotate?: boolean;
  /** With `--refresh`. @default false */
  refresh?: boolean;
  /** @default - none */
  trouble?: Trouble;
}

const BROKEN_FILE = failedRun("the file has problems");
const NO_PLACE = failedRun("there is no registry here");

/** Runs `pulumi up`. @returns undefined when the run was killed. @throws Broken when a promise was broken */
export async function up(
  stack: ModelStack,
  { trouble = {}, mayRotate = true, refresh = false }: UpOptions = {},
): Promise<RunResult | undefined> {
  const { azure, tally } = stack.bench;
  const program = stack.begin(mayRotate);
  if (program === undefined) return BROKEN_FILE;
  const isAnyTokenRead = [...stack.engine.state.keys()].some((name) => /-credentials$/.test(name));
  // The plugin looks for its place first, which its own tests show. It is left out where a token is read, so that the
  // reading is seen not to take a missing registry for a missing token.
  if (trouble.isWrongPlace && !isAnyTokenRead) return NO_PLACE;
  azure.trouble(trouble);
  const before = new Map(stack.engine.state);
  const result = await untilKilled(stack, () => stack.engine.up(program, { refresh }));
  azure.trouble({});
  if (result === undefined || result.failures.size > 0) {
    const removed = CUSTOMERS.filter((customer) => stack.entries[customer] === undefined);
    for (const customer of removed) stack.halfRemoved.add(customer);
  }
  if (result === undefined) {
    tally.count("a run was killed");
    noteAnnouncedEnds(stack);
    return undefined;
  }
  stack.isDisturbed ||= trouble.faults !== undefined;
  afterRun(stack, result, { before, trouble, mayRotate });
  await stack.engine.importWhatIsInTheWay();
  await recoverDeletedSecrets(stack, result);
  return result;
}

/** A person brings back what the message of a run names: a secret that a killed run had deleted. */
async function recoverDeletedSecrets(stack: ModelStack, { failures }: RunResult): Promise<void> {
  for (const message of failures.values()) {
    const [, name] =
      /Secret (\S+) is currently in a deleted but recoverable state/.exec(message) ?? [];
    if (name !== undefined) await stack.outside.recoverSecret(name);
  }
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
  const writes = stack.writes();
  if (writes.length > 0) throw new Broken(`a preview wrote: ${writes.join(", ")}`);
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
