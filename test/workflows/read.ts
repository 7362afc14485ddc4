// The workflows of GitHub as values, with their text.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";

/** One step of a job. */
export interface Step {
  name?: string;
  id?: string;
  if?: string;
  uses?: string;
  "continue-on-error"?: boolean;
  run?: string;
  env?: Record<string, string>;
  with?: Record<string, unknown>;
}

/** One job of a workflow, as far as anything here looks at it. */
export interface Job {
  needs?: string | string[];
  if?: string;
  permissions?: Record<string, string>;
  environment?: string;
  concurrency?: { group: string; "cancel-in-progress": boolean };
  env?: Record<string, string>;
  steps: Step[];
}

/** A workflow. */
export interface Workflow {
  /** Its file's name. */
  file: string;
  text: string;
  on: Record<string, unknown>;
  permissions?: Record<string, string>;
  concurrency?: { group: string };
  defaults?: { run?: { shell?: string } };
  jobs: Record<string, Job>;
}

/** The project's folder. */
export const PROJECT = join(__dirname, "..", "..");

const FOLDER = join(PROJECT, ".github", "workflows");

/** Reads one workflow, or understands a text in its place. */
export function readWorkflow(
  file: string,
  text = readFileSync(join(FOLDER, file), "utf8"),
): Workflow {
  return { ...(parse(text) as Omit<Workflow, "file" | "text">), file, text };
}

/** Reads all workflows, by name. */
export function readWorkflows(): Workflow[] {
  return readdirSync(FOLDER)
    .sort()
    .map((file) => readWorkflow(file));
}
