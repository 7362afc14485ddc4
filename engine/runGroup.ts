// Runs a program that starts others, so that all of them end together.
import type { Result } from "execa";

/** What {@link runGroup} is told. */
export interface GroupOptions {
  readonly cwd?: string;
  readonly env: NodeJS.ProcessEnv;
  /** Ends the program and whatever it has started. */
  readonly signal: AbortSignal;
  /** Told how many lines there are on standard error so far. */
  onErrorLine?(lines: number): void;
}

/** Runs it in a process group of its own, to its end or until the signal. */
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
