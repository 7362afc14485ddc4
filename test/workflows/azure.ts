// The pipelines of Azure DevOps as values: each job with its steps, templates written out.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { PROJECT } from "./read";

/** One step of a job. */
export interface AzureStep {
  displayName?: string;
  condition?: string;
  continueOnError?: boolean;
  bash?: string;
  task?: string;
  template?: string;
  inputs?: { inlineScript?: string; scriptType?: string };
  env?: Record<string, string>;
}

/** One job, wherever it stands in its pipeline. */
export interface AzureJob {
  /** Its pipeline's file. */
  file: string;
  name: string;
  environment?: string;
  condition?: string;
  steps: AzureStep[];
}

const FOLDER = join(PROJECT, "azure-pipelines");

/** Reads the jobs of one pipeline, or understands a text in its place. */
export function readAzureJobs(
  file: string,
  text = readFileSync(join(FOLDER, file), "utf8"),
): AzureJob[] {
  const pipeline = parse(text) as Pipeline;
  const stages = pipeline.stages ?? [{ jobs: pipeline.jobs ?? [{ job: "job", ...pipeline }] }];
  return stages.flatMap(({ jobs = [], condition: ofStage }) =>
    jobs.map(({ job, deployment, environment, condition, strategy, steps }) => ({
      file,
      name: job ?? deployment ?? "",
      ...(environment === undefined ? {} : { environment }),
      ...((condition ?? ofStage) === undefined ? {} : { condition: condition ?? ofStage ?? "" }),
      steps: (steps ?? strategy?.runOnce.deploy.steps ?? []).flatMap(writtenOut),
    })),
  );
}

/** Reads the jobs of all pipelines, by file. */
export function readAllAzureJobs(): AzureJob[] {
  return readdirSync(FOLDER)
    .sort()
    .filter((file) => file !== "prepare.yml")
    .flatMap((file) => readAzureJobs(file));
}

/** The script of a step, if it has one. */
export function scriptOf({ bash, inputs }: AzureStep): string | undefined {
  return bash ?? inputs?.inlineScript;
}

interface Pipeline {
  stages?: { jobs?: RawJob[]; condition?: string }[];
  jobs?: RawJob[];
  steps?: AzureStep[];
}

interface RawJob {
  job?: string;
  deployment?: string;
  environment?: string;
  condition?: string;
  strategy?: { runOnce: { deploy: { steps: AzureStep[] } } };
  steps?: AzureStep[];
}

function writtenOut(step: AzureStep): AzureStep[] {
  if (step.template === undefined) return [step];
  return (parse(readFileSync(join(FOLDER, step.template), "utf8")) as Required<Pipeline>).steps;
}
