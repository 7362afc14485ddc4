// Runs the Pulumi CLI in place of this process: same terminal, same signals, its exit code.
import { constants } from "node:os";
import type { Engine } from "./engine";
import { engineEnvironment } from "./environment";

/** What {@link runPulumi} is told. */
export interface RunPulumiOptions {
  /** The project's folder. */
  readonly folder: string;
  readonly env: NodeJS.ProcessEnv;
}

/** Runs `pulumi` with these arguments and returns its exit code. */
export async function runPulumi(
  engine: Engine,
  args: readonly string[],
  { folder, env }: RunPulumiOptions,
): Promise<number> {
  const { execa } = await import("execa");
  const running = execa(engine.pulumi, args, {
    cwd: folder,
    env: { ...env, ...engineEnvironment(engine, { env }) },
    extendEnv: false,
    stdio: "inherit",
    reject: false,
  });
  // A first Ctrl-C lets Pulumi finish the step it is at, a second one ends it, so it must not get one of them twice:
  // the terminal sends Ctrl-C to Pulumi as well as to this process; anybody else only to this process.
  const onInterrupt = () => process.stdin.isTTY || running.kill("SIGINT");
  const onTerminate = () => running.kill("SIGTERM");
  process.on("SIGINT", onInterrupt);
  process.on("SIGTERM", onTerminate);
  const result = await running;
  process.off("SIGINT", onInterrupt);
  process.off("SIGTERM", onTerminate);
  if (result.exitCode !== undefined) return result.exitCode;
  if (result.signal !== undefined) return 128 + constants.signals[result.signal];
  throw result;
}
