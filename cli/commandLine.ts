// Parses arguments for a table of commands, runs one, and is the only place where errors end.
import { CommanderError, Command as Program } from "commander";
import type { Command, CommandContext, Option } from "./command";
import { refuseTakenOptions } from "./npmArguments";
import { withNpmsFolder } from "./npmFolder";
import { colorsFor, type Terminal, widthOf, writeError, writeLine, writeOutcome } from "./output";
import { refuseExcess, usageError } from "./usageErrors";
import { UserError } from "./userError";
import { wrapped } from "./wrapped";

/** Takes arguments, and returns the exit code. */
export type CommandLine = (argv: readonly string[], terminal: ProcessTerminal) => Promise<number>;

/** The streams, and the signal that Ctrl-C aborts. */
export type ProcessTerminal = Terminal & { readonly signal: AbortSignal };

/**
 * Runs one command and returns the exit code: 0 fine, 1 found something, 2 wrong usage or could not run.
 *
 * @param argv what follows `npm run`, for example `["check", "--json"]`
 */
export async function runCommandLine(
  argv: readonly string[],
  terminal: ProcessTerminal,
  commands: readonly Command[],
): Promise<number> {
  let exitCode = 0;
  const program = newProgram(terminal, commands, async (command, options) => {
    const json = options.json === true;
    refuseTwoForms(options);
    const outcome = await command.run(options, newContext(terminal, { json }));
    writeOutcome(terminal, outcome, { json });
    exitCode = outcome.exitCode;
  });
  const [name, ...given] = argv;
  const command = commands.find((each) => each.name === name);
  try {
    if (command !== undefined) refuseTakenOptions(command, given, terminal.env);
    await program.parseAsync([...argv], { from: "user" });
    return exitCode;
  } catch (error) {
    if (terminal.signal.aborted) return INTERRUPTED;
    if (!(error instanceof CommanderError)) {
      writeError(terminal, withNpmsFolder(error, given, terminal.env));
    }
    // Commander has already printed the help text.
    else if (error.code.startsWith("commander.help")) return error.exitCode === 0 ? 0 : 2;
    else writeError(terminal, usageError(error, command));
    return 2;
  }
}

/** The exit code of a shell for a program ended by Ctrl-C. */
export const INTERRUPTED = 130;

type Options = Record<string, unknown>;

/** Of two forms one would silently be ignored. A page that is written into a file goes with each of them. */
function refuseTwoForms(options: Options): void {
  // An option of this name with a file is no form: `adopt --csv FILE` reads it.
  const forms = ["json", "csv", "markdown"].filter((name) => options[name] === true);
  if (forms.length < 2) return;
  const named = forms.map((name) => `--${name}`).join(" and ");
  const [words, remedy] =
    forms.length === 2
      ? ["both say", "leave one of them out"]
      : ["each says", "leave all but one out"];
  throw new UserError(`${named}: ${words} how it is printed`, { remedy });
}

function newProgram(
  terminal: Terminal,
  commands: readonly Command[],
  run: (command: Command, options: Options) => Promise<void>,
): Program {
  const program = new Program("npm run")
    .usage("<command> -- [options]")
    .description("Customer access to an Azure Container Registry, as code.")
    .enablePositionalOptions()
    .helpCommand(false)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => terminal.stdout.write(text),
      writeErr: (text) => terminal.stderr.write(text),
      getOutHelpWidth: () => widthOf(terminal.stdout) ?? PLAIN_WIDTH,
      getErrHelpWidth: () => widthOf(terminal.stderr) ?? PLAIN_WIDTH,
      // Its messages repeat values; see usageError.
      outputError: () => {},
    })
    .configureHelp({
      boxWrap: (text, width) =>
        text
          .split("\n")
          .flatMap((line) => wrapped(line, width, 0))
          .join("\n"),
    })
    .addHelpText(
      "after",
      "\nExit codes: 0 fine, 1 found something, 2 wrong usage or could not run.",
    );
  for (const command of commands) declare(program, command, run);
  return program;
}

/** How wide a help text is where there is no terminal. */
const PLAIN_WIDTH = 80;

function declare(
  program: Program,
  command: Command,
  run: (command: Command, options: Options) => Promise<void>,
): void {
  const declared = program
    .command(command.name)
    .summary(command.summary)
    .description([command.summary, command.details].filter(Boolean).join("\n\n"))
    .addHelpText("after", `\n${examples(command)}`);
  for (const option of command.options) {
    declareOption(declared, option);
  }
  if (command.passesThrough) {
    declared.argument("[arguments...]").helpOption(false).allowUnknownOption().passThroughOptions();
    declared.action((given: string[], options: Options) =>
      run(command, { ...options, arguments: given }),
    );
  } else {
    const { positional = [] } = command;
    const words = positional.map(({ name, isOptional, repeats }) => {
      const word = repeats ? `${name}...` : name;
      return isOptional ? `[${word}]` : `<${word}>`;
    });
    for (const [index, word] of words.entries()) {
      declared.argument(word, positional[index]?.description);
    }
    declared.usage(["--", ...words, "[options]"].join(" ")).allowExcessArguments();
    declared.option("--json", "print the result as JSON");
    declared.action((...given: unknown[]) => {
      const takesAll = positional.at(-1)?.repeats === true;
      refuseExcess(command, takesAll ? [] : declared.args.slice(positional.length));
      const values = positional.map(({ name }, index) => [name, given[index]]);
      return run(command, { ...declared.opts(), ...Object.fromEntries(values) });
    });
  }
}

function declareOption(declared: Program, option: Option): void {
  const { flags, description } = option;
  if (!option.repeats) {
    const [name] = flags.split(" ");
    let count = 0;
    const once = (value: string) => {
      count += 1;
      if (count === 1) return value;
      throw new UserError(`${name}: given more than once`, { remedy: "leave one of them out" });
    };
    if (flags.includes("<")) declared.option(flags, description, once, option.default);
    else declared.option(flags, description, option.default);
    return;
  }
  const collect = (value: string, before: readonly string[] = []) => [...before, value];
  declared.option(flags, `${description} (may be repeated)`, collect);
}

function examples(command: Command): string {
  const lines = command.examples.map(({ arguments: given, does }) => {
    const line = [`npm run ${command.name}`, ...(given === "" ? [] : ["--", given])].join(" ");
    return `  ${line}\n      ${does}`;
  });
  return `Examples:\n${lines.join("\n")}`;
}

function newContext(terminal: ProcessTerminal, { json }: { json: boolean }): CommandContext {
  const { stdout, stderr, stdin, env, signal } = terminal;
  const isTerminal = stdout.isTTY === true && !json;
  const columns = widthOf(stdout);
  return {
    env,
    signal,
    isTerminal,
    ...(isTerminal && columns !== undefined ? { columns } : {}),
    colors: colorsFor(terminal),
    ...(stdin === undefined
      ? {}
      : { readInput: () => readToEnd(stdin), isInputTerminal: stdin.isTTY === true }),
    print: (line, form) => writeLine(json ? stderr : stdout, line, form),
    progress: (line, form) => writeLine(stderr, line, form),
  };
}

async function readToEnd(stream: AsyncIterable<string | Buffer>): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of stream) parts.push(Buffer.from(part));
  return Buffer.concat(parts).toString("utf8");
}
