// The type of a command: a row of the table in main.ts, declared in its own file.
import type { Colors } from "picocolors/types";

/**
 * One `npm run` command.
 *
 * The declaration must load fast, because `--help` loads all of them: import what is heavy inside `run`.
 */
export interface Command<Options extends object = object> {
  readonly name: string;
  /** One line for the list of commands: the question that it answers. */
  readonly summary: string;
  /** Further sentences for its own `--help`. */
  readonly details?: string;
  /** Arguments as one would type them after `npm run <name>`, each with what that does. */
  readonly examples: readonly { readonly arguments: string; readonly does: string }[];
  /** Arguments after the command's name, in this order. @default [] */
  readonly positional?: readonly Positional[];
  readonly options: readonly Option[];
  /**
   * Hand every argument, `--help` included, to `run` unread, as `options.arguments: string[]`.
   *
   * @default false
   */
  readonly passesThrough?: boolean;
  /**
   * How a command that takes a secret gets it: `give the URL on standard input`. Said where an argument is wrong, which
   * may be the secret.
   *
   * @default - it takes none
   */
  readonly secretInput?: string;
  /** For a command that passes everything through: options that npm consumes itself without `--`. @default [] */
  readonly passedOptions?: readonly string[];
  /** Does the work. Never touches `process`; throws a {@link UserError} for what the user can correct. */
  run(options: Options, context: CommandContext): Promise<Outcome>;
}

/** One argument after the command's name. */
export interface Positional {
  readonly name: string;
  readonly description: string;
  /** May be left out; then nothing may follow it. @default false */
  readonly isOptional?: boolean;
  /** May be given several times, and arrives as a list; only the last one. @default false */
  readonly repeats?: boolean;
}

/** One option; `flags` and the name that `run` sees follow commander: `--dry-run <x>` arrives as `dryRun`. */
export interface Option {
  readonly flags: string;
  readonly description: string;
  /** @default - the option is absent unless given */
  readonly default?: string | boolean;
  /** May be given several times, and arrives as a list. @default false */
  readonly repeats?: boolean;
}

/** What a command gets from the process. */
export interface CommandContext {
  readonly env: NodeJS.ProcessEnv;
  /** Is standard output a terminal, so that live progress makes sense? False with `--json`. */
  readonly isTerminal: boolean;
  /** How wide that terminal is; absent elsewhere. */
  readonly columns?: number;
  readonly colors: Colors;
  /** Aborted by Ctrl-C or SIGTERM; the command cleans up and ends. */
  readonly signal: AbortSignal;
  /** Reads standard input to its end, as UTF-8; absent where there is none. */
  readonly readInput?: () => Promise<string>;
  /** Is it a terminal, which shows what is typed? @default false */
  readonly isInputTerminal?: boolean;
  /**
   * Writes one line to standard output at once; with `--json`, to standard error. On a terminal it is wrapped.
   *
   * @param form.isVerbatim for a command to copy, and for what another program says: it is not wrapped. @default false
   */
  print(line: string, form?: { readonly isVerbatim?: boolean }): void;
  /** Writes one line of progress to standard error at once, on a terminal wrapped unless it is to be kept as it is. */
  progress(line: string, form?: { readonly isVerbatim?: boolean }): void;
}

/** The result of a command. */
export interface Outcome {
  /** 0 fine, 1 found something, 2 could not run; a command that passes everything through may return any other code. */
  readonly exitCode: number;
  /** For people, printed at the end unless `--json` was given; wrapped on a terminal. */
  readonly lines: readonly string[];
  /** Are they the text of a file, such as YAML, Markdown or CSV, which is not wrapped? @default false */
  readonly isVerbatim?: boolean;
  /** The same for programs, printed as JSON when `--json` was given. */
  readonly data: unknown;
}
