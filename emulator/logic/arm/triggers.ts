// Triggers at Resource Manager: their URLs and keys, their history, and firing them with a role in place of a signature.
import { badRequest, childNotFound, invalidContent } from "../../arm/errors";
import { listPage } from "../../arm/resources";
import { empty, json, Refusal, type Reply } from "../../http/reply";
import { type JsonObject, jsonBody, param, type Request } from "../../http/request";
import type { KeyType, TriggerRecord, Workflow } from "../../world/workflows";
import type { World } from "../../world/world";
import { fireRequest } from "../call/invoke";
import { KEY_TYPES, sign } from "../call/signature";
import { definitionOf } from "../definition/validate";
import { fire, historyOf } from "../engine/fire";
import { requireTrigger, requireWorkflow, WORKFLOW_TYPE, workflowId } from "./lookup";
import { showTrigger } from "./show";
import { newKey } from "./workflows";

/** GET …/workflows/{workflow}/triggers. */
export function listTriggers(request: Request, world: World): Reply {
  const workflow = requireWorkflow(request, world);
  const all = Object.entries(definitionOf(workflow).triggers);
  return listPage(request, world, all, ([name, each]) => showTrigger(workflow, name, each, world));
}

/** GET …/triggers/{trigger}. */
export function getTrigger(request: Request, world: World): Reply {
  const { workflow, name, trigger } = requireTrigger(request, world);
  return json(200, showTrigger(workflow, name, trigger, world));
}

/** POST …/triggers/{trigger}/run: the ranges of addresses do not count here, as documented. */
export async function runTrigger(request: Request, world: World): Promise<Reply> {
  const { workflow, name, trigger } = requireTrigger(request, world);
  if (trigger.type === "Request") {
    // The Authorization header is Resource Manager's, and not for the workflow.
    const { authorization: _, ...headers } = request.headers;
    const rawHeaders = Object.entries(headers).flatMap(([key, value]) => [key, String(value)]);
    const passed = { ...request, headers, rawHeaders };
    return fireRequest({ request: passed, workflow, name, trigger, world });
  }
  const definition = definitionOf(workflow);
  fire({ world, workflow, definition, name, trigger, outputs: {} });
  return empty(202);
}

/** POST …/triggers/{trigger}/listCallbackUrl: the body may name a key and an end. */
export function listTriggerCallbackUrl(request: Request, world: World): Reply {
  const { workflow, name, trigger } = requireTrigger(request, world);
  if (trigger.type !== "Request") {
    throw new Refusal(badRequest(`The trigger '${name}' of type '${trigger.type}' has no URL.`));
  }
  return json(200, callbackUrl(request, workflow, name, world));
}

/** POST …/workflows/{workflow}/listCallbackUrl: that of its Request trigger. */
export function listWorkflowCallbackUrl(request: Request, world: World): Reply {
  const workflow = requireWorkflow(request, world);
  const [found] = Object.entries(definitionOf(workflow).triggers).filter(
    ([, { type }]) => type === "Request",
  );
  if (found === undefined) {
    throw new Refusal(badRequest(`The workflow '${workflow.name}' has no Request trigger.`));
  }
  return json(200, callbackUrl(request, workflow, found[0], world));
}

/** POST …/workflows/{workflow}/regenerateAccessKey: the URLs signed with that key are refused from now on. */
export function regenerateAccessKey(request: Request, world: World): Reply {
  const workflow = requireWorkflow(request, world);
  const keyType = readKeyType(jsonBody(request, invalidContent)) ?? "Primary";
  workflow.keys = { ...workflow.keys, [keyType]: newKey() };
  return empty(200);
}

/** GET …/triggers/{trigger}/histories. */
export function listTriggerHistories(request: Request, world: World): Reply {
  const { workflow, name } = requireTrigger(request, world);
  const found = historyOf(workflow, world).triggers.filter((each) => each.name === name);
  return listPage(request, world, found.toReversed(), (each) => showHistory(each, workflow, world));
}

/** GET …/triggers/{trigger}/histories/{history}. */
export function getTriggerHistory(request: Request, world: World): Reply {
  const { workflow } = requireTrigger(request, world);
  const name = param(request, "history");
  const found = historyOf(workflow, world).triggers.find(({ historyName }) => historyName === name);
  if (found === undefined) throw new Refusal(childNotFound(name));
  return json(200, showHistory(found, workflow, world));
}

function callbackUrl(request: Request, workflow: Workflow, trigger: string, world: World) {
  const body = request.body.length === 0 ? {} : jsonBody(request, invalidContent);
  const keyType = readKeyType(body);
  const { notAfter = body.NotAfter } = body;
  const options = {
    ...(keyType === undefined ? {} : { keyType }),
    ...(typeof notAfter === "string" ? { notAfter } : {}),
  };
  const queries = sign(workflow, `/triggers/${trigger}/run`, options);
  const path = `/workflows/${workflow.id}/triggers/${trigger}/paths/invoke`;
  const basePath = `${world.hosts.url("main")}${path}`;
  const definition = definitionOf(workflow).triggers[trigger];
  const method = definition?.type === "Request" ? definition.inputs.method : undefined;
  return {
    value: `${basePath}?${new URLSearchParams(queries)}`,
    method: method ?? "POST",
    basePath,
    queries,
  };
}

function readKeyType({ keyType, KeyType = keyType }: JsonObject): KeyType | undefined {
  if (KeyType === undefined) return undefined;
  const found = KEY_TYPES.find((each) => each === KeyType);
  if (found === undefined) throw new Refusal(badRequest(`'${KeyType}' is no type of a key.`));
  return found;
}

function showHistory(record: TriggerRecord, workflow: Workflow, world: World) {
  const { historyName, name, startTime, endTime, status, code, hasFired } = record;
  return {
    properties: { startTime, endTime, status, code, fired: hasFired },
    id: workflowId(world, workflow, `/triggers/${name}/histories/${historyName}`),
    name: historyName,
    type: `${WORKFLOW_TYPE}/triggers/histories`,
  };
}
