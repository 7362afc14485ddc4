// Workflows at Resource Manager: made and changed after a check of the definition, read, listed, removed, switched.
import { randomBytes, randomUUID } from "node:crypto";
import { invalidContent, invalidName } from "../../arm/errors";
import { listPage, requireResourceGroup } from "../../arm/resources";
import { readable } from "../../arm/roles/rights";
import { empty, json, Refusal, type Reply } from "../../http/reply";
import { isObject, jsonBody, param, type Request } from "../../http/request";
import type { Workflow } from "../../world/workflows";
import type { World } from "../../world/world";
import { newVersion } from "../engine/names";
import { startSchedules } from "../engine/recurrence";
import { timestamp } from "../engine/running";
import { readWanted, requireConcurrency, type Wanted } from "./input";
import { requireWorkflow, workflowId, workflowKey } from "./lookup";
import { showWorkflow } from "./show";

/** GET …/workflows/{workflow}. */
export function getWorkflow(request: Request, world: World): Reply {
  return json(200, showWorkflow(requireWorkflow(request, world), world));
}

/** GET …/resourceGroups/{group}/…/workflows. */
export function listWorkflows(request: Request, world: World): Promise<Reply> {
  const group = requireResourceGroup(request, world).name;
  return list(request, world, (workflow) => workflow.resourceGroup === group);
}

/** GET /subscriptions/{subscription}/…/workflows. */
export function listAllWorkflows(request: Request, world: World): Promise<Reply> {
  return list(request, world, () => true);
}

/** PUT …/workflows/{workflow}: 201 for a new one. */
export function putWorkflow(request: Request, world: World): Reply {
  const group = requireResourceGroup(request, world);
  const name = param(request, "workflow");
  if (!/^[\w.()-]{1,80}$/.test(name)) {
    throw new Refusal(invalidName("workflow", name, "^[A-Za-z0-9-_.()]{1,80}$"));
  }
  const body = jsonBody(request, invalidContent);
  const { location } = body;
  if (typeof location !== "string" || !isObject(body.properties)) {
    throw new Refusal(invalidContent("The properties 'location' and 'properties' are required."));
  }
  const wanted = readWanted(body, body.properties);
  const existing = world.workflows.get(workflowKey(group.name, name));
  if (existing !== undefined) requireConcurrency(existing, wanted);
  const workflow = existing ?? create({ name, resourceGroup: group.name, location }, wanted, world);
  world.workflows.set(workflowKey(group.name, name), workflow);
  change(workflow, wanted, world);
  return json(existing === undefined ? 201 : 200, showWorkflow(workflow, world));
}

/** PATCH …/workflows/{workflow}: what it names replaces what there is. */
export function patchWorkflow(request: Request, world: World): Reply {
  const workflow = requireWorkflow(request, world);
  // Microsoft's own client sends none.
  const body = request.body.length === 0 ? {} : jsonBody(request, invalidContent);
  const properties = isObject(body.properties) ? body.properties : {};
  const { definition, parameters, state, accessControl, tags, identity } = workflow;
  const its = identity === undefined ? {} : { identity: { type: "SystemAssigned" } };
  const present = { definition, parameters, state, accessControl };
  const wanted = readWanted({ tags, ...its, ...body }, { ...present, ...properties });
  requireConcurrency(workflow, wanted);
  change(workflow, wanted, world);
  return json(200, showWorkflow(workflow, world));
}

/** DELETE …/workflows/{workflow}: 204 when there is nothing; runs that have not ended go on. */
export function deleteWorkflow(request: Request, world: World): Reply {
  const group = requireResourceGroup(request, world);
  return empty(
    world.workflows.delete(workflowKey(group.name, param(request, "workflow"))) ? 200 : 204,
  );
}

/** POST …/workflows/{workflow}/enable. */
export function enableWorkflow(request: Request, world: World): Reply {
  return setState(request, world, "Enabled");
}

/** POST …/workflows/{workflow}/disable. */
export function disableWorkflow(request: Request, world: World): Reply {
  return setState(request, world, "Disabled");
}

/** POST …/workflows/{workflow}/validate: whether a PUT would succeed. */
export function validateWorkflow(request: Request): Reply {
  const body = jsonBody(request, invalidContent);
  readWanted(body, isObject(body.properties) ? body.properties : {});
  return empty(200);
}

async function list(
  request: Request,
  world: World,
  isListed: (workflow: Workflow) => boolean,
): Promise<Reply> {
  const listed = [...world.workflows.values()].filter(isListed);
  const found = await readable(request, world, listed, (each) => workflowId(world, each));
  return listPage(request, world, found, (workflow) => showWorkflow(workflow, world));
}

function create(
  place: Pick<Workflow, "name" | "resourceGroup" | "location">,
  wanted: Wanted,
  world: World,
): Workflow {
  const at = timestamp(world);
  return {
    ...place,
    ...wanted,
    identity: undefined,
    id: randomBytes(16).toString("hex"),
    createdTime: at,
    changedTime: at,
    version: "",
    keys: { Primary: newKey(), Secondary: newKey() },
  };
}

/** A key that signs URLs. */
export function newKey(): string {
  return randomBytes(32).toString("base64");
}

function change(workflow: Workflow, { hasIdentity, ...wanted }: Wanted, world: World): void {
  Object.assign(workflow, wanted, { changedTime: timestamp(world), version: newVersion(world) });
  if (!hasIdentity) delete workflow.identity;
  else workflow.identity ??= { objectId: randomUUID(), clientId: randomUUID() };
  startSchedules(workflow, world);
}

function setState(request: Request, world: World, state: Workflow["state"]): Reply {
  const workflow = requireWorkflow(request, world);
  if (workflow.state !== state) {
    Object.assign(workflow, { state, changedTime: timestamp(world), version: newVersion(world) });
    startSchedules(workflow, world);
  }
  return empty(200);
}
