// Brings a stack up under a saved plan, and says what became of it.
import { rm } from "node:fs/promises";
import { resolve } from "node:path";
import { findEngine } from "../../engine/findEngine";
import { isViolation } from "../../engine/planViolation";
import { runPulumi } from "../../engine/runPulumi";
import type { CommandContext, Outcome } from "../command";
import { readPlanTime } from "./savedPlan";

/** The options of `npm run apply`. */
export interface ApplyOptions {
  readonly folder: string;
  readonly stack?: string;
  readonly plan?: string;
  /** What the stack's history keeps with the update. @default - the title of the commit, as Pulumi does it */
  readonly message?: string;
}

/** Applies the plan or nothing; the plan is removed, whatever becomes of the run. */
export async function runApply(
  { folder, stack, plan, message }: ApplyOptions,
  { env, signal, progress, print }: CommandContext,
): Promise<Outcome> {
  const { file, madeAt } = await readPlanTime(plan);
  const engine = await findEngine({ onProgress: progress, env, signal });
  const seen = { violation: false, update: false };
  const onLine = (line: string) => {
    seen.violation ||= isViolation(line);
    seen.update ||= line.startsWith("Updating (");
    print(line);
  };
  let ended: number;
  try {
    const said = message === undefined ? [] : [`--message=${message}`];
    ended = await runPulumi(engine, [...UP, `--plan=${file}`, ...said, ...named(stack)], {
      folder: resolve(folder),
      env: { ...env, CUSTOMER_ACCESS_ROTATE: "no" },
      onLine,
    });
  } finally {
    await rm(file, { force: true });
  }
  const data = { applied: ended === 0, planHolds: !seen.violation, started: seen.update, madeAt };
  if (ended === 0) return { exitCode: 0, lines: [], data };
  if (!seen.violation) return { exitCode: 2, lines: [], data };
  return { exitCode: 1, lines: brokenPlan(madeAt, seen.update, stack), data };
}

/** Not `--skip-preview`: Pulumi finds in its preview what is not as planned, before anything is changed. */
const UP = ["up", "--refresh", "--yes", "--continue-on-error", "--non-interactive"];

function named(stack: string | undefined): string[] {
  return stack === undefined ? [] : ["--stack", stack];
}

function brokenPlan(madeAt: string, isStarted: boolean, stack: string | undefined): string[] {
  const done = isStarted
    ? "the run stopped on its way; what it says above was done"
    : "nothing was changed";
  return [
    `the plan of ${madeAt} no longer holds: customers.yaml, the program, the stack, Azure or the day (UTC) is not what it was; ${done}`,
    `make it again, read it, and have it approved: CUSTOMER_ACCESS_ROTATE=no npm run pulumi -- ${["preview --refresh --save-plan=plan.json", ...named(stack)].join(" ")}`,
  ];
}
