// Ends a run of a pipeline for auditors: prints revision and hash of the record, and appends one line to the log of runs.
import { appendFile } from "node:fs/promises";
import { resolve } from "node:path";
import { PROVENANCE_VARIABLE, readProvenance } from "../../access/provenance";
import { now } from "../../clock";
import type { Engine } from "../../engine/engine";
import { openStackState, selectedStack } from "../../engine/stackState";
import type { CommandContext, Outcome } from "../command";
import { askGit, lineOf, noteOf } from "../git";
import type { State } from "../recover/state";
import { UserError } from "../userError";

/** One line of the log, as JSON. */
export interface RunLine {
  /** When the run ended: ISO 8601. */
  readonly time: string;
  /** What the pipeline named, else what is checked out, 40 hex digits; absent outside of a git repository. */
  readonly commit?: string;
  /** `refused`: nothing was changed, because the guard or the approved plan did not allow it. */
  readonly verdict: "succeeded" | "refused" | "failed";
  /** In words: how many resources changed, why it was refused, or the first error. */
  readonly reason: string;
  readonly stack?: string;
  /** The record after the run, see access/seal.ts; absent where the state could not be read or has none. */
  readonly revision?: number;
  readonly recordSha256?: string;
}

/** A run, its end, and what it ended with. */
export interface EndedRun extends Outcome {
  readonly engine: Engine;
  readonly verdict: RunLine["verdict"];
  readonly reason: string;
}

/** Where the run is, and which log it is appended to. */
export interface RecordedRunOptions {
  readonly folder: string;
  /** @default - the selected one */
  readonly stack?: string;
  /** A file that is made or appended to. @default - no log is kept */
  readonly runLog?: string;
}

/** Does a run and records its end, also that of one which throws. */
export async function recordedRun(
  options: RecordedRunOptions,
  context: CommandContext,
  run: () => Promise<EndedRun>,
): Promise<Outcome> {
  let ended: EndedRun;
  try {
    ended = await run();
  } catch (thrown) {
    await append(options, context, { verdict: "failed", reason: (thrown as Error).message });
    throw thrown;
  }
  const { engine, verdict, reason, exitCode, lines, data } = ended;
  const head = await headOf(engine, options, context);
  await append(options, context, { verdict, reason, ...head });
  const { revision, recordSha256 } = head;
  const anchor =
    revision === undefined
      ? []
      : [`revision ${revision}, record ${recordSha256 ?? "without a hash"}`];
  return {
    exitCode,
    lines: [...lines, ...anchor],
    data: { ...(data as object), revision: revision ?? null, recordSha256: recordSha256 ?? null },
  };
}

/** Collects from the lines of a run why it ended as it did. */
export function runReasons(): { hear(line: string): void; isRefused(): boolean; reason(): string } {
  let refusal: string[] | undefined;
  let error: string | undefined;
  let counts: string[] = [];
  let isCount = false;
  return {
    hear(line) {
      const text = line.trim();
      if (/this change is refused:$/.test(text)) refusal ??= [];
      else if (refusal?.length === 0) refusal.push(text);
      if (/^error: ./.test(text)) error ??= text.slice("error: ".length);
      if (text === "Resources:") counts = [];
      else if (isCount && text !== "") counts.push(text);
      isCount = text === "Resources:" || (isCount && text !== "");
    },
    isRefused: () => refusal !== undefined,
    reason: () =>
      refusal?.[0] ??
      error ??
      (counts.length === 0 ? "no summary was printed" : counts.map(plainCount).join(", ")),
  };
}

/** `~ 2 updated` without the sign, and `24 unchanged`. */
function plainCount(text: string): string {
  return text.replace(/^\D+(?=\d)/, "");
}

type Head = Pick<RunLine, "stack" | "revision" | "recordSha256">;

/** The head of the chain of records. A state that cannot be read makes no run fail. */
async function headOf(
  engine: Engine,
  { folder, stack }: RecordedRunOptions,
  { env, progress }: CommandContext,
): Promise<Head> {
  try {
    const at = { engine, folder: resolve(folder), env };
    const stackName = stack ?? (await selectedStack(at));
    const { deployment } = await openStackState<State>({ ...at, stackName }).read();
    const { outputs = {} } =
      deployment.resources?.find(({ type }) => type === "acr-credentials:index:AccessGuard") ?? {};
    return {
      stack: stackName,
      ...(typeof outputs.revision === "number" ? { revision: outputs.revision } : {}),
      ...(typeof outputs.recordSha256 === "string" ? { recordSha256: outputs.recordSha256 } : {}),
    };
  } catch (thrown) {
    progress(`the record could not be read after the run: ${(thrown as Error).message}`);
    return stack === undefined ? {} : { stack };
  }
}

async function append(
  { folder, stack, runLog }: RecordedRunOptions,
  { env, progress }: CommandContext,
  { verdict, reason, ...head }: Pick<RunLine, "verdict" | "reason"> & Head,
): Promise<void> {
  if (runLog === undefined) return;
  const commit =
    readProvenance(env[PROVENANCE_VARIABLE]).provenance?.commit ??
    (await checkedOut(folder, progress));
  const line: RunLine = {
    time: now(env).toISOString(),
    ...(commit === undefined ? {} : { commit }),
    verdict,
    reason: reason
      .replace(/[\s\p{C}]+/gu, " ")
      .trim()
      .slice(0, LONGEST_REASON),
    ...(stack === undefined ? {} : { stack }),
    ...head,
  };
  await appendFile(runLog, `${JSON.stringify(line)}\n`).catch((cause: NodeJS.ErrnoException) => {
    throw new UserError(`--run-log ${runLog}: cannot be written (${cause.code})`, {
      remedy: "name a file in a folder that exists; the run itself is over",
      cause,
    });
  });
}

const LONGEST_REASON = 500;

async function checkedOut(
  folder: string,
  progress: CommandContext["progress"],
): Promise<string | undefined> {
  const answer = await askGit(folder, ["rev-parse", "HEAD"]);
  const note = noteOf(answer);
  if (note !== undefined) progress(`the log of runs gets no commit: ${note}`);
  return lineOf(answer);
}
