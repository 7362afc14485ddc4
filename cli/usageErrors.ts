// The errors for arguments that a command does not take. None repeats a value: it may be a secret, and logs are kept.
import type { CommanderError } from "commander";
import { nearestTo } from "../customers/rules/nearest";
import type { Command } from "./command";
import { UserError } from "./userError";

/**
 * The error for what commander refuses, in this project's form.
 *
 * @param command absent for a name that no command has
 */
export function usageError(
  { code, message }: CommanderError,
  command: Command | undefined,
): UserError {
  if (command === undefined) {
    return new UserError("there is no such command", { remedy: "--help lists the commands" });
  }
  const words = message.replace(/^error: /, "").replace(/\n.*/s, "");
  if (code === "commander.unknownOption") return unknownOption(words, command);
  return wrongArgument(command, words);
}

/** An extra argument is usually a file whose option was forgotten. @throws UserError if there is one */
export function refuseExcess(command: Command, [first]: readonly string[]): void {
  if (first === undefined) return;
  const { name, options } = command;
  const takesFile = options.some(({ flags }) => flags.startsWith("--customers "));
  if (takesFile && /^[\w./-]+\.ya?ml$/.test(first)) {
    throw new UserError(`${name}: "${first}" has no option before it`, {
      remedy: `name the file by an option: \`npm run ${name} -- --customers ${first}\``,
    });
  }
  throw wrongArgument(command, "an argument has no option before it");
}

/** The error for arguments of which a command can say itself what is wrong. @param what never with a value */
export function wrongArgument(command: Pick<Command, "name" | "secretInput">, what: string) {
  return new UserError(`${command.name}: ${what}`, { remedy: listsOptions(command) });
}

/** @param words of commander: `unknown option '--password=hunter2'` */
function unknownOption(words: string, command: Command): UserError {
  const [, option, value] = /'(--[a-z][a-z-]{0,30})(=.*)?'$/s.exec(words) ?? [];
  const known = [...command.options.map(({ flags }) => flags.split(" ")[0] ?? ""), "--json"];
  if (option === undefined || known.includes(option)) {
    const what = option === undefined ? "unknown option" : `${option} takes no value`;
    return wrongArgument(command, what);
  }
  const nearest = value === undefined ? nearestTo(option, known) : undefined;
  return new UserError(`${command.name}: unknown option ${option}`, {
    remedy: nearest === undefined ? listsOptions(command) : `did you mean ${nearest}?`,
  });
}

function listsOptions({ name, secretInput }: Pick<Command, "name" | "secretInput">): string {
  const secret =
    secretInput === undefined ? "" : `; ${secretInput}: what is typed stays in the shell's history`;
  return `\`npm run ${name} -- --help\` lists the options${secret}`;
}
