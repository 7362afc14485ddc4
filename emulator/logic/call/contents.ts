// What went into a trigger or an action, and what came out: where history shows it as a link, and what the link answers.

import { childNotFound } from "../../arm/errors";
import { json, Refusal, type Reply } from "../../http/reply";
import { param, type Request } from "../../http/request";
import type { ActionRecord, Content, Workflow, WorkflowRun } from "../../world/workflows";
import type { World } from "../../world/world";
import { toJson, type Value } from "../language/value";
import { mayCall } from "./callers";
import { foreignAddress } from "./errors";
import { requireCaller, requireWorkflowById } from "./invoke";
import { sign } from "./signature";

/** Where contents belong to: a run's trigger, or an action of it. */
export interface Place {
  readonly world: World;
  readonly workflow: Workflow;
  readonly run: WorkflowRun;
  readonly action?: ActionRecord;
}

/** A link in history; without an address where the content is hidden. */
export function contentLink(content: Content | undefined, kind: ContentKind, place: Place) {
  if (content === undefined) return undefined;
  // How the service marks hidden content is taken from the portal's tests, which know `secureData` beside the link.
  if (content.isHidden) return { secureData: { properties: [PROPERTY[kind]] } };
  const { world, workflow, run, action } = place;
  const owner = action === undefined ? "" : `/actions/${action.name}${repetitionPath(action)}`;
  const path = `/runs/${run.name}${owner}/contents/${kind}`;
  const query = new URLSearchParams(sign(workflow, `${path}/read`));
  const body = toJson(content.value as Value);
  return {
    uri: `${world.hosts.url("main")}/workflows/${workflow.id}${path}?${query}`,
    contentSize: Buffer.byteLength(body),
  };
}

/** The contents that there are. */
export type ContentKind = "TriggerOutputs" | "ActionInputs" | "ActionOutputs";

const PROPERTY: Readonly<Record<ContentKind, string>> = {
  TriggerOutputs: "outputs",
  ActionInputs: "inputs",
  ActionOutputs: "outputs",
};

/** `000002`, and with the outer loops before it `000001-000002`. */
export function repetitionName({ repetition }: ActionRecord): string {
  return repetition.map(({ itemIndex }) => String(itemIndex).padStart(6, "0")).join("-");
}

function repetitionPath(action: ActionRecord): string {
  return action.repetition.length === 0 ? "" : `/repetitions/${repetitionName(action)}`;
}

/** GET /workflows/{id}/runs/{run}/…/contents/{kind}. */
export function getContents(request: Request, world: World): Reply {
  const workflow = requireWorkflowById(request, world);
  const path = request.path.replace(/^\/workflows\/[^/]+/i, "");
  requireCaller(request, workflow, `${path}/read`, world);
  if (!mayCall(workflow, "contents", request.remoteAddress)) {
    throw foreignAddress(request.remoteAddress);
  }
  const run = world.workflowHistories
    .get(workflow.id)
    ?.runs.find(({ name }) => name === param(request, "run"));
  const content = run === undefined ? undefined : findContent(request, run);
  if (content === undefined || content.isHidden) {
    throw new Refusal(childNotFound(param(request, "kind")));
  }
  return json(200, JSON.parse(toJson(content.value as Value)));
}

function findContent({ params }: Request, run: WorkflowRun): Content | undefined {
  if (params.action === undefined) return run.trigger.outputs;
  const action = run.actions.find(
    (each) => each.name === params.action && repetitionName(each) === (params.repetition ?? ""),
  );
  return params.kind?.toLowerCase() === "actioninputs" ? action?.inputs : action?.outputs;
}
