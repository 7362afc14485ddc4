// Replaces a file as a whole: whoever reads it meanwhile sees the old text or the new one, and never a part.
import { randomUUID } from "node:crypto";
import { open, realpath, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { UserError } from "../userError";

/**
 * Writes a file that is there already; it keeps its mode, and stays the same file where the name is a link.
 *
 * @throws UserError where it may not be written; the file is as it was then
 */
export async function replaceFile(file: string, bytes: Uint8Array): Promise<void> {
  try {
    const target = await realpath(file);
    const { mode } = await stat(target);
    const beside = join(dirname(target), `.${randomUUID()}.tmp`);
    try {
      const handle = await open(beside, "wx", mode);
      try {
        // The mode given above is cut by the process's mask.
        await handle.chmod(mode);
        await handle.writeFile(bytes);
        await handle.sync();
      } finally {
        await handle.close();
      }
      await rename(beside, target);
    } catch (error) {
      await rm(beside, { force: true });
      throw error;
    }
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code;
    if (code === undefined) throw cause;
    throw new UserError(`${file}: cannot be written (${code}); it is as it was`, {
      remedy: "give yourself the right to write it and its folder",
      cause,
    });
  }
}
