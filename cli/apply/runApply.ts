// Updates a stack under a saved plan and reports the result.
import { rm } from "node:fs/promises";
import { SYNC_LEFT } from "../../access/syncMark";
import { findEngine } from "../../engine/findEngine";
import { isViolation } from "../../engine/planViolation";
import { runPulumi } from "../../engine/runPulumi";
import type { CommandContext, Outcome } from "../command";
import { requireProject } from "../stackInFolder";
import { messageOption } from "./message";
import { type EndedRun, recordedRun, runReasons } from "./recordedRun";
import { readPlanTime } from "./savedPlan";

/** The options of `npm run apply`. */
export interface ApplyOptions {
  readonly folder: string;
  readonly stack?: string;
  readonly plan?: string;
  /** The message of the update in the stack's history. @default - the title of the commit, as in Pulumi */
  readonly message?: string;
  /** A file to which one line of JSON about this run is appended. */
  readonly runLog?: string;
}

/** Applies the plan or nothing; the plan is always removed. */
export function runApply(options: ApplyOptions, context: CommandContext): Promise<Outcome> {
  return recordedRun(options, context, () => appliedPlan(options, context));
}

async function appliedPlan(
  { folder, stack, plan, message }: ApplyOptions,
  { env, signal, progress, print }: CommandContext,
): Promise<EndedRun> {
  const project = requireProject(folder);
  const { file, madeAt } = await readPlanTime(plan, createLine(stack));
  const engine = await findEngine({ onProgress: progress, env, signal });
  const seen = { violation: false, update: false, syncLeft: "" };
  const reasons = runReasons();
  const onLine = (line: string) => {
    seen.violation ||= isViolation(line);
    seen.update ||= line.startsWith("Updating (");
    if (seen.update) seen.syncLeft ||= line.split(SYNC_LEFT)[1]?.trim() ?? "";
    reasons.hear(line);
    print(line, { isVerbatim: true });
  };
  let code: number;
  try {
    const said = messageOption(message, env);
    code = await runPulumi(engine, [...UP, `--plan=${file}`, ...said, ...named(stack)], {
      folder: project,
      env: { ...env, CUSTOMER_ACCESS_ROTATE: "no" },
      onLine,
    });
  } finally {
    await rm(file, { force: true });
  }
  const data = { applied: code === 0, planHolds: !seen.violation, started: seen.update, madeAt };
  const reason = reasons.reason();
  if (code === 0 && seen.syncLeft !== "") {
    // Under a plan with nothing to do for it, no step of the engine could fail.
    return { engine, verdict: "failed", reason: seen.syncLeft, exitCode: 2, lines: SYNC, data };
  }
  if (code === 0) return { engine, verdict: "succeeded", reason, exitCode: 0, lines: [], data };
  if (!seen.violation) {
    const verdict = reasons.isRefused() ? "refused" : "failed";
    return { engine, verdict, reason, exitCode: 2, lines: [], data };
  }
  const lines = brokenPlan(madeAt, seen.update, stack);
  const verdict = seen.update ? "failed" : "refused";
  return { engine, verdict, reason: lines[0] ?? "", exitCode: 1, lines, data };
}

const SYNC = [
  "the plan was applied, but a sync that is named above stays as it was: correct what is said there; the next run does the rest",
];

/** Not `--skip-preview`: in its preview, Pulumi finds differences from the plan before anything is changed. */
const UP = ["up", "--refresh", "--yes", "--continue-on-error", "--non-interactive"];

function named(stack: string | undefined): string[] {
  return stack === undefined ? [] : ["--stack", stack];
}

function createLine(stack: string | undefined): string {
  const preview = ["preview --refresh --save-plan=plan.json", ...named(stack)].join(" ");
  return `\`CUSTOMER_ACCESS_ROTATE=no npm run pulumi -- ${preview}\``;
}

function brokenPlan(madeAt: string, isStarted: boolean, stack: string | undefined): string[] {
  const done = isStarted
    ? "the run stopped midway; the changes listed above were made"
    : "nothing was changed";
  return [
    `the plan of ${madeAt} no longer holds: customers.yaml, the program, the stack, Azure or the day (UTC) has changed; ${done}`,
    `create a new plan, review it, and have it approved: ${createLine(stack)}`,
  ];
}
