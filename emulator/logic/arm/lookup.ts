// Finds what a request to Resource Manager names: a workflow, a trigger of it, a run, an action of a run.
import { childNotFound, resourceNotFound } from "../../arm/errors";
import { groupId, requireResourceGroup } from "../../arm/resources";
import { Refusal } from "../../http/reply";
import { param, type Request } from "../../http/request";
import type { ActionRecord, Workflow, WorkflowRun } from "../../world/workflows";
import type { World } from "../../world/world";
import type { Trigger } from "../definition/triggerSchema";
import { definitionOf } from "../definition/validate";
import { historyOf } from "../engine/fire";

/** The type of workflows. */
export const WORKFLOW_TYPE = "Microsoft.Logic/workflows";

/** The ARM id of a workflow, or of something below it. */
export function workflowId(world: World, workflow: Workflow, child = ""): string {
  return `${groupId(world, workflow.resourceGroup)}/providers/${WORKFLOW_TYPE}/${workflow.name}${child}`;
}

/** The key of a workflow in the world. */
export function workflowKey(group: string, name: string): string {
  return `${group}/${name}`.toLowerCase();
}

/** The workflow that the path names. @throws Refusal */
export function requireWorkflow(request: Request, world: World): Workflow {
  const group = requireResourceGroup(request, world);
  const name = param(request, "workflow");
  const found = world.workflows.get(workflowKey(group.name, name));
  if (found === undefined) throw new Refusal(resourceNotFound(WORKFLOW_TYPE, name, group.name));
  return found;
}

/** The trigger that the path names. @throws Refusal */
export function requireTrigger(
  request: Request,
  world: World,
): { readonly workflow: Workflow; readonly name: string; readonly trigger: Trigger } {
  const workflow = requireWorkflow(request, world);
  const name = param(request, "trigger");
  const trigger = definitionOf(workflow).triggers[name];
  if (trigger === undefined) throw new Refusal(childNotFound(name));
  return { workflow, name, trigger };
}

/** The run that the path names. @throws Refusal */
export function requireRun(
  request: Request,
  world: World,
): { readonly workflow: Workflow; readonly run: WorkflowRun } {
  const workflow = requireWorkflow(request, world);
  const name = param(request, "run");
  const run = historyOf(workflow, world).runs.find((each) => each.name === name);
  if (run === undefined) throw new Refusal(childNotFound(name));
  return { workflow, run };
}

/** All executions of the action that the path names. @throws Refusal */
export function requireExecutions(
  request: Request,
  world: World,
): { readonly workflow: Workflow; readonly run: WorkflowRun; readonly found: ActionRecord[] } {
  const { workflow, run } = requireRun(request, world);
  const name = param(request, "action");
  const found = run.actions.filter((each) => each.name === name);
  if (found.length === 0) throw new Refusal(childNotFound(name));
  return { workflow, run, found };
}
