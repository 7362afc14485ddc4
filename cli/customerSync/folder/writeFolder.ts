// Writes a customer's folder: everything beside its place first, then each file in one step.
import { rename, rm, rmdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { makeFolder } from "../../makeFolder";
import { UserError } from "../../userError";
import type { Files } from "../contents/customerFiles";
import { type Changes, STAGE } from "./changes";
import { SUMS } from "./sums";

/**
 * Writes what {@link Changes} says, and touches nothing else.
 *
 * Until all is on the disk, the folder is as it was. A run that is killed later leaves {@link STAGE}, by which the next run knows
 * which files are of the killed one, and completes it.
 *
 * @param sums the list of all files, which is moved last
 * @throws UserError if it cannot be written, saying whether something was
 */
export async function writeFolder(
  folder: string,
  { files, sums }: { readonly files: Files; readonly sums: string },
  changes: Changes,
): Promise<void> {
  const stage = join(folder, STAGE);
  const all = [...changes.files, ...changes.others];
  const written = all.filter(([, change]) => change === "added" || change === "changed");
  await orElse(
    `${folder}: cannot be written, and is as it was`,
    "name a folder that you may write",
    async () => {
      const made = makeFolder(folder);
      try {
        await rm(stage, { recursive: true, force: true });
        for (const [path] of written) await writeBelow(stage, path, files.get(path) ?? "");
        await writeBelow(stage, SUMS, sums);
      } catch (thrown) {
        await rm(stage, { recursive: true, force: true }).catch(() => {});
        if (made !== undefined) await rmdir(folder).catch(() => {});
        throw thrown;
      }
    },
  );
  await orElse(
    `${folder}: not all could be written`,
    "run this again, which completes it",
    async () => {
      for (const [path] of written) {
        makeFolder(dirname(join(folder, path)));
        await rename(join(stage, path), join(folder, path));
      }
      for (const [path, change] of all) {
        if (change === "removed") await removeFile(folder, path);
      }
      await rename(join(stage, SUMS), join(folder, SUMS));
      await rm(stage, { recursive: true, force: true });
    },
  );
}

async function writeBelow(folder: string, path: string, text: string): Promise<void> {
  makeFolder(dirname(join(folder, path)));
  await writeFile(join(folder, path), text, { flag: "wx", flush: true });
}

/** With the folders above it that are empty then. */
async function removeFile(folder: string, path: string): Promise<void> {
  await rm(join(folder, path), { force: true });
  for (let above = dirname(path); above !== "."; above = dirname(above)) {
    const isGone = await rmdir(join(folder, above)).then(
      () => true,
      () => false,
    );
    if (!isGone) return;
  }
}

async function orElse(what: string, remedy: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === undefined) throw cause;
    throw new UserError(`${what} (${code})`, { remedy, cause });
  }
}
