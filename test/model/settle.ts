// The end of every sequence: the next day, Azure is well again, and whatever happened must be put right by what the documents say.

import { CUSTOMERS } from "./declaration";
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
    /already existing resource|deleted but recoverable/.test(message);
  while (result !== undefined && [...result.failures.values()].some(isInTheWay)) {
    result = await up(stack);
  }
  // A slot that was freed by a revocation may have been waited for.
  if (stack.engine.lines.some(({ name }) => name.endsWith("-revocation"))) await up(stack);
  await up(stack);
  // One password per run: first the one that somebody regenerated, then the one that would outlive the access.
  const isOutlived = ({ message }: { message: string }) => /would outlive the access/.test(message);
  if (stack.engine.lines.some(isOutlived)) await up(stack);
  const writes = stack.writes();
  if (writes.length > 0) throw new Broken(`a second run changed something: ${writes.join(", ")}`);
}
