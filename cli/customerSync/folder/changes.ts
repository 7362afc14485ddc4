// What writing would do to each file of a folder; looks only.
import { lstat, readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { UserError } from "../../userError";
import type { Files } from "../contents/customerFiles";
import { hashOf, MARK, parseSums, SUMS, type Sums } from "./sums";

/** What happens to a file. */
export type Change = "added" | "changed" | "removed" | "same";

/** What writing would do. */
export interface Changes {
  readonly isNew: boolean;
  /** Was an earlier run killed while it wrote? */
  readonly wasInterrupted: boolean;
  /** Has somebody made the list of hashes again, so that nobody knows what was written? */
  readonly isListedByOthers: boolean;
  /** By path; without what {@link others} has. */
  readonly files: ReadonlyMap<string, Change>;
  /** What somebody else has changed or put in the place of a file, with what would become of it. */
  readonly others: ReadonlyMap<string, Change>;
}

/** The folder in which a run puts everything before it moves each file to its place. */
export const STAGE = ".customer-sync.part";

/** @throws UserError where the folder is none of ours, or cannot be read */
export async function findChanges(folder: string, files: Files): Promise<Changes> {
  const names = await namesIn(folder);
  const [list, ...ofKilled] = await Promise.all(
    // A run that was killed has left a part of its files, and their hashes.
    [SUMS, `${STAGE}/${SUMS}`].map((path) => sumsOrNone(join(folder, path))),
  );
  const lists = [list, ...ofKilled].filter((each) => each !== undefined);
  // What is in a list of somebody else may be theirs: it is neither removed nor taken for unchanged.
  const known = lists.filter((each) => each.isOurs).map(({ hashes }) => hashes);
  const isOurs = lists.some(({ hashes }) => hashes.has("sync.cjs"));
  const hasOthers = names?.some((name) => name !== STAGE) === true;
  if (hasOthers && !isOurs) {
    throw new UserError(
      `${folder}: is neither empty nor written by this command; nothing was written`,
      { remedy: "name a folder that is empty or new" },
    );
  }
  const blocked: string[] = [];
  const result = { files: new Map<string, Change>(), others: new Map<string, Change>() };
  const before = known.flatMap((each) => [...each.keys()]);
  for (const path of [...new Set([...files.keys(), ...before])].sort()) {
    const found = await hashAt(folder, path);
    if (found === NO_FILE) blocked.push(join(folder, path));
    const wanted = files.get(path);
    const change = changeOf(found, wanted === undefined ? undefined : hashOf(wanted));
    if (change === undefined) continue;
    const isExpected =
      path === MARK ||
      change === "added" ||
      change === "same" ||
      known.some((each) => each.get(path) === found);
    result[isExpected ? "files" : "others"].set(path, change);
  }
  if (blocked.length > 0) {
    throw new UserError(
      `${blocked.join(", ")}: a folder or a link is where a file belongs; nothing was written`,
      { remedy: "move it away, then run this again" },
    );
  }
  return {
    isNew: !isOurs,
    wasInterrupted: names?.includes(STAGE) === true,
    isListedByOthers: list?.isOurs === false,
    ...result,
  };
}

/** @returns undefined where there is nothing and shall be nothing */
function changeOf(found: string | undefined, wanted: string | undefined): Change | undefined {
  if (found === wanted) return found === undefined ? undefined : "same";
  if (found === undefined) return "added";
  return wanted === undefined ? "removed" : "changed";
}

/** @returns undefined where there is no folder */
async function namesIn(folder: string): Promise<string[] | undefined> {
  try {
    return await readdir(folder);
  } catch (thrown) {
    const code = (thrown as NodeJS.ErrnoException).code;
    if (code === "ENOENT") return undefined;
    throw unreadable(folder, thrown);
  }
}

async function sumsOrNone(file: string): Promise<Sums | undefined> {
  const bytes = await bytesOrNone(file);
  return bytes === undefined ? undefined : parseSums(bytes.toString("utf8"));
}

const NO_FILE = "no file";

/** @returns undefined where nothing is; {@link NO_FILE} for a folder or a link, or below a link */
async function hashAt(folder: string, path: string): Promise<string | undefined> {
  const parts = path.split("/");
  for (const [index] of parts.entries()) {
    const place = join(folder, ...parts.slice(0, index + 1));
    const found = await lstat(place).catch(() => undefined);
    if (found === undefined) return undefined;
    const isExpected = index < parts.length - 1 ? found.isDirectory() : found.isFile();
    if (!isExpected) return NO_FILE;
  }
  const bytes = await bytesOrNone(join(folder, path));
  return bytes === undefined ? undefined : hashOf(bytes);
}

async function bytesOrNone(file: string): Promise<Buffer | undefined> {
  try {
    return await readFile(file);
  } catch (thrown) {
    const code = (thrown as NodeJS.ErrnoException).code;
    if (code === "ENOENT" || code === "ENOTDIR") return undefined;
    throw unreadable(file, thrown);
  }
}

function unreadable(place: string, thrown: unknown): UserError {
  const { code, message } = thrown as NodeJS.ErrnoException;
  const words = code === "ENOTDIR" ? "is not a folder" : `cannot be read (${code ?? message})`;
  return new UserError(`${place}: ${words}; nothing was written`, {
    remedy: "name a folder that you may read and write",
    cause: thrown,
  });
}
