// The end of every sequence: the next day, Azure works again, and everything must be corrected as the documents say.

import type { RunResult } from "../engine/engineState";
import { recover } from "../engine/recovery";
import { singleReadings, writes } from "../promise/lastRun";
import { Broken } from "../promise/passwords";
import { apply } from "./edits";
import { up } from "./runs";
import type { ModelStack } from "./stack";

/** Recovers, runs until everything matches the file, and checks that one more run changes nothing. */
export async function settle(stack: ModelStack): Promise<void> {
  stack.behave({
    longRunning: false,
    longRunningCredentials: false,
    regeneratedSlotDelaySeconds: 0,
    secretPatch: "inPlace",
  });
  stack.jump(1, 12);
  await recover(stack);
  // A token that somebody deleted comes back only with --refresh, as the message of a plain run says.
  const isTokenGone = stack.customers.some(
    (customer) =>
      stack.engine.state.has(`${customer}-token`) && stack.sight(customer).token === undefined,
  );
  let result = await up(stack, { refresh: isTokenGone });
  // A person imports or recovers what such a message names, one after the other, and runs again.
  const isInTheWay = (message: string) =>
    /already existing resource|az keyvault secret recover|to adopt;/.test(message);
  while (result !== undefined && [...result.failures.values()].some(isInTheWay)) {
    result = await up(stack);
  }
  result = await endWhatIsInTheWay(stack, result);
  // A slot that was freed by a revocation may have been waited for.
  if (stack.engine.lines.some(({ message }) => message.endsWith("which is removed")))
    await up(stack);
  let last = await up(stack);
  // One password per run: first the one that somebody regenerated, then the one that would outlive the access.
  const isOutlived = ({ message }: { message: string }) => /would outlive the access/.test(message);
  if (stack.engine.lines.some(isOutlived)) last = await up(stack);
  const written = writes(stack.bench.azure);
  if (written.length > 0) throw new Broken(`a second run changed something: ${written.join(", ")}`);
  if (last?.failures.size === 0) await requireLists(stack);
}

/** One customer is read by two single readings, the other from lists; and what is adopted is looked at before. */
async function requireLists(stack: ModelStack): Promise<void> {
  const { azure } = stack.bench;
  const most = 2 + Object.values(stack.entries).filter(({ adopt }) => adopt !== undefined).length;
  // What somebody else has written is read once more, before the state has it as it is.
  if (singleReadings(azure) > most) await up(stack);
  const readings = singleReadings(azure);
  if (readings > most) throw new Broken(`a run without changes had ${readings} single readings`);
}

/** A secret that is lost while both passwords are promised is written again when a person ends them, as the message says. */
async function endWhatIsInTheWay(
  stack: ModelStack,
  result: RunResult | undefined,
): Promise<RunResult | undefined> {
  const lost = stack.customers.filter((customer) =>
    /the vault does not hand out .* write .*`revokeBefore: /.test(
      result?.failures.get(`${customer}-secret`) ?? "",
    ),
  );
  if (lost.length === 0) return result;
  for (const customer of lost) {
    apply({ edit: "raise", isLeak: true }, stack.entries, customer, stack.today);
  }
  return up(stack);
}
