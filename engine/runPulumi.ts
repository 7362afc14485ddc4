// Runs the Pulumi CLI in place of this process: same terminal, same signals, its exit code.
import { constants } from "node:os";
import type { Engine } from "./engine";
import { engineEnvironment } from "./environment";
import { withoutRpcStatus } from "./pluginWords";

/** Options of {@link runPulumi}. */
export interface RunPulumiOptions {
  /** The project's folder. */
  readonly folder: string;
  readonly env: NodeJS.ProcessEnv;
  /** Takes each line of the output. @default - it goes to the terminal */
  onLine?(line: string): void;
}

/**
 * Runs `pulumi` with these arguments and returns its exit code.
 *
 * The output goes directly to the terminal. Without a terminal, as in a pipeline, a run's output is passed on line by
 * line, without the engine's status before a plugin's message.
 */
export async function runPulumi(
  engine: Engine,
  args: readonly string[],
  { folder, env, onLine }: RunPulumiOptions,
): Promise<number> {
  const { execa } = await import("execa");
  const byLine = function* (line: unknown) {
    const shown = withoutRpcStatus(String(line));
    if (onLine === undefined) yield shown;
    else onLine(shown);
  };
  const isRead = onLine !== undefined || isRunForPeople(args);
  const target = onLine === undefined ? ("inherit" as const) : ("pipe" as const);
  const output: "inherit" | [typeof byLine, typeof target] = isRead ? [byLine, target] : "inherit";
  const running = execa(engine.pulumi, args, {
    cwd: folder,
    env: { ...env, ...engineEnvironment(engine, { env }) },
    extendEnv: false,
    stdin: "inherit",
    stdout: output,
    stderr: output,
    reject: false,
    buffer: false,
  });
  // A first Ctrl-C lets Pulumi finish its current step, a second one ends it, so it must not get one of them twice. A
  // terminal sends Ctrl-C to Pulumi and to this process; other senders signal only this process.
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

/** Does the command print lines for people, but not to a terminal? There Pulumi draws its output itself. */
function isRunForPeople([command = "", ...args]: readonly string[]): boolean {
  const isRun = /^(preview|up|refresh|destroy)$/.test(command);
  return isRun && !process.stdout.isTTY && !args.some((argument) => argument.startsWith("--json"));
}
