// Workflows and their triggers as Resource Manager shows them; values of secret parameters never.
import type { Workflow, WorkflowParameter } from "../../world/workflows";
import type { World } from "../../world/world";
import { isSecret } from "../definition/parameters";
import type { Definition } from "../definition/schema";
import type { Trigger } from "../definition/triggerSchema";
import { definitionOf } from "../definition/validate";
import { WORKFLOW_TYPE, workflowId } from "./lookup";

/** A workflow; that secret parameters keep their type in the answer is assumed. */
export function showWorkflow(workflow: Workflow, world: World) {
  const { name, location, tags, identity, state, definition, accessControl } = workflow;
  return {
    properties: {
      provisioningState: "Succeeded",
      createdTime: workflow.createdTime,
      changedTime: workflow.changedTime,
      state,
      version: workflow.version,
      accessEndpoint: `${world.hosts.url("main")}/workflows/${workflow.id}`,
      ...(accessControl === undefined ? {} : { accessControl }),
      definition,
      parameters: showParameters(workflow.parameters, definitionOf(workflow)),
    },
    ...(identity === undefined
      ? {}
      : {
          identity: {
            type: "SystemAssigned",
            principalId: identity.objectId,
            tenantId: world.identity.tenantId,
          },
        }),
    id: workflowId(world, workflow),
    name,
    type: WORKFLOW_TYPE,
    location,
    tags,
  };
}

/** A trigger. */
export function showTrigger(workflow: Workflow, name: string, trigger: Trigger, world: World) {
  return {
    properties: {
      provisioningState: "Succeeded",
      createdTime: workflow.createdTime,
      changedTime: workflow.changedTime,
      state: workflow.state,
      ...(trigger.type === "Recurrence" ? { recurrence: trigger.recurrence } : {}),
      workflow: showVersion(workflow, workflow.version, world),
    },
    id: workflowId(world, workflow, `/triggers/${name}`),
    name,
    type: `${WORKFLOW_TYPE}/triggers`,
  };
}

/** The version of a workflow that something belongs to. */
export function showVersion(workflow: Workflow, version: string, world: World) {
  return {
    id: workflowId(world, workflow, `/versions/${version}`),
    name: version,
    type: `${WORKFLOW_TYPE}/versions`,
  };
}

function showParameters(
  parameters: Readonly<Record<string, WorkflowParameter>>,
  definition: Definition,
) {
  return Object.fromEntries(
    Object.entries(parameters).map(([name, parameter]) => {
      const declared = definition.parameters[name];
      const { value, ...rest } = parameter;
      return declared === undefined || isSecret(declared)
        ? [name, { type: SECRET_NAMES[declared?.type ?? ""], ...rest }]
        : [name, { ...rest, value }];
    }),
  );
}

const SECRET_NAMES: Readonly<Record<string, string>> = {
  securestring: "SecureString",
  secureobject: "SecureObject",
};
