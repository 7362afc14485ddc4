// A stack's state as a whole, through the CLI: secrets stay encrypted on the way out and in.
import { cliFailure } from "./cliFailure";
import type { Engine } from "./engine";
import { engineEnvironment } from "./environment";

/** What `pulumi stack export` prints. */
export interface ExportedState<Deployment> {
  version: number;
  deployment: Deployment;
}

/** A stack whose state is read and replaced, with no program needed. */
export interface StackState<Deployment> {
  read(): Promise<ExportedState<Deployment>>;
  /** The configuration by full key, such as `customer-access:registryName`; secret values are left out. */
  config(): Promise<Record<string, string>>;
  replace(state: ExportedState<Deployment>): Promise<void>;
  /** Reads resources from Azure again, by URN. */
  refresh(urns: readonly string[]): Promise<void>;
  /** Releases the lock that a killed run left. Must not be called during a run. */
  unlock(): Promise<void>;
}

/** The name of the stack that is selected in a folder. @throws EngineError when none is */
export async function selectedStack(
  options: Omit<StackStateOptions, "stackName">,
): Promise<string> {
  return (await runCli(options, ["stack", "--show-name"])).trim();
}

/** Where the stack is. */
export interface StackStateOptions {
  engine: Engine;
  /** The folder with Pulumi.yaml. */
  folder: string;
  stackName: string;
  /** The whole environment of the CLI: backend, passphrase, identity. */
  env: NodeJS.ProcessEnv;
}

/** Opens the state; nothing is read yet. Each call fails with an EngineError that has the CLI's own message. */
export function openStackState<Deployment>(options: StackStateOptions): StackState<Deployment> {
  const run = (args: readonly string[], input?: string) =>
    runCli(options, [...args, "--stack", options.stackName], input);
  return {
    read: async () => JSON.parse(await run(["stack", "export"])) as ExportedState<Deployment>,
    config: async () => {
      const settings = JSON.parse(await run(["config", "--json"])) as Record<string, Setting>;
      return Object.fromEntries(
        Object.entries(settings).flatMap(([key, { value }]) =>
          value === undefined ? [] : [[key, value]],
        ),
      );
    },
    replace: async (state) => {
      await run(["stack", "import"], JSON.stringify(state));
    },
    refresh: async (urns) => {
      const targets = urns.flatMap((urn) => ["--target", urn]);
      await run(["refresh", "--yes", "--skip-preview", ...targets]);
    },
    unlock: async () => {
      await run(["cancel", "--yes"]);
    },
  };
}

/** One entry of `pulumi config --json`. */
interface Setting {
  value?: string;
}

/** Runs the CLI for what it prints. @throws EngineError with its own message */
export async function runCli(
  { engine, folder, env }: Omit<StackStateOptions, "stackName">,
  args: readonly string[],
  input = "",
): Promise<string> {
  const { execa } = await import("execa");
  const result = await execa(engine.pulumi, [...args, "--non-interactive"], {
    cwd: folder,
    env: { ...env, ...engineEnvironment(engine, { env }) },
    extendEnv: false,
    reject: false,
    input,
  });
  if (result.exitCode === 0) return result.stdout;
  throw cliFailure(`pulumi ${args.slice(0, 2).join(" ")}`, result);
}
