// Runs the go command so that its progress can be shown and its failure explained.
import { runGroup } from "./runGroup";

/** Options of {@link runGo}. */
export interface GoOptions {
  /** The folder of the go.mod file. */
  readonly folder: string;
  /** A folder for what go makes on its way and removes itself, unless it is ended. */
  readonly workFolder: string;
  readonly env: NodeJS.ProcessEnv;
  readonly signal: AbortSignal;
  /** Told how many lines there are on standard error: downloaded modules, or with -v compiled packages. */
  onLine(lines: number): void;
}

/** Runs `go`; a failure of it is a reason, with what it said. */
export async function runGo(
  go: string,
  args: readonly string[],
  { folder, workFolder, env, signal, onLine }: GoOptions,
): Promise<{ readonly stdout: string } | { readonly reason: string }> {
  const result = await runGroup(go, args, {
    cwd: folder,
    env: { ...goEnvironment(env), GOTMPDIR: workFolder },
    signal,
    onErrorLine: onLine,
  });
  signal.throwIfAborted();
  if (!result.failed) return { stdout: result.stdout };
  const said = result.stderr.split("\n").filter(isMessage).slice(-6).join("\n");
  return { reason: `\`go ${args[0]}\` fails: ${said || result.shortMessage}` };
}

/** For this machine, whatever the user's settings; without a C compiler, and without any other go.work or go.mod. */
function goEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const { GOOS, GOARCH, ...rest } = env;
  return { ...rest, CGO_ENABLED: "0", GOWORK: "off" };
}

/** Is this line of standard error neither a download nor the name of a compiled package? */
function isMessage(line: string): boolean {
  return line.includes(" ") && !line.startsWith("go: downloading ");
}
