// Does actions again and again: for each item of an array, or until a condition holds.
import type { ActionRecord } from "../../world/workflows";
import type { ForeachAction, UntilAction } from "../definition/actionSchema";
import { durationMs } from "../definition/duration";
import { ancestry, type Node } from "../definition/tree";
import { conditionExpression } from "../language/condition";
import { evaluate, evaluateAll, type PlacedTrace } from "../language/evaluate";
import { ExpressionError } from "../language/expressionError";
import { typeName } from "../language/value";
import { Context } from "./context";
import {
  type EndStatus,
  failure,
  noteInputs,
  type Outcome,
  type Running,
  surroundingOf,
} from "./running";

/**
 * How many iterations of a Foreach run at the same time.
 *
 * Documented: https://learn.microsoft.com/azure/logic-apps/logic-apps-limits-and-config#looping-debatching-limits
 */
const DEFAULT_REPETITIONS = 20;

/**
 * Does the actions for each item; it fails if one iteration does. One in another runs one item after the other.
 *
 * Documented: https://learn.microsoft.com/azure/logic-apps/logic-apps-control-flow-loops#foreach-loop
 */
export async function performForeach(
  action: ForeachAction,
  node: Node,
  record: ActionRecord,
  context: Context,
  running: Running,
): Promise<Outcome> {
  const traces = record.traces as PlacedTrace[];
  const items = evaluateAll(action.foreach, surroundingOf(running, context), traces, "foreach");
  noteInputs(record, items, running);
  if (!Array.isArray(items)) {
    throw new ExpressionError(
      `The result of the evaluation of 'foreach' expression is of type '${typeName(items)}'. The result must be a valid array.`,
    );
  }
  const isNested = ancestry(node)
    .slice(1)
    .some((each) => each.action.type === "Foreach");
  const width =
    isNested || action.operationOptions === "Sequential"
      ? 1
      : (action.runtimeConfiguration?.concurrency?.repetitions ?? DEFAULT_REPETITIONS);
  const statuses: EndStatus[] = [];
  const rest = items.entries();
  const work = async () => {
    for (const [index, item] of rest) {
      const inner = new Context(context, { loop: node.name, index, item });
      statuses.push(await running.runGroup(node.groups[0] ?? [], inner));
    }
  };
  await Promise.all(Array.from({ length: width }, work));
  record.iterationCount = items.length;
  return { status: statuses.includes("Failed") ? "Failed" : "Succeeded" };
}

const DEFAULT_COUNT = 60;
const DEFAULT_TIMEOUT = "PT1H";

/**
 * Does the actions until the condition holds, at most as often and as long as its limits say.
 *
 * It ends like its last round, also at a limit, unless `FailWhenLimitsReached` is set.
 *
 * Documented: https://learn.microsoft.com/azure/logic-apps/logic-apps-control-flow-loops#until-loop. Whether a round
 * fails by a failed action that others follow up is a behaviour.
 */
export async function performUntil(
  action: UntilAction,
  node: Node,
  record: ActionRecord,
  context: Context,
  running: Running,
): Promise<Outcome> {
  const { count = DEFAULT_COUNT, timeout = DEFAULT_TIMEOUT } = action.limit;
  const now = () => running.world.clock.now().getTime();
  const endMs = now() + (durationMs(timeout) ?? 0);
  const condition = conditionExpression(action.expression);
  noteInputs(record, { limit: { count, timeout } }, running);
  let last: EndStatus = "Succeeded";
  for (let index = 0; index < count && (index === 0 || now() < endMs); index += 1) {
    const inner = new Context(context, { loop: node.name, index });
    last = await running.runGroup(node.groups[0] ?? [], inner);
    if (running.world.behaviours.untilFailsByAnyAction && hasFailure(inner, running))
      last = "Failed";
    record.iterationCount = index + 1;
    const found = evaluate(condition, surroundingOf(running, inner));
    record.traces.push({ ...found, path: "expression" });
    inner.handTo(context);
    if (found.value === true) return { status: last };
  }
  return action.operationOptions === "FailWhenLimitsReached"
    ? failure("ActionLimitReached", `The limit of the Until loop '${node.name}' was reached.`)
    : { status: last };
}

/** Whether an action of a round failed, whatever followed. */
function hasFailure(round: Context, { run }: Running): boolean {
  const at = round.repetition();
  return run.actions.some(
    ({ repetition, status }) =>
      (status === "Failed" || status === "TimedOut") &&
      at.every(
        ({ scopeName, itemIndex }, depth) =>
          repetition[depth]?.scopeName === scopeName && repetition[depth].itemIndex === itemIndex,
      ),
  );
}
