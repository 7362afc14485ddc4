// A copy of the project with an emulator and a state of its own, in which everything runs as a user starts it.
import { execFileSync } from "node:child_process";
import { cpSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type RunningEmulator, STACK_NAME } from "../cli/emulated";
import type { Engine } from "../engine/engine";
import { engineEnvironment } from "../engine/environment";
import { PROJECT_FOLDER } from "../projectFolder";
import { startPremiumEmulator } from "./premiumEmulator";

/** Where a stack is and how it is run. */
export interface StackCopy {
  readonly folder: string;
  readonly engine: Engine;
  readonly emulator: RunningEmulator;
  /** The whole environment of its runs beside that of this process. */
  readonly env: Readonly<Record<string, string>>;
  /** Ends the emulator and removes the folder. */
  remove(): Promise<void>;
}

/** What a copy is made with. */
export interface StackCopyOptions {
  readonly engine: Engine;
  readonly signal: AbortSignal;
  /** What stands in customers.yaml. */
  readonly customers: string;
  /** The file that Pulumi starts. @default - this project's program */
  readonly main?: string;
}

/** Makes a copy with the stack's configuration, and nothing deployed. */
export async function copyStack({
  engine,
  signal,
  customers,
  main,
}: StackCopyOptions): Promise<StackCopy> {
  const folder = await mkdtemp(join(tmpdir(), "customer-access-bench-"));
  await copyProject(folder);
  await writeFile(join(folder, "customers.yaml"), customers);
  if (main !== undefined) {
    const settings = join(folder, "Pulumi.yaml");
    const text = await readFile(settings, "utf8");
    await writeFile(settings, text.replace(/^main: .*$/m, `main: ${main}`));
  }
  const emulator = await startPremiumEmulator(join(folder, "emulated"), signal);
  for (const name of ["state", "home"]) await mkdir(join(folder, name));
  const env = {
    ...engineEnvironment(engine, { standIns: join(folder, "emulator", "plugins") }),
    ...emulator.environment,
    PULUMI_BACKEND_URL: `file://${join(folder, "state")}`,
    PULUMI_HOME: join(folder, "home"),
    PULUMI_CONFIG_PASSPHRASE: "bench",
  };
  const remove = async () => {
    await emulator.stop();
    await rm(folder, { recursive: true, force: true });
  };
  return { folder, engine, emulator, env, remove };
}

/**
 * Deploys a copy, writing the state once at the end, not at each step.
 *
 * Only for a state that is thrown away: a run killed without checkpoints forgets which creations were under way.
 */
export async function deploy(
  { folder, engine, env }: StackCopy,
  signal: AbortSignal,
): Promise<void> {
  const { execa } = await import("execa");
  const options = {
    cwd: folder,
    cancelSignal: signal,
    env: { ...env, PULUMI_SKIP_CHECKPOINTS: "true", PULUMI_EXPERIMENTAL: "true" },
  };
  const up = ["up", "--yes", "--skip-preview", "--stack", STACK_NAME, "--non-interactive"];
  await execa(engine.pulumi, ["stack", "init", STACK_NAME, "--non-interactive"], options);
  await execa(engine.pulumi, up, options);
}

/** A file of usual customers: two repositories each, everything else by default. */
export function customersOf(count: number): string {
  const entries = Array.from(
    { length: count },
    (_, index) => `  customer-${index}:\n    repositories: [app/api, app/web]\n`,
  );
  return `customers:\n${entries.join("")}`;
}

/** Copies what git tracks, and what is new and not ignored. */
export async function copyProject(folder: string): Promise<void> {
  const listed = ["ls-files", "--cached", "--others", "--exclude-standard", "-z"];
  const files = execFileSync("git", listed, { cwd: PROJECT_FOLDER, encoding: "utf8" });
  for (const file of files.split("\0").filter((name) => name !== "")) {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    cpSync(join(PROJECT_FOLDER, file), join(folder, file));
  }
  await symlink(join(PROJECT_FOLDER, "node_modules"), join(folder, "node_modules"));
}
