// Finds the commit of a stack's last update, and checks whether a run can start from it.
import { findEngine } from "../../engine/findEngine";
import { selectedStack } from "../../engine/stackState";
import { lastUpdate } from "../../engine/updateHistory";
import type { CommandContext, Outcome } from "../command";
import { askGit } from "../git";
import { requireProject } from "../stackInFolder";
import { UserError } from "../userError";

/** The options of `npm run applied`. */
export interface AppliedOptions {
  readonly folder: string;
  readonly stack?: string;
}

/** Prints the commit, or says why no run can start from it. */
export async function runApplied(
  options: AppliedOptions,
  { env, signal, progress }: CommandContext,
): Promise<Outcome> {
  const folder = requireProject(options.folder);
  const engine = await findEngine({ onProgress: progress, env, signal });
  const stackName = options.stack ?? (await selectedStack({ engine, folder, env }));
  const last = await lastUpdate({ engine, folder, stackName, env });
  if (last === undefined) {
    throw new UserError(`${stackName} was never updated`, {
      remedy: "apply a first change; until then there is nothing to rotate",
    });
  }
  const { commit = "", isDirty, startTime, message } = last;
  const data = { stack: stackName, commit, isDirty, startTime, message };
  const isKnown = commit !== "" && (await isInHistory(folder, commit));
  if (isKnown && !isDirty) return { exitCode: 0, lines: [commit], data };
  const what = isKnown
    ? `${commit} with changes that are in no commit`
    : `${commit || "no commit at all"}, which is not part of what is checked out`;
  return {
    exitCode: 1,
    lines: [
      `${stackName} was last updated on ${startTime} from ${what}; merge what was applied, then review and apply that commit`,
    ],
    data,
  };
}

async function isInHistory(folder: string, commit: string): Promise<boolean> {
  const args = ["merge-base", "--is-ancestor", "--end-of-options", commit, "HEAD"];
  const { stdout, trouble } = await askGit(folder, args);
  if (trouble) throw new UserError(`${folder}: ${trouble.reason}`, { remedy: trouble.remedy });
  return stdout !== undefined;
}
