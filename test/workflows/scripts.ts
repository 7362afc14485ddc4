// The scripts of all workflows and pipelines, whichever system runs them.
import { type AzureJob, readAllAzureJobs, scriptOf } from "./azure";
import { type Job, readWorkflows, type Workflow } from "./read";

/** One script. */
export interface Script {
  /** The name that people see. */
  step: string;
  text: string;
  /** What is set for it, with the system's expressions as they stand there. */
  env: Record<string, string>;
  /** When it runs, in the system's words; absent where it runs after successes alone. */
  condition?: string;
}

/** The scripts of one job, in their order. */
export interface ScriptJob {
  /** Its file from the project's folder. */
  file: string;
  name: string;
  /** When the job as a whole runs. */
  condition?: string;
  /** May any of its steps fail without anybody noticing? */
  goesOnAfterErrors: boolean;
  scripts: Script[];
}

/** Reads all jobs that have scripts. */
export function readScriptJobs(): ScriptJob[] {
  return [...readWorkflows().flatMap(gitHubJobs), ...readAllAzureJobs().map(ofAzure)].filter(
    ({ scripts }) => scripts.length > 0,
  );
}

/** The jobs of a workflow of GitHub. */
export function gitHubJobs({ file, jobs }: Workflow): ScriptJob[] {
  return Object.entries(jobs).map(([name, job]) => ({
    file: `.github/workflows/${file}`,
    name,
    ...(job.if === undefined ? {} : { condition: job.if }),
    goesOnAfterErrors: job.steps.some((step) => step["continue-on-error"] === true),
    scripts: ofGitHub(job),
  }));
}

/** A job of Azure DevOps. */
export function ofAzure({ file, name, condition, steps }: AzureJob): ScriptJob {
  return {
    file: `azure-pipelines/${file}`,
    name,
    ...(condition === undefined ? {} : { condition }),
    goesOnAfterErrors: steps.some(({ continueOnError }) => continueOnError === true),
    scripts: steps.flatMap((step) => {
      const text = scriptOf(step);
      if (text === undefined) return [];
      const when = step.condition === undefined ? {} : { condition: step.condition };
      return [{ step: step.displayName ?? "", text, env: step.env ?? {}, ...when }];
    }),
  };
}

/** Does it change the stack or Azure? */
export function writesStack(command: string): boolean {
  return /npm run (--silent )?(apply|rotate)\b|pulumi -- (up|destroy|refresh|import)\b/.test(
    command,
  );
}

/** Does this run what follows a failure? */
export function runsAfterFailure(condition: string | undefined): boolean {
  return /\b(always|failure|cancell?ed|succeededOrFailed|failed)\(/.test(condition ?? "");
}

function ofGitHub(job: Job): Script[] {
  return job.steps.flatMap(({ name = "", run, env = {}, if: condition }) =>
    run === undefined
      ? []
      : [
          {
            step: name,
            text: run,
            env: { ...job.env, ...env },
            ...(condition === undefined ? {} : { condition }),
          },
        ],
  );
}
