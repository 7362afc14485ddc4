// Runs a group of actions: each when those before it have ended as it demands, and the status of the whole.

import type { Node } from "../definition/tree";
import { ExpressionError } from "../language/expressionError";
import { perform } from "./actions";
import type { Context } from "./context";
import {
  beginAction,
  type EndStatus,
  endAction,
  failure,
  type Outcome,
  type Running,
} from "./running";

/** Runs a group; what does not depend on each other runs at the same time. */
export async function runGroup(
  group: readonly Node[],
  context: Context,
  running: Running,
): Promise<EndStatus> {
  const ends = new Map<Node, Promise<EndStatus>>();
  const endOf = (node: Node): Promise<EndStatus> => {
    const end = ends.get(node) ?? run(node);
    ends.set(node, end);
    return end;
  };
  const run = async (node: Node) => {
    const before = predecessors(node);
    const statuses = await Promise.all(before.map(({ node: each }) => endOf(each)));
    const mayRun = before.every(({ demanded }, index) => demanded.includes(statuses[index] ?? ""));
    return mayRun ? runAction(node, context, running) : skip(node, context, running);
  };
  const statuses = new Map<Node, EndStatus>();
  await Promise.all(group.map(async (node) => statuses.set(node, await endOf(node))));
  return statusOf(group, statuses);
}

/** Notes an action, and all in it, as skipped. */
export function skip(node: Node, context: Context, running: Running): EndStatus {
  const error = {
    code: "ActionSkipped",
    message: `The execution of template action '${node.name}' is skipped: the 'runAfter' condition for action '${Object.keys(node.action.runAfter).join(", ")}' is not satisfied.`,
  };
  endAction(beginAction(node, context, running), { status: "Skipped", error }, running);
  context.setOutputs(node.name, null);
  for (const each of node.groups.flat()) skip(each, context, running);
  return "Skipped";
}

function predecessors(node: Node): { node: Node; demanded: readonly string[] }[] {
  return Object.entries(node.action.runAfter).flatMap(([name, demanded]) => {
    const before = node.group.find((each) => each.name === name);
    return before === undefined ? [] : [{ node: before, demanded }];
  });
}

async function runAction(node: Node, context: Context, running: Running): Promise<EndStatus> {
  running.signal.throwIfAborted();
  const record = beginAction(node, context, running);
  const outcome = await perform(node, record, context, running).catch((error): Outcome => {
    if (running.signal.aborted || !(error instanceof ExpressionError)) throw error;
    // In words that users report: https://github.com/Azure/LogicAppsUX/issues/6595
    const message = `Unable to process template language expressions in action '${node.name}' inputs at line '0' and column '0': '${error.message}'.`;
    return { ...failure("InvalidTemplate", message), code: "BadRequest" };
  });
  running.signal.throwIfAborted();
  endAction(record, outcome, running);
  context.setOutputs(node.name, outcome.outputs ?? null);
  return outcome.status;
}

/**
 * A group fails when one of its last actions did; one that was skipped stands for those before it.
 *
 * Documented: https://learn.microsoft.com/azure/logic-apps/error-exception-handling#evaluate-actions-and-their-results
 */
function statusOf(group: readonly Node[], statuses: ReadonlyMap<Node, EndStatus>): EndStatus {
  const hasFollower = new Set(group.flatMap(({ action }) => Object.keys(action.runAfter)));
  const decisive = (node: Node): EndStatus[] => {
    const status = statuses.get(node) ?? "Skipped";
    const before = predecessors(node);
    return status === "Skipped" && before.length > 0
      ? before.flatMap((each) => decisive(each.node))
      : [status];
  };
  const found = group.filter(({ name }) => !hasFollower.has(name)).flatMap(decisive);
  if (found.some((status) => status === "Failed" || status === "TimedOut")) return "Failed";
  return found.includes("Cancelled") ? "Cancelled" : "Succeeded";
}
