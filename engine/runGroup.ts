// Runs a program with its child processes in one group, so that all end together.
import type { Result } from "execa";

/** Options of {@link runGroup}. */
export interface GroupOptions {
  readonly cwd?: string;
  readonly env: NodeJS.ProcessEnv;
  /** Ends the program and its child processes. */
  readonly signal: AbortSignal;
  /** Told how many lines there are on standard error so far. */
  onErrorLine?(lines: number): void;
}

/** Runs it in its own process group, until it ends or the signal comes. */
export async function runGroup(
  file: string,
  args: readonly string[],
  { cwd, env, signal, onErrorLine }: GroupOptions,
): Promise<Result<{ reject: false }>> {
  const { execa } = await import("execa");
  signal.throwIfAborted();
  let lines = 0;
  const running = execa(file, args, {
    ...(cwd === undefined ? {} : { cwd }),
    env,
    extendEnv: false,
    detached: true,
    reject: false,
    stdin: "ignore",
    stderr: function* (line: unknown) {
      lines += 1;
      onErrorLine?.(lines);
      yield line;
    },
  });
  const end = () => killGroup(running.pid);
  signal.addEventListener("abort", end);
  try {
    return await running;
  } finally {
    signal.removeEventListener("abort", end);
  }
}

function killGroup(leader: number | undefined): void {
  if (leader === undefined) return;
  try {
    process.kill(-leader, "SIGKILL");
  } catch {
    // All of them have ended by themselves.
  }
}
