// Does one action, whatever its type.
import type { ActionRecord } from "../../world/workflows";
import type { IfAction, QueryAction, TerminateAction } from "../definition/actionSchema";
import type { Node } from "../definition/tree";
import { conditionExpression } from "../language/condition";
import { evaluate, evaluateAll, type PlacedTrace } from "../language/evaluate";
import { ExpressionError } from "../language/expressionError";
import { typeName, type Value } from "../language/value";
import type { Context } from "./context";
import { performHttp } from "./http";
import { performForeach, performUntil } from "./loops";
import { performResponse } from "./response";
import { noteInputs, type Outcome, type Running, surroundingOf } from "./running";

/** Does an action. @throws ExpressionError when an expression of it fails, or the reason for which the run ends */
export async function perform(
  node: Node,
  record: ActionRecord,
  context: Context,
  running: Running,
): Promise<Outcome> {
  const { action } = node;
  switch (action.type) {
    case "Http":
      return performHttp(
        action,
        evaluateInputs(action.inputs, record, context, running),
        record,
        running,
      );
    case "Response":
      return performResponse(evaluateInputs(action.inputs, record, context, running), running);
    case "Terminate":
      return terminate(action, record, context, running);
    case "Query":
      return filter(action, record, context, running);
    case "If":
      return choose(action, node, record, context, running);
    case "Scope":
      return { status: await running.runGroup(node.groups[0] ?? [], context) };
    case "Foreach":
      return performForeach(action, node, record, context, running);
    case "Until":
      return performUntil(action, node, record, context, running);
  }
}

function evaluateInputs<T>(inputs: T, record: ActionRecord, context: Context, running: Running): T {
  const traces = record.traces as PlacedTrace[];
  const evaluated = evaluateAll(inputs as Value, surroundingOf(running, context), traces);
  noteInputs(record, evaluated, running);
  return evaluated as T;
}

function terminate(
  action: TerminateAction,
  record: ActionRecord,
  context: Context,
  running: Running,
): never {
  const { runStatus, runError } = evaluateInputs(action.inputs, record, context, running);
  Object.assign(record, { status: "Succeeded", code: "OK", endTime: record.startTime });
  const { code = "Terminated", message = "The run was terminated." } = runError ?? {};
  running.terminate(runStatus, runStatus === "Failed" ? { code, message } : undefined);
}

function filter(
  action: QueryAction,
  record: ActionRecord,
  context: Context,
  running: Running,
): Outcome {
  const traces = record.traces as PlacedTrace[];
  const from = evaluateAll(action.inputs.from, surroundingOf(running, context), traces, "from");
  noteInputs(record, { from, where: action.inputs.where }, running);
  if (!Array.isArray(from)) {
    throw new ExpressionError(
      `The 'from' property value in the 'query' action inputs is of type '${typeName(from)}'. The value must be an array.`,
    );
  }
  const where = conditionExpression(action.inputs.where);
  const body = from.filter((item) =>
    isTrue(evaluate(where, surroundingOf(running, context, item)).value),
  );
  return { status: "Succeeded", outputs: { body } };
}

async function choose(
  action: IfAction,
  node: Node,
  record: ActionRecord,
  context: Context,
  running: Running,
): Promise<Outcome> {
  const found = evaluate(conditionExpression(action.expression), surroundingOf(running, context));
  record.traces.push({ ...found, path: "expression" });
  noteInputs(record, { expressionResult: found.value }, running);
  const isChosen = isTrue(found.value);
  const [yes = [], no = []] = node.groups;
  // Azure lists the actions of the other branch, too, as Skipped; what runs after them has to know.
  for (const each of isChosen ? no : yes) running.skip(each, context);
  return { status: await running.runGroup(isChosen ? yes : no, context) };
}

/** A condition must be true or false. @throws ExpressionError */
function isTrue(value: Value): boolean {
  if (typeof value === "boolean") return value;
  throw new ExpressionError(
    `The result of the evaluation of the condition is of type '${typeName(value)}'. The result must be a boolean.`,
  );
}
