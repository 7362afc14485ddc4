// Says where a file is that was named from the folder in which the user called npm: npm runs a command in the project's folder.
import { existsSync } from "node:fs";
import { relative, resolve } from "node:path";
import { UserError } from "./userError";

/**
 * Replaces the remedy of an error about a missing file.
 *
 * @param given the arguments, among which the file is
 * @returns the same error where it is about something else, or the file is in neither folder
 */
export function withNpmsFolder(
  error: unknown,
  given: readonly string[],
  { INIT_CWD }: NodeJS.ProcessEnv,
): unknown {
  if (!(error instanceof UserError) || INIT_CWD === undefined) return error;
  const { code } = (error.cause ?? {}) as NodeJS.ErrnoException;
  if (code !== "ENOENT") return error;
  const file = given
    .map((each) => each.replace(/^--[\w-]+=/, ""))
    .filter((each) => error.message.includes(each))
    .find((each) => !existsSync(each) && existsSync(resolve(INIT_CWD, each)));
  if (file === undefined) return error;
  const fromHere = relative("", resolve(INIT_CWD, file));
  return new UserError(error.message, {
    remedy: `npm runs this in ${resolve()}; name the file from there: ${fromHere}`,
    cause: error.cause,
  });
}
