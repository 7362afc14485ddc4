// Makes a folder, and those above it that are missing.
import { mkdir, stat } from "node:fs/promises";
import { dirname } from "node:path";

/**
 * mkdir's own `recursive` never ends below `/proc`, where the system says of a folder above that exists that it is missing (seen with
 * Node 20).
 *
 * @returns the highest one that was made; undefined when it was there
 * @throws the system's error where it cannot be made
 */
export async function makeFolder(folder: string): Promise<string | undefined> {
  const isThere = await stat(folder).then(
    (found) => found.isDirectory(),
    () => false,
  );
  if (isThere) return undefined;
  const above = dirname(folder);
  const made = above === folder ? undefined : await makeFolder(above);
  await mkdir(folder);
  return made ?? folder;
}
