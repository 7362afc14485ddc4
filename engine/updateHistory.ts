// Reads from the update history which commit a stack was last updated from.
import { cliFailure } from "./cliFailure";
import type { Engine } from "./engine";
import { engineEnvironment } from "./environment";

/** One `pulumi up`, whether it succeeded or not. */
export interface LastUpdate {
  /** The commit of the folder, in full; absent where the folder was in no git repository. */
  readonly commit?: string;
  /** Did the folder have uncommitted changes? */
  readonly isDirty: boolean;
  /** When it began: an ISO 8601 instant. */
  readonly startTime: string;
  /** Its message: the text of `pulumi up --message`, or else the title of the commit. */
  readonly message: string;
}

/**
 * Reads the last update of a stack. @returns undefined when there was none. @throws EngineError with the CLI's own
 * message
 */
export async function lastUpdate(options: {
  readonly engine: Engine;
  /** The folder with Pulumi.yaml. */
  readonly folder: string;
  readonly stackName: string;
  readonly env: NodeJS.ProcessEnv;
}): Promise<LastUpdate | undefined> {
  const { engine, folder, stackName, env } = options;
  const { execa } = await import("execa");
  const args = ["stack", "history", "--json", "--page-size", "100", "--stack", stackName];
  const result = await execa(engine.pulumi, [...args, "--non-interactive"], {
    cwd: folder,
    env: { ...env, ...engineEnvironment(engine, { env }) },
    extendEnv: false,
    reject: false,
  });
  if (result.exitCode !== 0) throw cliFailure("pulumi stack history", { stderr: result.stderr });
  // The newest comes first. Refreshes, imports and the like are no updates.
  const entries = JSON.parse(result.stdout || "[]") as HistoryEntry[];
  const last = entries.find(({ kind }) => kind === "update");
  if (last === undefined) return undefined;
  const commit = last.environment?.["git.head"];
  return {
    ...(commit === undefined ? {} : { commit }),
    isDirty: last.environment?.["git.dirty"] === "true",
    startTime: last.startTime,
    message: last.message ?? "",
  };
}

/** The part of `pulumi stack history --json` that is used. */
interface HistoryEntry {
  kind: string;
  startTime: string;
  message?: string;
  environment?: Record<string, string>;
}
