// A folder as a place of Pulumi's files.
import type { BigIntStats } from "node:fs";
import { lstat, readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { now } from "../../../clock";
import { UserError } from "../../userError";
import type { Store, StoredFile } from "./store";

/** How deep files of a history lie at most: `.pulumi/history/<project>/<stack>/`. */
const DEPTH = 5;
/** Beside each file Pulumi keeps what a container would say of it. */
const ATTRIBUTES = ".attrs";
/** No folder of Pulumi's has these, but a user's home may. */
const OTHERS = new Set(["node_modules", ".git"]);

/** Reads a folder, which must exist. */
export function folderStore(folder: string): Store {
  return {
    name: folder,
    async list(below) {
      const found: StoredFile[] = [];
      await addFiles(below, DEPTH);
      return found;

      async function addFiles(path: string, depth: number): Promise<void> {
        for (const entry of await entriesOf(join(folder, path))) {
          const inner = path === "" ? entry.name : `${path}/${entry.name}`;
          if (entry.isDirectory()) {
            if (depth > 1 && !OTHERS.has(entry.name)) await addFiles(inner, depth - 1);
          } else if (entry.isFile() && !entry.name.endsWith(ATTRIBUTES)) {
            found.push(await stored(join(folder, inner), inner));
          }
        }
      }
    },
    read: (path) => readFile(join(folder, path)),
  };
}

async function entriesOf(path: string) {
  try {
    return await readdir(path, { withFileTypes: true });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "ENOTDIR") return [];
    throw new UserError(`${path}: the folder cannot be read (${code})`, {
      remedy: "let this user read it, or copy it and name the copy",
      cause: error,
    });
  }
}

async function stored(file: string, path: string): Promise<StoredFile> {
  const stats = await lstat(file, { bigint: true });
  const modifiedMs = Number(stats.mtimeMs);
  // The machine's clock, for the emulated stack too.
  const isRecent = now({}).getTime() - Number(stats.ctimeMs) < RECENT_MS;
  return {
    path,
    size: Number(stats.size),
    modifiedMs,
    ...(isRecent ? {} : { mark: markOf(stats) }),
  };
}

/** Within this time a file system may give two writes the same time. */
const RECENT_MS = 3_000;

/** Whoever writes a file may set its time of modification, but not that of the change of its inode. */
function markOf({ dev, ino, size, mtimeNs, ctimeNs }: BigIntStats): string {
  return [dev, ino, size, mtimeNs, ctimeNs].join(" ");
}
