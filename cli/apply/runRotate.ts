// Rotates what is due, without asking, and reports the result.
import { findEngine } from "../../engine/findEngine";
import { runPulumi } from "../../engine/runPulumi";
import type { CommandContext, Outcome } from "../command";
import { requireProject } from "../stackInFolder";
import { messageOption } from "./message";
import { type EndedRun, recordedRun, runReasons } from "./recordedRun";
import type { ApplyOptions } from "./runApply";

/** The options of `npm run rotate`. */
export type RotateOptions = Omit<ApplyOptions, "plan">;

/** Brings the stack up as what is checked out says, with the rotations that are due. */
export function runRotate(options: RotateOptions, context: CommandContext): Promise<Outcome> {
  return recordedRun(options, context, () => rotated(options, context));
}

async function rotated(
  { folder, stack, message }: RotateOptions,
  { env, signal, progress, print }: CommandContext,
): Promise<EndedRun> {
  const project = requireProject(folder);
  const engine = await findEngine({ onProgress: progress, env, signal });
  const reasons = runReasons();
  const named = stack === undefined ? [] : ["--stack", stack];
  const code = await runPulumi(engine, [...UP, ...messageOption(message, env), ...named], {
    folder: project,
    env,
    onLine(line) {
      reasons.hear(line);
      print(line, { isVerbatim: true });
    },
  });
  const reason = reasons.reason();
  const data = { rotated: code === 0 };
  if (code === 0) return { engine, verdict: "succeeded", reason, exitCode: 0, lines: [], data };
  const verdict = reasons.isRefused() ? "refused" : "failed";
  return { engine, verdict, reason, exitCode: verdict === "refused" ? 1 : 2, lines: [], data };
}

const UP = ["up", "--yes", "--skip-preview", "--continue-on-error", "--non-interactive"];
