// Replaces a file atomically: a reader sees the old text or the new one.
import { randomUUID } from "node:crypto";
import { open, realpath, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { UserError } from "../userError";

/**
 * Overwrites an existing file; it keeps its mode, and a link stays a link.
 *
 * @throws UserError if it may not be written; then the file is unchanged
 */
export async function replaceFile(file: string, bytes: Uint8Array): Promise<void> {
  try {
    const target = await realpath(file);
    const { mode } = await stat(target);
    const beside = join(dirname(target), `.${randomUUID()}.tmp`);
    try {
      const handle = await open(beside, "wx", mode);
      try {
        // The process's umask limits the mode given above.
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
    throw new UserError(`${file}: cannot be written (${code}); it is unchanged`, {
      remedy: "get permission to write the file and its folder",
      cause,
    });
  }
}
