// The pipeline of the audit story: each run has a commit, somebody behind it, and a time by the emulator's clock.
import type { EngineEvent, Stack } from "@pulumi/pulumi/automation";
import { PROVENANCE_VARIABLE, type RunProvenance, withTrailers } from "../../../access/provenance";
import { now } from "../../../clock";
import type { Engine } from "../../../engine/engine";
import type { CommandContext } from "../../command";
import { EMULATED_FOLDER, moveRuns } from "../../emulated";
import { UserError } from "../../userError";
import type { EmulatorControl } from "../emulatorControl";
import { type Changes, followEvents, summarise } from "../engineEvents";
import { redate } from "../redate";
import { engineRun } from "../runEngine";
import { withoutSummary } from "../withoutSummary";
import type { FileHistory } from "./fileHistory";
import { loseMachine } from "./lostMachine";
import { customersFile, TROUBLED, UPDATES, type Update } from "./quarter";

/** Where the story plays. */
export interface Stage {
  readonly engine: Engine;
  readonly stack: Stack;
  readonly control: EmulatorControl;
  readonly file: FileHistory;
  readonly context: Pick<CommandContext, "env" | "signal">;
}

/** Runs the updates, and says of each how it ended. @throws UserError when one fails that should not, or the reverse */
export async function runQuarter(
  stage: Stage,
  say: (line: string) => void,
  show: (text: string) => void,
): Promise<void> {
  let behind: RunProvenance = {};
  for (const [index, update] of UPDATES.entries()) {
    stage.context.signal.throwIfAborted();
    behind = await behindRun(index, behind, stage);
    const startedAt = now({});
    await stage.control.moveTo(update.at);
    const result = await run(update, behind, stage, (text) => show(`${update.at}: ${text}`));
    await stage.control.clearFaults();
    await redate(EMULATED_FOLDER, { startedAt, instant: update.at });
    say(`${update.at.slice(0, 10)} ${update.at.slice(11, 16)}  ${update.subject}: ${result}`);
  }
}

/** Commits the file where it changes. @returns what the pipeline notes of this run */
async function behindRun(
  index: number,
  before: RunProvenance,
  { file }: Stage,
): Promise<RunProvenance> {
  const { change, subject, at } = UPDATES[index] as Update;
  const run = `https://ci.vendor.example/runs/${index + 1}`;
  if (change === undefined) {
    const isRepeated = UPDATES[index - 1]?.subject === subject;
    return isRepeated ? { ...before, run } : { commit: before.commit ?? "", run };
  }
  const { author, pullRequest, approvers } = change;
  const commit = await file.commit(customersFile(index + 1), { subject, author, at });
  return { commit, author, pullRequest, approvers, run };
}

/** @returns in words how it ended */
async function run(
  { at, subject, trouble }: Update,
  behind: RunProvenance,
  { engine, stack, control, context }: Stage,
  show: (text: string) => void,
): Promise<string> {
  const message = withTrailers(subject, behind);
  moveRuns(stack, at);
  stack.workspace.envVars[PROVENANCE_VARIABLE] = JSON.stringify(behind);
  const scopeMap = { method: "PUT", path: `/scopeMaps/${TROUBLED}-pull` };
  if (trouble === "killed") {
    await control.addFault({ ...scopeMap, delayMs: 60_000, reset: true });
    show("pulumi up");
    await loseMachine({ engine, stack, message }, context);
    return "the machine was lost in the middle";
  }
  if (trouble === "refused") {
    const refusal = { status: 403, code: "AuthorizationFailed", times: "Infinity" };
    await control.addFault({ ...scopeMap, ...refusal });
  }
  let changes: Changes = {};
  const follow = followEvents(show);
  const hear = (event: EngineEvent) => {
    follow(event);
    changes = event.summaryEvent?.resourceChanges ?? changes;
  };
  const title = `pulumi up at ${at}`;
  try {
    await engineRun(context, title, hear, (hooks) =>
      withoutSummary(stack).up({ continueOnError: true, message, ...hooks }),
    );
  } catch (thrown) {
    const isExpected = trouble === "refused" && thrown instanceof UserError;
    if (!isExpected || context.signal.aborted) throw thrown;
    return `failed, since Azure refused ${TROUBLED}'s scope map`;
  }
  if (trouble === "refused") throw new Error(`${title}: ${TROUBLED}'s scope map was not refused`);
  return summarise(changes);
}
