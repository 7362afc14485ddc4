// The door to emulated Logic Apps: the requests that they answer at Resource Manager and at URLs of their own.
import type { Route, Source } from "../http/route";
import type { World } from "../world/world";
import * as runActions from "./arm/runActions";
import * as runs from "./arm/runs";
import * as triggers from "./arm/triggers";
import * as workflows from "./arm/workflows";
import { getContents } from "./call/contents";
import { invokeTrigger } from "./call/invoke";
import { startSchedules } from "./engine/recurrence";

const API: Source = {
  confidence: "documented",
  reference:
    "https://github.com/Azure/azure-rest-api-specs/tree/main/specification/logic/resource-manager",
};
const CALL: Source = {
  confidence: "documented",
  reference: "https://learn.microsoft.com/azure/logic-apps/logic-apps-http-endpoint",
};

const LOGIC = "providers/Microsoft.Logic/workflows";
const SUBSCRIPTION = "/subscriptions/:subscription";
const GROUP = `${SUBSCRIPTION}/resourceGroups/:group`;
const WORKFLOW = `${GROUP}/${LOGIC}/:workflow`;
const TRIGGER = `${WORKFLOW}/triggers/:trigger`;
const RUN = `${WORKFLOW}/runs/:run`;
const ACTION = `${RUN}/actions/:action`;
const REPETITION = `${ACTION}/repetitions/:repetition`;

/** At Resource Manager. */
// biome-ignore format: one route a line, so that paths and names can be compared; the formatter makes seven lines of most
export const WORKFLOW_ROUTES: readonly Route[] = [
  ["GET", `${SUBSCRIPTION}/${LOGIC}`, workflows.listAllWorkflows, "Workflows_ListBySubscription", API],
  ["GET", `${GROUP}/${LOGIC}`, workflows.listWorkflows, "Workflows_ListByResourceGroup", API],
  ["GET", WORKFLOW, workflows.getWorkflow, "Workflows_Get", API],
  ["PUT", WORKFLOW, workflows.putWorkflow, "Workflows_CreateOrUpdate", API],
  ["PATCH", WORKFLOW, workflows.patchWorkflow, "Workflows_Update", API],
  ["DELETE", WORKFLOW, workflows.deleteWorkflow, "Workflows_Delete", API],
  ["POST", `${WORKFLOW}/enable`, workflows.enableWorkflow, "Workflows_Enable", API],
  ["POST", `${WORKFLOW}/disable`, workflows.disableWorkflow, "Workflows_Disable", API],
  ["POST", `${WORKFLOW}/validate`, workflows.validateWorkflow, "Workflows_ValidateByResourceGroup", API],
  ["POST", `${WORKFLOW}/listCallbackUrl`, triggers.listWorkflowCallbackUrl, "Workflows_ListCallbackUrl", API],
  ["POST", `${WORKFLOW}/regenerateAccessKey`, triggers.regenerateAccessKey, "Workflows_RegenerateAccessKey", API],
  ["GET", `${WORKFLOW}/triggers`, triggers.listTriggers, "WorkflowTriggers_List", API],
  ["GET", TRIGGER, triggers.getTrigger, "WorkflowTriggers_Get", API],
  ["POST", `${TRIGGER}/run`, triggers.runTrigger, "WorkflowTriggers_Run", API],
  ["POST", `${TRIGGER}/listCallbackUrl`, triggers.listTriggerCallbackUrl, "WorkflowTriggers_ListCallbackUrl", API],
  ["GET", `${TRIGGER}/histories`, triggers.listTriggerHistories, "WorkflowTriggerHistories_List", API],
  ["GET", `${TRIGGER}/histories/:history`, triggers.getTriggerHistory, "WorkflowTriggerHistories_Get", API],
  ["GET", `${WORKFLOW}/runs`, runs.listRuns, "WorkflowRuns_List", API],
  ["GET", RUN, runs.getRun, "WorkflowRuns_Get", API],
  ["POST", `${RUN}/cancel`, runs.cancelRun, "WorkflowRuns_Cancel", API],
  ["GET", `${RUN}/actions`, runActions.listRunActions, "WorkflowRunActions_List", API],
  ["GET", ACTION, runActions.getRunAction, "WorkflowRunActions_Get", API],
  ["POST", `${ACTION}/listExpressionTraces`, runActions.listExpressionTraces, "WorkflowRunActions_ListExpressionTraces", API],
  ["GET", `${ACTION}/requestHistories`, runActions.listRequestHistories, "WorkflowRunActionRequestHistories_List", API],
  ["GET", `${ACTION}/requestHistories/:history`, runActions.getRequestHistory, "WorkflowRunActionRequestHistories_Get", API],
  ["GET", `${ACTION}/repetitions`, runActions.listRepetitions, "WorkflowRunActionRepetitions_List", API],
  ["GET", REPETITION, runActions.getRepetition, "WorkflowRunActionRepetitions_Get", API],
  ["POST", `${REPETITION}/listExpressionTraces`, runActions.listExpressionTraces, "WorkflowRunActionRepetitions_ListExpressionTraces", API],
  ["GET", `${REPETITION}/requestHistories`, runActions.listRequestHistories, "WorkflowRunActionRepetitionsRequestHistories_List", API],
  ["GET", `${REPETITION}/requestHistories/:history`, runActions.getRequestHistory, "WorkflowRunActionRepetitionsRequestHistories_Get", API],
  ["GET", `${ACTION}/scopeRepetitions`, runActions.listRepetitions, "WorkflowRunActionScopeRepetitions_List", API],
  ["GET", `${ACTION}/scopeRepetitions/:repetition`, runActions.getRepetition, "WorkflowRunActionScopeRepetitions_Get", API],
];

const CALLED = "/workflows/:workflow";
const CONTENTS = `${CALLED}/runs/:run`;

/** At the URLs of workflows themselves. */
// biome-ignore format: one route a line, so that paths and names can be compared; the formatter makes seven lines of most
export const WORKFLOW_CALL_ROUTES: readonly Route[] = [
  ...["GET", "PUT", "POST", "PATCH", "DELETE"].map((method): Route => [method, `${CALLED}/triggers/:trigger/paths/invoke`, invokeTrigger, `Workflow_InvokeTrigger_${method}`, CALL]),
  ["GET", `${CONTENTS}/contents/:kind`, getContents, "Workflow_GetTriggerContents", CALL],
  ["GET", `${CONTENTS}/actions/:action/contents/:kind`, getContents, "Workflow_GetActionContents", CALL],
  ["GET", `${CONTENTS}/actions/:action/repetitions/:repetition/contents/:kind`, getContents, "Workflow_GetRepetitionContents", CALL],
];

/** Starts the schedules of all workflows of a cloud, which a world file or a checkpoint has brought back. */
export function resumeSchedules({ cloud }: Pick<World, "cloud">): void {
  for (const world of cloud) {
    for (const workflow of world.workflows.values()) startSchedules(workflow, world);
  }
}
