// The command line's output: colours only on a terminal, JSON only for programs.
import picocolors from "picocolors";
import type { Colors } from "picocolors/types";
import { AzureError } from "../azure/azureError";
import type { Outcome } from "./command";
import { isUserError } from "./userError";
import { wrapped, wrappedText } from "./wrapped";

/** The part of a writable stream that the command line needs. */
export interface TextStream {
  write(text: string): unknown;
  readonly isTTY?: boolean;
  /** How wide a terminal is. */
  readonly columns?: number;
}

/** The streams of the process and its environment. */
export interface Terminal {
  readonly stdout: TextStream;
  readonly stderr: TextStream;
  /** Standard input. @default - there is none */
  readonly stdin?: AsyncIterable<string | Buffer> & { readonly isTTY?: boolean };
  readonly env: NodeJS.ProcessEnv;
}

/** Colours for standard output: only on a terminal, and never with NO_COLOR (https://no-color.org). */
export function colorsFor({ stdout, env }: Terminal): Colors {
  return picocolors.createColors(stdout.isTTY === true && !env.NO_COLOR);
}

/** Writes what a command found. */
export function writeOutcome(
  { stdout }: Terminal,
  { data, lines, isVerbatim = false }: Outcome,
  { json }: { json: boolean },
): void {
  const text = json ? JSON.stringify(data, undefined, 2) : lines.join("\n");
  if (text !== "") writeLine(stdout, text, { isVerbatim: json || isVerbatim });
}

/** Writes a line, or several; on a terminal wrapped at its width, unless they are to be kept as they are. */
export function writeLine(
  stream: TextStream,
  line: string,
  { isVerbatim = false }: { readonly isVerbatim?: boolean } = {},
): void {
  stream.write(`${isVerbatim ? line : wrappedText(line, widthOf(stream))}\n`);
}

/** How many columns a terminal has; undefined where there is none, or one that does not say: it then has 0. */
export function widthOf({ isTTY, columns }: TextStream): number | undefined {
  return isTTY === true && columns ? columns : undefined;
}

/** Writes why a command could not run: for errors of the user or of Azure what to do, for ours the stack. */
export function writeError(terminal: Terminal, error: unknown): void {
  const { stderr } = terminal;
  const told = wordsFor(error);
  if (told !== undefined) {
    // Further in than what to do, which is on a line of its own.
    const lines = told
      .split("\n")
      .flatMap((line) => wrapped(line, widthOf(stderr), line.startsWith(" ") ? undefined : 4));
    stderr.write(`${lines.join("\n")}\n`);
    return;
  }
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  stderr.write(`${stack}\n\nthis is a bug; please report it with the lines above\n`);
}

/** Undefined for an error of ours. */
function wordsFor(error: unknown): string | undefined {
  if (isUserError(error)) return `error: ${error.message}\n  ${error.remedy}`;
  return error instanceof AzureError ? `error: ${error.message}` : undefined;
}
