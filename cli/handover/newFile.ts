// Writes a file that is not there yet.
import { open } from "node:fs/promises";
import { UserError } from "../userError";

/**
 * Creates the file; one that is there, a link included, is never written to.
 *
 * @param mode what others may do, whatever the process's mask
 * @throws UserError where it is there, or cannot be made
 */
export async function writeNewFile(
  file: string,
  text: string,
  { mode }: { readonly mode: number },
): Promise<void> {
  try {
    // With restricted rights from the beginning.
    const handle = await open(file, "wx", 0o600);
    try {
      await handle.writeFile(text);
      await handle.chmod(mode);
    } finally {
      await handle.close();
    }
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code;
    if (code === undefined) throw cause;
    const isThere = code === "EEXIST";
    throw new UserError(
      isThere ? `${file}: is there already` : `${file}: cannot be written (${code})`,
      {
        remedy: isThere ? "remove it, or name another file" : "name a file that you may create",
        cause,
      },
    );
  }
}
