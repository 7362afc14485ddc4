// What all actions of a run share, and how the start and the end of each are noted.
import { randomUUID } from "node:crypto";
import type {
  ActionRecord,
  Content,
  Workflow,
  WorkflowError,
  WorkflowRun,
} from "../../world/workflows";
import type { World } from "../../world/world";
import type { Hidden } from "../definition/hidden";
import type { Node } from "../definition/tree";
import type { Surrounding } from "../language/evaluate";
import type { Value } from "../language/value";
import type { Context } from "./context";

/** A run while it runs. */
export interface Running {
  readonly world: World;
  readonly workflow: Workflow;
  readonly run: WorkflowRun;
  readonly hidden: ReadonlyMap<string, Hidden>;
  readonly parameters: ReadonlyMap<string, Value>;
  readonly triggerOutputs: Value;
  /** Aborted when the run is to end before its time. */
  readonly signal: AbortSignal;
  /** Does a group of actions. */
  runGroup(group: readonly Node[], context: Context): Promise<EndStatus>;
  /** Notes an action, and all in it, as skipped. */
  skip(node: Node, context: Context): void;
  /** Ends the run with a status. @throws always */
  terminate(status: EndStatus, error?: WorkflowError): never;
  /** Answers the caller of the trigger; false when there is nobody who waits any more. */
  respond(response: RunResponse): boolean;
}

/** How something ended. */
export type EndStatus = "Succeeded" | "Failed" | "Skipped" | "TimedOut" | "Cancelled";

/** How an action ended, and what it put out. */
export interface Outcome {
  readonly status: EndStatus;
  readonly code?: string;
  readonly error?: WorkflowError;
  readonly outputs?: Value;
}

/** What the caller of a trigger is answered. */
export interface RunResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** A failure with a code and what happened. */
export function failure(code: string, message: string, outputs?: Value): Outcome {
  return {
    status: "Failed",
    code,
    error: { code, message },
    ...(outputs === undefined ? {} : { outputs }),
  };
}

/** What expressions can read at a place of a run; `item` replaces that of the loops around it. */
export function surroundingOf(
  running: Pick<Running, "parameters" | "triggerOutputs"> & {
    readonly world: Pick<World, "clock">;
  },
  context: Context,
  item?: Value,
): Surrounding {
  return {
    now: running.world.clock.now(),
    triggerOutputs: () => running.triggerOutputs,
    parameter: (name) => running.parameters.get(name) ?? null,
    outputs: (action) => context.outputs(action),
    item: () => (item === undefined ? context.item() : item),
    items: (loop) => context.items(loop),
  };
}

/** Notes that an action begins. */
export function beginAction(node: Node, context: Context, running: Running): ActionRecord {
  const record: ActionRecord = {
    name: node.name,
    type: node.action.type,
    trackingId: randomUUID(),
    repetition: context.repetition(),
    status: "Running",
    startTime: timestamp(running.world),
    attempts: [],
    traces: [],
  };
  running.run.actions.push(record);
  return record;
}

/** Notes how an action ended. */
export function endAction(record: ActionRecord, outcome: Outcome, running: Running): void {
  const { status, code, error, outputs } = outcome;
  Object.assign(record, { status, code: code ?? CODES[status], endTime: timestamp(running.world) });
  if (error !== undefined) record.error = error;
  if (outputs !== undefined) {
    record.outputs = contentOf(outputs, running.hidden.get(record.name)?.outputs ?? false);
  }
}

const CODES: Readonly<Record<EndStatus, string>> = {
  Succeeded: "OK",
  Failed: "ActionFailed",
  Skipped: "ActionSkipped",
  TimedOut: "ActionTimedOut",
  Cancelled: "ActionCancelled",
};

/** Notes what went into an action. */
export function noteInputs(record: ActionRecord, inputs: Value, running: Running): void {
  record.inputs = contentOf(inputs, running.hidden.get(record.name)?.inputs ?? false);
}

/** What history keeps of a value; nothing changes a value once it is there. */
export function contentOf(value: Value, isHidden: boolean): Content {
  return { value, isHidden };
}

/** A moment as the service writes it: `2018-08-10T20:16:32.0387927Z`. */
export function timestamp({ clock }: Pick<World, "clock">): string {
  return clock.timestamp().replace("+00:00", "Z");
}
