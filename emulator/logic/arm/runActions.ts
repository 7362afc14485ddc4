// What the actions of a run did: each execution, its requests, and how its expressions came to their values.
import { childNotFound } from "../../arm/errors";
import { listPage } from "../../arm/resources";
import { json, Refusal, type Reply } from "../../http/reply";
import { param, type Request } from "../../http/request";
import type { ActionRecord, Attempt, Workflow, WorkflowRun } from "../../world/workflows";
import type { World } from "../../world/world";
import { contentLink, repetitionName } from "../call/contents";
import { hiddenOf } from "../definition/hidden";
import { definitionOf } from "../definition/validate";
import { requireExecutions, requireRun, WORKFLOW_TYPE, workflowId } from "./lookup";

/** GET …/runs/{run}/actions: each action once, its last execution. */
export function listRunActions(request: Request, world: World): Reply {
  const { workflow, run } = requireRun(request, world);
  const last = new Map(run.actions.map((action) => [action.name, action]));
  return listPage(request, world, last.values(), (action) =>
    show({ action, run, workflow, world }, ""),
  );
}

/** GET …/actions/{action}. */
export function getRunAction(request: Request, world: World): Reply {
  return json(200, show(requireExecution(request, world), ""));
}

/** GET …/actions/{action}/repetitions, and scopeRepetitions: its executions within loops. */
export function listRepetitions(request: Request, world: World): Reply {
  const { workflow, run, found } = requireExecutions(request, world);
  const repeated = found.filter(({ repetition }) => repetition.length > 0);
  return listPage(request, world, repeated, (action) =>
    show({ action, run, workflow, world }, kindOfRepetition(request)),
  );
}

/** GET …/repetitions/{repetition}, and scopeRepetitions. */
export function getRepetition(request: Request, world: World): Reply {
  return json(200, show(requireExecution(request, world), kindOfRepetition(request)));
}

/** GET …/requestHistories, of an action or of one repetition. */
export function listRequestHistories(request: Request, world: World): Reply {
  const execution = requireExecution(request, world);
  return listPage(request, world, execution.action.attempts, (each) =>
    showAttempt(each, execution),
  );
}

/** GET …/requestHistories/{history}. */
export function getRequestHistory(request: Request, world: World): Reply {
  const execution = requireExecution(request, world);
  const name = param(request, "history");
  const found = execution.action.attempts.find((each) => each.name === name);
  if (found === undefined) throw new Refusal(childNotFound(name));
  return json(200, showAttempt(found, execution));
}

/** POST …/listExpressionTraces, of an action or of one repetition: none where inputs are hidden, which is assumed. */
export function listExpressionTraces(request: Request, world: World): Reply {
  const { action, hidden } = requireExecution(request, world);
  return json(200, { inputs: hidden.inputs ? [] : action.traces });
}

interface Execution {
  readonly action: ActionRecord;
  readonly run: WorkflowRun;
  readonly workflow: Workflow;
  readonly world: World;
}

function requireExecution(request: Request, world: World) {
  const { workflow, run, found } = requireExecutions(request, world);
  const { repetition } = request.params;
  const action =
    repetition === undefined
      ? found.at(-1)
      : found.find((each) => repetitionName(each) === repetition);
  if (action === undefined) throw new Refusal(childNotFound(repetition ?? ""));
  const hidden = hiddenOf(definitionOf(workflow)).get(action.name);
  return { action, run, workflow, world, hidden: hidden ?? { inputs: true, outputs: true } };
}

function kindOfRepetition({ path }: Request): string {
  return /\/scopeRepetitions(\/|$)/i.test(path) ? "scopeRepetitions" : "repetitions";
}

function show({ action, run, workflow, world }: Execution, kind: string) {
  const { startTime, endTime, status, code, error, trackingId, iterationCount } = action;
  const place = { world, workflow, run, action };
  const child = kind === "" ? "" : `/${kind}/${repetitionName(action)}`;
  return {
    properties: {
      inputsLink: contentLink(action.inputs, "ActionInputs", place),
      outputsLink: contentLink(action.outputs, "ActionOutputs", place),
      startTime,
      endTime,
      correlation: { clientTrackingId: run.clientTrackingId, actionTrackingId: trackingId },
      status,
      code,
      error,
      iterationCount,
      retryHistory: action.attempts.filter(({ isRetried }) => isRetried).map(showRetry),
      ...(kind === "" ? {} : { repetitionIndexes: action.repetition }),
    },
    id: workflowId(world, workflow, `/runs/${run.name}/actions/${action.name}${child}`),
    name: kind === "" ? action.name : repetitionName(action),
    type: `${WORKFLOW_TYPE}/runs/actions${kind === "" ? "" : `/${kind}`}`,
  };
}

function showRetry({ startTime, endTime, code }: Attempt) {
  return { startTime, endTime, code };
}

function showAttempt(attempt: Attempt, execution: ReturnType<typeof requireExecution>) {
  const { action, run, workflow, world, hidden } = execution;
  const { name, startTime, endTime, request, response } = attempt;
  return {
    properties: {
      startTime,
      endTime,
      ...(hidden.inputs ? {} : { request }),
      ...(hidden.outputs || response === undefined ? {} : { response }),
    },
    id: workflowId(
      world,
      workflow,
      `/runs/${run.name}/actions/${action.name}/requestHistories/${name}`,
    ),
    name,
    type: `${WORKFLOW_TYPE}/runs/actions/requestHistories`,
  };
}
