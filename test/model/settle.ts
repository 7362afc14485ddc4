// The end of every sequence: the next day, Azure is well again, and whatever happened must be put right by what the documents say.

import { CUSTOMERS } from "./declaration";
import { apply } from "./edits";
import type { RunResult } from "./engineState";
import { Broken } from "./passwords";
import { recover } from "./recovery";
import { up } from "./runs";
import type { ModelStack } from "./stack";

/** Recovers, runs until all is as the file says, and sees that one more run changes nothing. */
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
  const isTokenGone = CUSTOMERS.some(
    (customer) =>
      stack.engine.state.has(`${customer}-token`) && stack.sight(customer).token === undefined,
  );
  let result = await up(stack, { refresh: isTokenGone });
  // A person imports or brings back what such a message names, one thing after the other, and runs again.
  const isInTheWay = (message: string) =>
    /already existing resource|az keyvault secret recover/.test(message);
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
  const writes = stack.writes();
  if (writes.length > 0) throw new Broken(`a second run changed something: ${writes.join(", ")}`);
  if (last?.failures.size === 0) await requireLists(stack);
}

/** One customer is read by two single readings, the other from lists. */
async function requireLists(stack: ModelStack): Promise<void> {
  // What somebody else has written is read once more, before the state has it as it is.
  if (stack.singleReadings() > 2) await up(stack);
  const readings = stack.singleReadings();
  if (readings > 2) throw new Broken(`a run without changes had ${readings} single readings`);
}

/** A secret that is lost while both passwords are promised is written again when a person ends them, as the message says. */
async function endWhatIsInTheWay(
  stack: ModelStack,
  result: RunResult | undefined,
): Promise<RunResult | undefined> {
  const lost = CUSTOMERS.filter((customer) =>
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
