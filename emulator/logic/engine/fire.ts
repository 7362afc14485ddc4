// Fires a trigger: its conditions, the queue of runs, and what its history tells.
import type {
  TriggerRecord,
  Workflow,
  WorkflowHistory,
  WorkflowStatus,
} from "../../world/workflows";
import type { World } from "../../world/world";
import { securedOf } from "../definition/hidden";
import { parameterValues } from "../definition/parameters";
import type { Definition } from "../definition/schema";
import type { Trigger } from "../definition/triggerSchema";
import { conditionExpression } from "../language/condition";
import { evaluate } from "../language/evaluate";
import { ExpressionError } from "../language/expressionError";
import type { Value } from "../language/value";
import { Context } from "./context";
import { newVersion } from "./names";
import { type Started, startRun } from "./run";
import { contentOf, surroundingOf, timestamp } from "./running";

/** What a trigger is fired with. */
export interface Firing {
  readonly world: World;
  readonly workflow: Workflow;
  readonly definition: Definition;
  readonly name: string;
  readonly trigger: Trigger;
  readonly outputs: Value;
}

/** What came of it: a run, none because a condition does not hold or cannot be evaluated, or none because too many wait. */
export type Fired =
  | { readonly kind: "started"; readonly record: TriggerRecord; readonly started: Started }
  | { readonly kind: "skipped"; readonly record: TriggerRecord }
  | { readonly kind: "failed"; readonly record: TriggerRecord; readonly message: string }
  | { readonly kind: "full" };

/** Fires a trigger. */
export function fire(firing: Firing): Fired {
  const { world, workflow, definition, outputs } = firing;
  const history = historyOf(workflow, world);
  const concurrency = concurrencyOf(firing.trigger);
  if (concurrency !== undefined && isFull(history, concurrency)) return { kind: "full" };

  const verdict = judge(firing);
  if (verdict !== true) {
    const record = note(firing, history, verdict === false ? "Skipped" : "Failed");
    return verdict === false
      ? { kind: "skipped", record }
      : { kind: "failed", record, message: verdict };
  }
  const record = note(firing, history, "Succeeded");
  const limit = concurrency === undefined ? {} : { mostRuns: concurrency.runs };
  const start = { world, workflow, definition, history, trigger: record, triggerOutputs: outputs };
  return { kind: "started", record, started: startRun({ ...start, ...limit }) };
}

/** The history of a workflow; empty at first. */
export function historyOf({ id }: Workflow, { workflowHistories }: World): WorkflowHistory {
  const history = workflowHistories.get(id) ?? { runs: [], triggers: [], waiting: [] };
  workflowHistories.set(id, history);
  return history;
}

/** Do all conditions hold? A text says why that cannot be told. */
function judge({ world, workflow, definition, trigger, outputs }: Firing): boolean | string {
  const parameters = parameterValues(definition, workflow.parameters);
  const around = surroundingOf({ world, parameters, triggerOutputs: outputs }, new Context());
  try {
    return (trigger.conditions ?? []).every(
      ({ expression }) => evaluate(conditionExpression(expression), around).value === true,
    );
  } catch (error) {
    if (error instanceof ExpressionError) return error.message;
    throw error;
  }
}

interface Concurrency {
  readonly runs: number;
  readonly maximumWaitingRuns: number;
}

// https://learn.microsoft.com/azure/logic-apps/logic-apps-limits-and-config#looping-debatching-limits
const DEFAULT_RUNS = 25;
const WAITING_BEYOND_RUNS = 10;

function concurrencyOf({ runtimeConfiguration }: Trigger): Concurrency | undefined {
  const given = runtimeConfiguration?.concurrency;
  if (given === undefined) return undefined;
  const { runs = DEFAULT_RUNS, maximumWaitingRuns = runs + WAITING_BEYOND_RUNS } = given;
  return { runs, maximumWaitingRuns };
}

function isFull(
  { runs }: WorkflowHistory,
  { runs: most, maximumWaitingRuns }: Concurrency,
): boolean {
  const unfinished = runs.filter(({ status }) => status === "Running" || status === "Waiting");
  return unfinished.length >= most + maximumWaitingRuns;
}

function note(firing: Firing, history: WorkflowHistory, status: WorkflowStatus): TriggerRecord {
  const { world, name, trigger, outputs } = firing;
  const at = timestamp(world);
  const record: TriggerRecord = {
    historyName: newVersion(world),
    name,
    status,
    startTime: at,
    endTime: at,
    code:
      status === "Succeeded"
        ? "OK"
        : status === "Skipped"
          ? "TriggerConditionNotMet"
          : "BadRequest",
    hasFired: status === "Succeeded",
    outputs: contentOf(outputs, securedOf(trigger).includes("outputs")),
  };
  history.triggers.push(record);
  return record;
}
