// Two runs of one stack at once, from the same state, because the lock was removed.

import type { RunResult } from "../engine/engineState";
import { type Runner, Turns } from "../engine/turns";
import { noteAnnouncedEnds, problemOf, requireNoPassword } from "../promise/afterRun";
import { importWhatIsInTheWay } from "./byPerson";
import { up } from "./runs";
import type { ModelStack } from "./stack";

/** How the two meet. */
export interface RaceOptions {
  /** How many requests each sends before the other has its turn. */
  turns: readonly number[];
  /** Whose state is written last. */
  keeps: Runner;
}

/**
 * Runs both, and then a third one that has the lock.
 *
 * Passwords from before must always work. One run may overwrite the other's new password. If the vault then has a
 * password that the token does not accept, one of the runs fails, and the next run issues another.
 */
export async function race(stack: ModelStack, { turns, keeps }: RaceOptions): Promise<void> {
  // The first run of a stack makes its owner's id; two of them would be two owners.
  const program = stack.engine.state.has("access-suffix") ? stack.begin(true) : undefined;
  if (program === undefined) {
    await up(stack);
    return;
  }
  const { azure, tally } = stack.bench;
  azure.trouble({});
  azure.turns = new Turns(turns);
  const engines = { first: stack.engine, second: stack.openRival() };
  for (const customer of stack.customers) stack.promises[customer].raceBegins(azure.clock.now());
  const run = (runner: Runner) => engines[runner].up(program).finally(() => azure.turns?.end());
  // Both complete, even if one has broken a promise.
  const both = await Promise.allSettled([run("first"), run("second")]);
  azure.turns = undefined;
  if (azure.end !== undefined) throw azure.end;
  const results = both.map((each) => {
    if (each.status === "rejected") throw each.reason;
    return each.value;
  });
  tally.count("two runs ran at once");
  for (const result of results) requireNoPassword(stack, result);
  for (const customer of stack.customers) {
    stack.promises[customer].raceEnds(stack.sight(customer).readable);
  }
  requireWorking(stack, results);
  stack.settled(engines[keeps]);
  stack.keepState();
  if (results.some(({ failures }) => failures.size > 0)) {
    stack.isDisturbed = true;
    stack.noteHalfRemoved();
  }
  noteAnnouncedEnds(stack);
  await importWhatIsInTheWay(stack.engine);
  await up(stack);
}

/** If both report success for a customer, the vault has a password that the token accepts. */
function requireWorking(stack: ModelStack, results: readonly RunResult[]): void {
  for (const customer of stack.customers) {
    const promises = stack.promises[customer];
    const sight = stack.sight(customer);
    const current = promises.current(sight.readable);
    if (current === undefined || !promises.law?.isOpen || promises.isKeptOut(sight)) continue;
    if (sight.accepts(current.value) || promises.hasEnded(current, sight.now)) continue;
    if (results.some((result) => problemOf(result, customer) !== undefined)) {
      stack.bench.tally.count("two runs left a dead password in the vault");
      continue;
    }
    throw promises.broken(current, "is in the vault after two runs at once, and does not log in");
  }
}
