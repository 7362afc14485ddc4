// The emulated stack: Azure on localhost as a child process, and the dev stack deployed to it under .emulated/.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { PulumiFn, Stack } from "@pulumi/pulumi/automation";
import { parse } from "yaml";
import { NOW_VARIABLE } from "../clock";
import type { Engine } from "../engine/engine";
import { openStack } from "../engine/openStack";
import { PROJECT_FOLDER } from "../projectFolder";
import { UserError } from "./userError";

/** Where the emulated stack lives: its state, its copy of the file, the emulator's certificates. */
export const EMULATED_FOLDER = join(PROJECT_FOLDER, ".emulated");

/** The executables that serve azure-native's and random's resources for the emulated stack. */
export const STAND_INS = join(PROJECT_FOLDER, "emulator", "plugins");

/** The name of the emulated stack, whose configuration is Pulumi.dev.yaml. */
export const STACK_NAME = "dev";

/** Protects only passwords of the emulator, and the state is beside them. */
export const EMULATED_PASSPHRASE = "emulated";

/** An application in a tenant, which may do only what role assignments give it. */
export interface EmulatedPrincipal {
  objectId: string;
  clientId: string;
  clientSecret: string;
}

/** A customer's tenant, which is there only where it is asked for. */
export interface EmulatedTenant {
  environment: Record<string, string>;
  subscriptionId: string;
  resourceGroupName: string;
  registries: { name: string; loginServer: string; repositories: string[] }[];
  vaults: { name: string; uri: string }[];
  principals: EmulatedPrincipal[];
}

/** What `npm run emulator -- --json` says when it is ready. */
export interface RunningEmulator {
  url: string;
  caFile: string;
  environment: Record<string, string>;
  registries: { name: string; loginServer: string; repositories: string[] }[];
  vaults: { name: string; uri: string }[];
  /** With a customer's tenant: that one, and who of it has an identity in the vendor's. */
  others?: EmulatedTenant[];
  principals?: EmulatedPrincipal[];
  pid: number;
  /** Ends the process and waits until it is gone. */
  stop(): Promise<void>;
}

/**
 * Creates `.emulated/` again: what an earlier run left is removed.
 *
 * @throws UserError while another run uses it, and where it cannot be written
 */
export async function emptyEmulatedFolder(
  processId: number,
  folder = EMULATED_FOLDER,
): Promise<void> {
  const mark = join(folder, "process");
  const owner = Number(await readFile(mark, "utf8").catch(() => "0"));
  if (owner !== processId && isRunning(owner)) {
    throw new UserError(`another npm start uses .emulated/ (process ${owner})`, {
      remedy: "wait until it ends, or stop it with Ctrl-C",
    });
  }
  try {
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { mode: 0o700 });
    await writeFile(mark, String(processId));
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw new UserError(`${folder}: cannot be written (${code})`, {
      remedy: "the demo writes there: get permission, or run it in a clone of your own",
      cause,
    });
  }
}

/** Releases `.emulated/` for the next run; its content stays. */
export async function releaseEmulatedFolder(): Promise<void> {
  await rm(join(EMULATED_FOLDER, "process"), { force: true });
}

function isRunning(processId: number): boolean {
  if (!(processId > 0)) return false;
  try {
    return process.kill(processId, 0);
  } catch {
    return false;
  }
}

/** Starts the emulator as a child process, which ends with this one, and waits until it is ready. */
export async function startEmulatorProcess(options: {
  signal: AbortSignal;
  /** Repositories with images, beside the ones that the emulator always has. @default - none */
  repositories?: readonly string[];
  /** Is there a customer's tenant, too? @default false */
  customer?: boolean;
  /** Where its certificates are kept. @default - `.emulated/emulator` */
  folder?: string;
  /** The file with what exists, saved on every change. @default - the world ends with the emulator */
  world?: string;
}): Promise<RunningEmulator> {
  const { signal, repositories = [], customer = false, world } = options;
  const { folder = join(EMULATED_FOLDER, "emulator") } = options;
  const main = join(PROJECT_FOLDER, "emulator", "run.cjs");
  const child = spawn(
    process.execPath,
    [
      ...[main, "--json", "--exit-with-parent", "--folder", folder],
      ...repositories.flatMap((name) => ["--repository", name]),
      ...(customer ? ["--customer"] : []),
      ...(world === undefined ? [] : ["--world", world]),
    ],
    // A group of its own, so that Ctrl-C reaches it only through us, after the engine has finished.
    { cwd: PROJECT_FOLDER, stdio: ["pipe", "pipe", "inherit"], detached: true },
  );
  const gone = once(child, "exit");
  const stop = async () => {
    child.stdin.end();
    child.kill("SIGTERM");
    await gone;
  };
  const giveUp = () => child.kill("SIGTERM");
  signal.addEventListener("abort", giveUp, { once: true });
  const firstLine = once(createInterface({ input: child.stdout }), "line") as Promise<[string]>;
  const ready = await Promise.race([firstLine, gone.then(() => undefined)]);
  // From now on the caller ends it, when the engine no longer needs it.
  signal.removeEventListener("abort", giveUp);
  if (ready === undefined) {
    throw new UserError("the emulator ended before it was ready", {
      remedy: "its output is above; `npm run emulator` starts it alone",
    });
  }
  return {
    ...(JSON.parse(ready[0]) as Omit<RunningEmulator, "pid" | "stop">),
    pid: child.pid ?? 0,
    stop,
  };
}

/** The configuration of the committed Pulumi.dev.yaml, by full key. */
export async function readStackConfig(): Promise<Record<string, string>> {
  const file = join(PROJECT_FOLDER, `Pulumi.${STACK_NAME}.yaml`);
  const { config } = parse(await readFile(file, "utf8")) as { config: Record<string, unknown> };
  return Object.fromEntries(Object.entries(config).map(([key, value]) => [key, String(value)]));
}

/** Moves the clock of a stack's next runs: of the program, and of the engine's plugins. Azure's own is the emulator's. */
export function moveRuns(stack: Stack, instant: string): void {
  stack.workspace.envVars[NOW_VARIABLE] = instant;
}

/** Opens the emulated stack, which runs this project's program in this process. */
export async function openEmulatedStack(options: {
  engine: Engine;
  emulator: Pick<RunningEmulator, "environment">;
  customersFile: string;
  workFolder?: string;
  /** @default - this project's program */
  program?: PulumiFn;
  /** The folder with Pulumi's own plugins, used instead of the stand-ins. @default - the stand-ins */
  realPluginsHome?: string;
}): Promise<Stack> {
  const { realPluginsHome } = options;
  const workFolder = options.workFolder ?? EMULATED_FOLDER;
  // The program uses the same variables as the engine, at the moment of each run.
  const program: PulumiFn = () => require("../index")(stack.workspace.envVars);
  const stack = await openStack({
    engine: options.engine,
    workFolder,
    projectName: "customer-access",
    stackName: STACK_NAME,
    program: options.program ?? program,
    main: join(PROJECT_FOLDER, "index.cjs"),
    plugins: {
      "acr-credentials": join(PROJECT_FOLDER, "provider"),
      ...(realPluginsHome === undefined ? { "azure-native": STAND_INS, random: STAND_INS } : {}),
    },
    ...(realPluginsHome === undefined ? { standIns: STAND_INS } : { pulumiHome: realPluginsHome }),
    config: {
      ...(await readStackConfig()),
      "customer-access:customersFile": options.customersFile,
    },
    // Uncompressed, so that everybody can read the state.
    env: {
      PULUMI_DIY_BACKEND_ZSTD: "false",
      // A certificate in the user's environment would take precedence over the emulator's identity.
      ARM_CLIENT_CERTIFICATE_PATH: "",
      ...options.emulator.environment,
    },
    passphrase: EMULATED_PASSPHRASE,
  });
  return stack;
}
