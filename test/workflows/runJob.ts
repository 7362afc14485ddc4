// Runs the scripts of a workflow's job on this machine, as GitHub would, in a copy of the project.
import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readWorkflow, type Step } from "./read";

/** What a job did. */
export interface JobResult {
  /** The step that failed, by its name; undefined when all succeeded. */
  failedStep: string | undefined;
  /** What each script printed, by the step's name. */
  printed: Record<string, string>;
  /** What it wrote into the summary of its run. */
  summary: string;
}

/** Where and with what a job is run. */
export interface JobOptions {
  /** The project's folder: what the checkout would have made. */
  folder: string;
  /** GitHub's `runner.temp`, which must exist; what one job leaves there the next one finds, as by artifacts. */
  temporary: string;
  /** Before the variables that the job sets: the identity and the backend, which GitHub and Azure would give. */
  env: Record<string, string>;
  /** The values of expressions, by what stands between the braces. */
  expressions: Record<string, string>;
  /** Done in place of steps with these names. */
  instead?: Record<string, () => Promise<void>>;
}

/** Runs every script of a job; actions are left out, and told to `onAction`. */
export async function runJob(
  file: string,
  name: string,
  options: JobOptions & { onAction?(action: string): void },
): Promise<JobResult> {
  const { execa } = await import("execa");
  const job = readWorkflow(file).jobs[name];
  if (job === undefined) throw new Error(`${file} has no job ${name}`);
  const { folder, temporary, expressions, instead = {} } = options;
  mkdirSync(temporary, { recursive: true });
  const summary = join(temporary, "summary.md");
  const output = join(temporary, "output.txt");
  for (const file of [summary, output]) writeFileSync(file, "");
  const result: JobResult = { failedStep: undefined, printed: {}, summary: "" };
  for (const step of job.steps) {
    const title = step.name ?? "";
    if (step.run === undefined) options.onAction?.(step.uses?.split("@")[0] ?? "");
    else if (!runs(step, result.failedStep !== undefined)) continue;
    else if (instead[title] !== undefined) await instead[title]();
    else {
      const script = join(temporary, "script.sh");
      writeFileSync(script, withoutInstallation(step.run));
      const run = await execa("bash", ["--noprofile", "--norc", "-eo", "pipefail", script], {
        cwd: folder,
        env: {
          ...process.env,
          ...given({ ...job.env, ...step.env }, expressions),
          ...options.env,
          RUNNER_TEMP: temporary,
          GITHUB_STEP_SUMMARY: summary,
          GITHUB_OUTPUT: output,
        },
        extendEnv: false,
        reject: false,
        all: true,
      });
      result.printed[title] = run.all;
      if (run.exitCode !== 0) result.failedStep ??= title;
    }
  }
  appendFileSync(summary, "");
  return { ...result, summary: readFileSync(summary, "utf8") };
}

/** Does a step run, by whether one before it failed? */
function runs({ if: condition = "" }: Step, hasFailed: boolean): boolean {
  if (/!cancelled\(\)/.test(condition)) return true;
  return /\bfailure\(\)/.test(condition) === hasFailed;
}

/** The packages are there already, and shared with the project: `npm ci` would remove them. */
function withoutInstallation(script: string): string {
  return script.replace(/^\s*npm ci .*$/gm, ":");
}

function given(
  env: NonNullable<Step["env"]>,
  expressions: Record<string, string>,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).map(([key, text]) => [
      key,
      String(text).replace(/\$\{\{ (.+?) \}\}/g, (_, expression: string) => {
        const value = expressions[expression];
        if (value === undefined) throw new Error(`no value for ${expression}`);
        return value;
      }),
    ]),
  );
}
