// The URL of a Request trigger: who may call it, and what the caller is answered.
import type { Reply } from "../../http/reply";
import { param, type Request } from "../../http/request";
import type { TriggerRecord, Workflow } from "../../world/workflows";
import type { World } from "../../world/world";
import { allNodes, treeOf } from "../definition/tree";
import type { RequestTrigger } from "../definition/triggerSchema";
import { definitionOf } from "../definition/validate";
import { fire } from "../engine/fire";
import type { Started } from "../engine/run";
import { mayCall } from "./callers";
import {
  badCondition,
  badSignature,
  foreignAddress,
  lateResponse,
  noResponse,
  tooManyRuns,
  triggerDisabled,
  triggerNotFound,
  twoSchemes,
  workflowNotFound,
  wrongMethod,
} from "./errors";
import { isPermitted } from "./signature";
import { triggerOutputsOf } from "./triggerInput";

/** Documented: https://learn.microsoft.com/azure/logic-apps/logic-apps-limits-and-config#timeout-duration */
const RESPONSE_LIMIT_MS = 120_000;

/** /workflows/{id}/triggers/{trigger}/paths/invoke. */
export function invokeTrigger(request: Request, world: World): Reply | Promise<Reply> {
  const workflow = requireWorkflowById(request, world);
  const name = param(request, "trigger");
  requireCaller(request, workflow, `/triggers/${name}/run`, world);
  if (!mayCall(workflow, "triggers", request.remoteAddress)) {
    throw foreignAddress(request.remoteAddress);
  }
  const trigger = definitionOf(workflow).triggers[name];
  if (trigger?.type !== "Request") throw triggerNotFound(workflow.name, name);
  if (workflow.state === "Disabled") throw triggerDisabled(workflow.name, name);
  const { method = "POST" } = trigger.inputs;
  if (request.method !== method) throw wrongMethod(name, method);
  return fireRequest({ request, workflow, name, trigger, world });
}

/** What fires a Request trigger. */
export interface RequestFiring {
  readonly request: Request;
  readonly workflow: Workflow;
  readonly name: string;
  readonly trigger: RequestTrigger;
  readonly world: World;
}

/** Fires a Request trigger: 202 at once without a Response, and 202 also where a condition does not hold. @throws Refusal */
export function fireRequest(firing: RequestFiring): Reply | Promise<Reply> {
  const { request, workflow, name, trigger, world } = firing;
  const definition = definitionOf(workflow);
  const outputs = triggerOutputsOf(request, name, trigger);
  const fired = fire({ world, workflow, definition, name, trigger, outputs });
  switch (fired.kind) {
    case "full":
      throw tooManyRuns(workflow.name);
    case "failed":
      throw badCondition(name, fired.message);
    case "skipped":
      return accepted(workflow, fired.record);
    case "started": {
      const nodes = allNodes(treeOf(definition.actions));
      return nodes.some(({ action }) => action.type === "Response")
        ? awaitResponse(fired.started, request, world)
        : accepted(workflow, fired.record, fired.started);
    }
  }
}

/** Refuses a request whose URL is not signed for something, or that comes with another credential beside. */
export function requireCaller(
  { headers, query }: Request,
  workflow: Workflow,
  permission: string,
  { clock }: World,
): void {
  if (headers.authorization !== undefined) throw twoSchemes();
  if (!isPermitted(workflow, permission, query, clock.now())) throw badSignature();
}

/** The workflow that a URL of its own names. */
export function requireWorkflowById(request: Request, { workflows }: World): Workflow {
  const id = param(request, "workflow").toLowerCase();
  const found = [...workflows.values()].find((each) => each.id === id);
  if (found === undefined) throw workflowNotFound(id);
  return found;
}

function accepted(workflow: Workflow, record: TriggerRecord, started?: Started): Reply {
  return { status: 202, headers: runHeaders(workflow, record, started) };
}

async function awaitResponse(started: Started, request: Request, world: World): Promise<Reply> {
  const ended = new AbortController();
  const limit = world.schedule.wait(RESPONSE_LIMIT_MS, ended.signal).then(
    () => "late" as const,
    () => "late" as const,
  );
  const answer = await Promise.race([started.answered, limit]);
  ended.abort();
  started.leave();
  if (answer === "late") return lateResponse(request.id);
  return answer ?? noResponse(request.id);
}

function runHeaders(workflow: Workflow, record: TriggerRecord, started?: Started) {
  return {
    "x-ms-workflow-id": workflow.id,
    "x-ms-workflow-name": workflow.name,
    "x-ms-workflow-version": workflow.version,
    "x-ms-trigger-history-name": record.historyName,
    ...(started === undefined ? {} : { "x-ms-workflow-run-id": started.run.name }),
  };
}
