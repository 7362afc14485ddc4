// Reports options that npm consumed itself because `--` was missing before them.
import type { Command } from "./command";
import { UserError } from "./userError";

/**
 * Refuses to run a command whose options npm has consumed.
 *
 * npm passes consumed options to the script as `npm_config_<name>`, and a value after one as an argument without its
 * option:
 * https://docs.npmjs.com/cli/v11/commands/npm-run
 *
 * @param given the arguments that npm left
 * @throws UserError with the intended line, if it can be known
 */
export function refuseTakenOptions(
  command: Command,
  given: readonly string[],
  env: NodeJS.ProcessEnv,
): void {
  const { name, passesThrough, secretInput } = command;
  // If a script of another name started this, the variables belong to that script.
  if (env.npm_lifecycle_event !== name) return;
  const taken = flagsOf(command).flatMap((flags) => {
    const [option = "", value] = flags.split(/[ =]/);
    const kept = env[`npm_config_${option.slice(2).replaceAll("-", "_")}`];
    return kept === undefined || kept === ""
      ? []
      : [{ option, kept, takesValue: value !== undefined }];
  });
  if (taken.length === 0) return;
  const names = taken.map(({ option }) => option).join(" and ");
  // What was given may be the secret.
  const isSecret = secretInput !== undefined;
  const meant = passesThrough || isSecret ? undefined : meantLine(given, taken);
  throw new UserError(`npm took ${names} for itself, so this command did not get it`, {
    remedy: `write \`--\` before the options: \`npm run ${name} -- ${meant ?? "…"}\``,
  });
}

/** For Pulumi, only options that npm does not know: npm's own, such as `--yes`, may be in a person's `.npmrc`. */
function flagsOf({ options, passesThrough, passedOptions = [] }: Command): readonly string[] {
  return passesThrough ? passedOptions : [...options.map(({ flags }) => flags), "--json"];
}

interface Taken {
  readonly option: string;
  readonly kept: string;
  readonly takesValue: boolean;
}

/** Undefined if npm does not show which value belongs to which option. */
function meantLine(given: readonly string[], taken: readonly Taken[]): string | undefined {
  // For an option with a separate value, npm stores `true` and leaves the value among the arguments.
  const apart = taken.filter(({ kept, takesValue }) => takesValue && /^true$/m.test(kept));
  if (apart.length > 1 || apart.some(({ kept }) => kept !== "true")) return undefined;
  const left = [...given];
  const meant = taken.flatMap(({ option, kept, takesValue }) => {
    if (!takesValue) return [option];
    return [option, kept === "true" ? (left.pop() ?? "<value>") : kept];
  });
  return [...left, ...meant].map(quoted).join(" ");
}

function quoted(word: string): string {
  return /^[\w@%+=:,./<>-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
