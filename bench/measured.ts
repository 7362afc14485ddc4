// What a command needs: time, and processor time of all its processes, by which runs are compared on a busy machine too.
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** What a command needed. */
export interface Use {
  readonly ms: number;
  /** Of the command and everything that it started, user and system. */
  readonly processorMs: number;
}

/** A command, and where it runs. */
export interface Job {
  readonly file: string;
  readonly args: readonly string[];
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

/**
 * Runs a command and measures it; needs bash, which counts the processor time of whatever it waited for.
 *
 * @throws when it ends with more than 1: a plan with losses ends with 1
 */
export async function measured({ file, args, folder, env, signal }: Job): Promise<Use> {
  const { execa } = await import("execa");
  const start = performance.now();
  const result = await execa("bash", ["-c", COUNTED, "bash", file, ...args], {
    cwd: folder,
    env,
    reject: false,
    stdio: ["ignore", "pipe", "pipe", "pipe"],
    ...(signal === undefined ? {} : { cancelSignal: signal }),
  });
  signal?.throwIfAborted();
  const ms = performance.now() - start;
  if (result.exitCode === undefined || result.exitCode > 1) {
    throw new Error(`${args.join(" ")} failed:\n${result.stdout}\n${result.stderr}`);
  }
  return { ms, processorMs: ofChildren(String(result.stdio[3])) };
}

const COUNTED = '"$@"; code=$?; times >&3; exit $code';

/** `times` prints two lines, the second of the children: `0m1.234s 0m0.567s`. */
function ofChildren(times: string): number {
  const [, children = ""] = times.trim().split("\n");
  const spans = [...children.matchAll(/(\d+)m([\d.]+)s/g)];
  return spans.reduce(
    (sum, [, minutes, seconds]) => sum + Number(minutes) * 60_000 + Number(seconds) * 1_000,
    0,
  );
}

/** What the program's own process needed, of all that a run of Pulumi needs. */
export interface ProgramUse {
  readonly peakBytes: number;
  readonly processorMs: number;
}

/**
 * Measures a run of Pulumi, and the program's process in it.
 *
 * @param program fits the path of the file that this process runs. @default - the program of a Pulumi project
 */
export async function measuredRun(
  job: Job,
  program = /[\\/]cmd[\\/]run/,
): Promise<Use & { readonly program: ProgramUse }> {
  const folder = await mkdtemp(join(tmpdir(), "note-use-"));
  const noted = join(folder, "use.json");
  const preload = `--require ${JSON.stringify(join(__dirname, "noteUse.cjs"))}`;
  try {
    const env = {
      ...job.env,
      NODE_OPTIONS: preload,
      NOTE_USE_IN: noted,
      NOTE_USE_OF: program.source,
    };
    const use = await measured({ ...job, env });
    return { ...use, program: JSON.parse(await readFile(noted, "utf8")) };
  } finally {
    await rm(folder, { recursive: true });
  }
}
