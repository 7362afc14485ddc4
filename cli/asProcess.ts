// A command line as a process: its arguments, its terminal, its signals.
import { type CommandLine, INTERRUPTED } from "./commandLine";
import { keepLocalPastProxies } from "./pastProxies";

/** Runs a command line with the arguments of this process; what it returns is the exit code. */
export async function runAsProcess(run: CommandLine): Promise<void> {
  const interruption = new AbortController();
  // The handlers stay, because libraries end the process themselves if nobody else listens; a second Ctrl-C stops it at
  // once.
  const interrupt = () =>
    interruption.signal.aborted ? process.exit(INTERRUPTED) : interruption.abort();
  process.on("SIGINT", interrupt);
  process.on("SIGTERM", interrupt);
  // The reader of a pipe, such as head, may end early; that is not an error.
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
  });
  const { stdout, stderr, stdin, env } = process;
  keepLocalPastProxies(env);
  const terminal = { stdout, stderr, stdin, env, signal: interruption.signal };
  process.exitCode = await run(process.argv.slice(2), terminal);
}
