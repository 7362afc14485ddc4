// Reads a customers file from disk for a command.
import { readFile } from "node:fs/promises";
import { type LoadOptions, type LoadResult, loadCustomers } from "../customers/load";
import { UserError } from "./userError";

/** Reads and checks the file; a file that cannot be read is a {@link UserError}. */
export async function readCustomersFile(
  file: string,
  by: Pick<LoadOptions, "today">,
): Promise<LoadResult> {
  return loadCustomers(await readCustomersBytes(file), { file, ...by });
}

/** Reads the file without looking at what it says. @throws UserError for one that cannot be read */
export async function readCustomersBytes(file: string): Promise<Uint8Array> {
  try {
    return await readFile(file);
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code ?? "unknown";
    const [reason, remedy] = REASONS[code] ?? [`cannot be read (${code})`, "name another file"];
    throw new UserError(`${file}: ${reason}`, { remedy: remedy.replaceAll("<it>", file), cause });
  }
}

/** What is wrong and what to do, by the system's code; `<it>` stands for the name that was given. */
const REASONS: Readonly<Record<string, readonly [reason: string, remedy: string]>> = {
  ENOENT: ["there is no such file", "name the file with --customers <file>"],
  EISDIR: ["is a directory", "name the file in it, such as <it>/customers.yaml"],
  EACCES: ["cannot be read by this user", "get permission to read it"],
};
