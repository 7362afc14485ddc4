// How long `npm run plan` takes beside the `pulumi preview` that it contains, and how long without a stack.
import { execFileSync } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { STACK_NAME } from "../cli/emulated";
import { findEngine } from "../engine/findEngine";
import { withInterruption } from "../engine/interruption";
import type { Benchmark } from "./benchmark";
import { type Job, measured, type Use } from "./measured";
import { readPlanOptions } from "./planOptions";
import { medianOf } from "./preview";
import { copyProject, copyStack, customersOf, deploy } from "./stackCopy";

/** Measures both in turn, each as a user would start it, so that whatever else the computer does slows down both. */
export const plan: Benchmark = {
  name: "plan",
  summary: "npm run plan of 500 customers, and with --files-only of 5,000",
  async run(args) {
    const options = readPlanOptions(args);
    await measureFilesOnly(options);
    await withInterruption(undefined, (signal) => measurePlan({ ...options, signal }));
  },
};

interface Options {
  readonly customers: number;
  readonly filesOnly: number;
  readonly runs: number;
}

async function measureFilesOnly({ filesOnly, runs }: Options): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "customer-access-bench-"));
  try {
    await copyProject(folder);
    await commit(folder, customersOf(filesOnly));
    await writeFile(join(folder, "customers.yaml"), changed(customersOf(filesOnly)));
    const uses: Use[] = [];
    for (let each = 1; each <= runs; each++) {
      uses.push(await measured(ownCommand(folder, {}, "plan", "--files-only")));
    }
    console.log(`${filesOnly} customers, --files-only: ${inWords(uses)}`);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function measurePlan({
  customers,
  runs,
  signal,
}: Options & { readonly signal: AbortSignal }): Promise<void> {
  const engine = await findEngine({ onProgress: progress, signal });
  const copy = await copyStack({ engine, signal, customers: customersOf(customers) });
  const { folder, env } = copy;
  try {
    await commit(folder, customersOf(customers));
    progress(`${customers} customers: making the state`);
    await deploy(copy, signal);
    await writeFile(join(folder, "customers.yaml"), changed(customersOf(customers)));
    const preview = ["preview", "--stack", STACK_NAME, "--non-interactive"];
    const previews: Use[] = [];
    const plans: Use[] = [];
    for (let each = 1; each <= runs; each++) {
      previews.push(await measured({ file: engine.pulumi, args: preview, folder, env, signal }));
      const args = ["plan", "--stack", STACK_NAME, "--base", "HEAD"];
      plans.push(await measured({ ...ownCommand(folder, env, ...args), signal }));
      progress(`${customers} customers: ${each} of ${runs}`);
    }
    const ratio = (processorMs(plans) / processorMs(previews)).toFixed(2);
    console.log(`${customers} customers, pulumi preview: ${inWords(previews)}`);
    console.log(`${customers} customers, npm run plan: ${inWords(plans)} (${ratio})`);
  } finally {
    await copy.remove();
  }
}

/** A command of the project's own, as `npm run` starts it. */
function ownCommand(folder: string, env: Job["env"], ...args: string[]): Job {
  return { file: process.execPath, args: ["cli/run.cjs", ...args], folder, env };
}

function processorMs(uses: readonly Use[]): number {
  return medianOf(uses.map((use) => use.processorMs));
}

function inWords(uses: readonly Use[]): string {
  const seconds = (ms: number) => (ms / 1000).toFixed(1);
  const wall = medianOf(uses.map(({ ms }) => ms));
  return `${seconds(processorMs(uses))} processor seconds, ${seconds(wall)} s by the clock`;
}

async function commit(folder: string, customers: string): Promise<void> {
  await writeFile(join(folder, "customers.yaml"), customers);
  const author = ["-c", "user.name=bench", "-c", "user.email=bench@example.invalid"];
  execFileSync("git", ["init", "--quiet"], { cwd: folder });
  execFileSync("git", ["add", "customers.yaml"], { cwd: folder });
  execFileSync("git", [...author, "commit", "--quiet", "--message", "Before"], { cwd: folder });
}

/** One customer loses a repository, one gains a prefix, one is new. */
function changed(file: string): string {
  const lines = file
    .replace("[app/api, app/web]", "[app/api]")
    .replace("[app/api, app/web]", "[app/api, app/web, base/*]");
  return `${lines}  newcomer:\n    repositories: [app/api]\n`;
}

function progress(message: string): void {
  process.stderr.write(`${message}\n`);
}
