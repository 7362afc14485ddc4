// How long `npm run plan` takes beside the `pulumi preview` that it contains, and how long without a stack.
import { execFileSync } from "node:child_process";
import { cpSync } from "node:fs";
import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { PROJECT_FOLDER, STACK_NAME } from "../cli/emulated";
import { engineEnvironment } from "../engine/environment";
import { findEngine } from "../engine/findEngine";
import { withInterruption } from "../engine/interruption";
import type { Benchmark } from "./benchmark";
import { readPlanOptions } from "./planOptions";
import { startPremiumEmulator } from "./premiumEmulator";

/** Measures both in turn, each as a user would start it, so that whatever else the computer does slows down both. */
export const plan: Benchmark = {
  name: "plan",
  summary: "npm run plan with 500 customers beside pulumi preview, and --files-only with 5,000",
  async run(args) {
    const options = readPlanOptions(args);
    const folder = await mkdtemp(join(tmpdir(), "customer-access-bench-"));
    try {
      await copyProject(folder);
      await measureFilesOnly(folder, options);
      await withInterruption(undefined, (signal) => measurePlan(folder, { ...options, signal }));
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};

interface Measured {
  readonly customers: number;
  readonly filesOnly: number;
  readonly runs: number;
}

async function measureFilesOnly(folder: string, { filesOnly, runs }: Measured): Promise<void> {
  await commit(folder, fileOf(filesOnly));
  await writeFile(join(folder, "customers.yaml"), changed(fileOf(filesOnly)));
  const times = await repeated(runs, () => timed(() => run(folder, {}, ["plan", "--files-only"])));
  console.log(`${filesOnly} customers, --files-only: ${seconds(median(times))}`);
}

async function measurePlan(
  folder: string,
  { customers, runs, signal }: Measured & { readonly signal: AbortSignal },
): Promise<void> {
  const engine = await findEngine({ onProgress: progress, signal });
  const emulator = await startPremiumEmulator(join(folder, "emulated"), signal);
  try {
    await mkdir(join(folder, "state"));
    const env = {
      ...engineEnvironment(engine, { standIns: join(folder, "emulator", "plugins") }),
      ...emulator.environment,
      PULUMI_BACKEND_URL: `file://${join(folder, "state")}`,
      PULUMI_CONFIG_PASSPHRASE: "bench",
      PULUMI_DIY_BACKEND_ZSTD: "true",
    };
    const pulumi = (...args: string[]) =>
      execute(engine.pulumi, { folder, env, args: [...args, "--non-interactive"] });
    await commit(folder, fileOf(customers));
    await pulumi("stack", "init", STACK_NAME);
    progress(`${customers} customers: making the state`);
    // Written once at the end, and thrown away with the folder.
    const once = { ...env, PULUMI_SKIP_CHECKPOINTS: "true", PULUMI_EXPERIMENTAL: "true" };
    const up = ["up", "--yes", "--skip-preview", "--non-interactive", "--stack", STACK_NAME];
    await execute(engine.pulumi, { folder, env: once, args: up });
    await writeFile(join(folder, "customers.yaml"), changed(fileOf(customers)));
    const previews: number[] = [];
    const plans: number[] = [];
    for (let each = 1; each <= runs; each++) {
      previews.push(await timed(() => pulumi("preview", "--stack", STACK_NAME)));
      plans.push(
        await timed(() => run(folder, env, ["plan", "--stack", STACK_NAME, "--base", "HEAD"])),
      );
      progress(`${customers} customers: ${each} of ${runs}`);
    }
    const ratio = (median(plans) / median(previews)).toFixed(2);
    console.log(`${customers} customers, pulumi preview: ${seconds(median(previews))}`);
    console.log(`${customers} customers, npm run plan: ${seconds(median(plans))} (${ratio})`);
  } finally {
    await emulator.stop();
  }
}

/** Runs a command of the project's own, as `npm run` does. */
function run(folder: string, env: Environment, args: readonly string[]): Promise<void> {
  const own = ["--import", "tsx", "cli/main.ts", ...args];
  return execute(process.execPath, { folder, env, args: own });
}

type Environment = Readonly<Record<string, string>>;

/** A plan with losses ends with 1, which is no failure here. */
async function execute(
  file: string,
  { folder, env, args }: { folder: string; env: Environment; args: readonly string[] },
): Promise<void> {
  const { execa } = await import("execa");
  const result = await execa(file, args, { cwd: folder, env, reject: false, all: true });
  if (result.exitCode === undefined || result.exitCode > 1) {
    throw new Error(`${args.join(" ")} failed:\n${result.all}`);
  }
}

async function copyProject(folder: string): Promise<void> {
  const files = execFileSync("git", ["ls-files", "-z"], { cwd: PROJECT_FOLDER, encoding: "utf8" });
  for (const file of files.split("\0").filter((name) => name !== "")) {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    cpSync(join(PROJECT_FOLDER, file), join(folder, file));
  }
  await symlink(join(PROJECT_FOLDER, "node_modules"), join(folder, "node_modules"));
  execFileSync("git", ["init", "--quiet"], { cwd: folder });
}

async function commit(folder: string, customers: string): Promise<void> {
  await writeFile(join(folder, "customers.yaml"), customers);
  const author = ["-c", "user.name=bench", "-c", "user.email=bench@example.invalid"];
  execFileSync("git", ["add", "customers.yaml"], { cwd: folder });
  execFileSync("git", [...author, "commit", "--quiet", "--message", "Before"], { cwd: folder });
}

/** A file of usual customers: two repositories each, everything else by default. */
function fileOf(customers: number): string {
  const entries = Array.from(
    { length: customers },
    (_, index) => `  customer-${index}:\n    repositories: [app/api, app/web]\n`,
  );
  return `customers:\n${entries.join("")}`;
}

/** One customer loses a repository, one gains a prefix, one is new. */
function changed(file: string): string {
  const lines = file
    .replace("[app/api, app/web]", "[app/api]")
    .replace("[app/api, app/web]", "[app/api, app/web, base/*]");
  return `${lines}  newcomer:\n    repositories: [app/api]\n`;
}

async function repeated(times: number, work: () => Promise<number>): Promise<number[]> {
  const results: number[] = [];
  for (let each = 0; each < times; each++) results.push(await work());
  return results;
}

async function timed(work: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

function median(values: readonly number[]): number {
  return [...values].sort((one, other) => one - other)[values.length >> 1] ?? 0;
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}

function progress(message: string): void {
  process.stderr.write(`${message}\n`);
}
