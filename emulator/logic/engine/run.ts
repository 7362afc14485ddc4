// A run of a workflow from its start to its end.
import type {
  TriggerRecord,
  Workflow,
  WorkflowError,
  WorkflowHistory,
  WorkflowRun,
} from "../../world/workflows";
import type { World } from "../../world/world";
import { hiddenOf } from "../definition/hidden";
import { parameterValues } from "../definition/parameters";
import type { Definition } from "../definition/schema";
import { treeOf } from "../definition/tree";
import type { Value } from "../language/value";
import { Context } from "./context";
import { runGroup, skip } from "./group";
import { newRunName } from "./names";
import { type EndStatus, type Running, type RunResponse, timestamp } from "./running";

/** What a run is started with. */
export interface Start {
  readonly world: World;
  readonly workflow: Workflow;
  readonly definition: Definition;
  readonly history: WorkflowHistory;
  readonly trigger: TriggerRecord;
  readonly triggerOutputs: Value;
  /** How many runs may run at the same time. @default - any number */
  readonly mostRuns?: number;
}

/** A run that has started; `answered` is what a Response says, undefined when the run ended without one. */
export interface Started {
  readonly run: WorkflowRun;
  readonly answered: Promise<RunResponse | undefined>;
  /** From now on nobody waits for an answer. */
  leave(): void;
}

/** Starts a run; it goes on in the background. */
export function startRun(start: Start): Started {
  const { world, workflow, history, trigger } = start;
  const ending = new AbortController();
  const name = newRunName(world);
  const run: WorkflowRun = {
    name,
    version: workflow.version,
    clientTrackingId: name,
    status: "Running",
    startTime: timestamp(world),
    trigger,
    actions: [],
    cancel: () => ending.abort(new RunEnds({ status: "Cancelled" })),
  };
  history.runs.push(run);

  let answer: ((response: RunResponse | undefined) => void) | undefined;
  const answered = new Promise<RunResponse | undefined>((resolve) => {
    answer = resolve;
  });
  const leave = () => {
    answer = undefined;
  };
  const respond = (response: RunResponse | undefined) => {
    const isAwaited = answer !== undefined;
    answer?.(response);
    leave();
    return isAwaited;
  };
  const carry = async () => {
    await takeTurn(run, start);
    // Whoever called is answered first, and others who call at the same time.
    await world.schedule.turn();
    const running = { ...start, run, respond, signal: ending.signal };
    const end = await carryOut(running, (reason) => ending.abort(reason)).catch(asEnd);
    finish(run, end, world);
    respond(undefined);
    history.waiting.shift()?.();
  };
  void carry();
  return { run, answered, leave };
}

async function takeTurn(run: WorkflowRun, { history, mostRuns = Infinity }: Start): Promise<void> {
  if (mostRuns === Infinity) return;
  const others = history.runs.filter((each) => each !== run && each.status === "Running").length;
  if (others < mostRuns) return;
  run.status = "Waiting";
  await new Promise<void>((resolve) => history.waiting.push(resolve));
  run.status = "Running";
}

/** Why a run ends before its last action. */
class RunEnds extends Error {
  readonly end: End;

  constructor(end: End) {
    super("the run ends");
    this.end = end;
  }
}

interface End {
  readonly status: EndStatus;
  readonly error?: WorkflowError;
}

async function carryOut(
  start: Start & Pick<Running, "run" | "respond" | "signal">,
  abort: (reason: Error) => void,
): Promise<End> {
  const { workflow, definition } = start;
  const running: Running = {
    ...start,
    hidden: hiddenOf(definition),
    parameters: parameterValues(definition, workflow.parameters),
    runGroup: (group, context) => runGroup(group, context, running),
    skip: (node, context) => void skip(node, context, running),
    terminate(status, error) {
      const reason = new RunEnds(error === undefined ? { status } : { status, error });
      abort(reason);
      throw reason;
    },
  };
  const status = await runGroup(treeOf(definition.actions), new Context(), running);
  const message = "An action failed. No dependent actions succeeded.";
  return status === "Failed" ? { status, error: { code: "ActionFailed", message } } : { status };
}

function asEnd(reason: unknown): End {
  if (reason instanceof RunEnds) return reason.end;
  const message = reason instanceof Error ? (reason.stack ?? reason.message) : String(reason);
  return { status: "Failed", error: { code: "EmulatorBug", message } };
}

function finish(run: WorkflowRun, { status, error }: End, world: World): void {
  const endTime = timestamp(world);
  for (const action of run.actions) {
    if (action.status === "Running") {
      Object.assign(action, { status: "Cancelled", code: "ActionCancelled", endTime });
    }
  }
  Object.assign(run, { status, endTime });
  if (error !== undefined) Object.assign(run, { code: error.code, error });
}
