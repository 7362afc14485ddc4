// Makes a folder, and those above it that are missing.
import { mkdirSync, statSync } from "node:fs";
import { dirname } from "node:path";

/**
 * mkdir's own `recursive` never ends below `/proc`, where the system says of a folder above that exists that it is missing (seen with
 * Node 20).
 *
 * @param mode of each folder that is made @default 0o777, without what the umask takes
 * @returns the highest one that was made; undefined when it was there
 * @throws the system's error where it cannot be made
 */
export function makeFolder(folder: string, mode?: number): string | undefined {
  if (isFolder(folder)) return undefined;
  const above = dirname(folder);
  const made = above === folder ? undefined : makeFolder(above, mode);
  try {
    mkdirSync(folder, { mode });
  } catch (thrown) {
    // Another process may have made it meanwhile.
    if (!isFolder(folder)) throw thrown;
  }
  return made ?? folder;
}

/** @throws the system's error for what cannot be looked at, such as below a file (of which `throwIfNoEntry` is silent in newer Nodes) */
function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === "ENOENT") return false;
    throw thrown;
  }
}
