// The runs of a workflow at Resource Manager.
import { badRequest } from "../../arm/errors";
import { listPage } from "../../arm/resources";
import { isTerm, readFilter } from "../../http/filter";
import { empty, json, Refusal, type Reply } from "../../http/reply";
import type { Request } from "../../http/request";
import type { Workflow, WorkflowRun } from "../../world/workflows";
import type { World } from "../../world/world";
import { contentLink } from "../call/contents";
import { historyOf } from "../engine/fire";
import { requireRun, requireWorkflow, WORKFLOW_TYPE, workflowId } from "./lookup";
import { showVersion } from "./show";

/** GET …/workflows/{workflow}/runs: newest first; `$filter` takes status, by eq, and `$top` is how many at most. */
export function listRuns(request: Request, world: World): Reply {
  const workflow = requireWorkflow(request, world);
  const filter = request.query.get("$filter");
  const terms = readFilter(filter);
  if (terms === undefined || terms.some(({ name }) => name.toLowerCase() !== "status")) {
    throw new Refusal(badRequest(`The filter '${filter}' is not supported.`));
  }
  const found = historyOf(workflow, world)
    .runs.filter(({ status }) => terms.every((term) => isTerm(status, term)))
    .toReversed()
    .slice(0, Number(request.query.get("$top") ?? Number.POSITIVE_INFINITY));
  return listPage(request, world, found, (run) => showRun(run, workflow, world));
}

/** GET …/runs/{run}. */
export function getRun(request: Request, world: World): Reply {
  const { workflow, run } = requireRun(request, world);
  return json(200, showRun(run, workflow, world));
}

/** POST …/runs/{run}/cancel. */
export function cancelRun(request: Request, world: World): Reply {
  const { run } = requireRun(request, world);
  run.cancel();
  return empty(200);
}

function showRun(run: WorkflowRun, workflow: Workflow, world: World) {
  const { name, startTime, endTime, status, code, error, clientTrackingId, trigger } = run;
  const correlation = { clientTrackingId };
  return {
    properties: {
      waitEndTime: startTime,
      startTime,
      endTime,
      status,
      code,
      error,
      correlation,
      workflow: showVersion(workflow, run.version, world),
      trigger: {
        name: trigger.name,
        outputsLink: contentLink(trigger.outputs, "TriggerOutputs", { world, workflow, run }),
        startTime: trigger.startTime,
        endTime: trigger.endTime,
        originHistoryName: trigger.historyName,
        correlation,
        code: trigger.code,
        status: trigger.status,
      },
      outputs: {},
    },
    id: workflowId(world, workflow, `/runs/${name}`),
    name,
    type: `${WORKFLOW_TYPE}/runs`,
  };
}
