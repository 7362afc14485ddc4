// Finds the files of one stack in a place: a backend of Pulumi, or a copy of its history.
import { UserError } from "../../userError";
import type { Store, StoredFile } from "./store";

/** The two files of one run, by the name that they share. */
export interface RunFiles {
  readonly name: string;
  readonly entry?: StoredFile;
  readonly checkpoint?: StoredFile;
}

/** The files of one stack. */
export interface StackFiles {
  /** `customer-access/dev` */
  readonly stack: string;
  /** Is it the name of Pulumi's own folder, or of one that somebody chose? */
  readonly isOfPulumi: boolean;
  /** The folder that holds them, or would. */
  readonly folder: string;
  readonly runs: readonly RunFiles[];
  /** The present state; a copy of the history alone has none. */
  readonly present?: StoredFile;
  /** Files of runs that hold the stack's lock. */
  readonly locks: readonly StoredFile[];
  /** Files of the history that are none of Pulumi's, or a second one of a run. */
  readonly others: readonly { readonly file: StoredFile; readonly words: string }[];
}

/** Finds the stack's files. @throws UserError where there is none, or no single one */
export async function findStack(store: Store, wanted: string | undefined): Promise<StackFiles> {
  const place = await placeIn(store);
  const stacks = [...new Set([...place.history, ...place.states].map(({ stack }) => stack))].sort();
  if (stacks.length === 0) throw nothingHere(store, place.seen);
  const stack = chosen(store, stacks, wanted);
  const ofStack = place.history.filter((each) => each.stack === stack);
  const states = place.states.filter((each) => each.stack === stack);
  // Pulumi takes the latest too, where it was told to pack differently.
  const present = states.sort((one, other) => other.file.modifiedMs - one.file.modifiedMs)[0];
  return {
    stack,
    isOfPulumi: place.isOfPulumi,
    folder: `${place.root}history/${stack}`,
    ...runsIn(ofStack.map(({ file }) => file)),
    ...(present === undefined ? {} : { present: present.file }),
    locks: place.locks.filter(({ path }) => path.includes(`/${stack}/`)),
  };
}

/** A file, and the stack to whose folder it belongs. */
interface Owned {
  readonly stack: string;
  readonly file: StoredFile;
}

interface Place {
  /** The folder of Pulumi's files below the place, with `/` at its end: `.pulumi/`. */
  readonly root: string;
  /** Does it have Pulumi's own folders, of which each has the name of its stack? */
  readonly isOfPulumi: boolean;
  readonly history: readonly Owned[];
  readonly states: readonly Owned[];
  readonly locks: readonly StoredFile[];
  /** What the place has at its top, where it has no history. */
  readonly seen: readonly string[];
}

async function placeIn(store: Store): Promise<Place> {
  for (const root of [".pulumi/", ""]) {
    const files = await store.list(`${root}history`);
    const states = (await store.list(`${root}stacks`)).filter(({ path }) => STATE.test(path));
    if (files.length === 0 && states.length === 0) continue;
    return {
      root,
      isOfPulumi: true,
      history: inFolders(files, `${root}history/`),
      states: states.map((file) => ({
        stack: file.path.slice(`${root}stacks/`.length).replace(STATE, ""),
        file,
      })),
      locks: await store.list(`${root}locks`),
      seen: [],
    };
  }
  // A copy of the history, of one project's, or of one stack's.
  const all = await store.list("");
  const runs = all.filter(({ path }) => RUN.test(path));
  const seen = [...new Set(all.map(({ path }) => path.replace(/\/.*/, "/")))].sort();
  return { root: "", isOfPulumi: false, history: inFolders(runs, ""), states: [], locks: [], seen };
}

const STATE = /\.json(\.gz|\.zst)?$/;
const RUN = /([^/]+)\.(history|checkpoint)\.json(\.gz|\.zst)?$/;

function inFolders(files: readonly StoredFile[], root: string): Owned[] {
  return files.map((file) => ({
    stack: file.path.slice(root.length).split("/").slice(0, -1).join("/"),
    file,
  }));
}

function nothingHere({ name }: Store, seen: readonly string[]): UserError {
  const some = seen.slice(0, 6).join(", ");
  const more = seen.length > 6 ? `, and ${seen.length - 6} more` : "";
  const found = seen.length === 0 ? "it is empty" : `it has ${some}${more}`;
  return new UserError(`${name}: there is no history of Pulumi here; ${found}`, {
    remedy:
      "name the folder or container of the backend, which has a folder .pulumi with history/ and stacks/; `npm run pulumi -- whoami --verbose` prints its address",
  });
}

function chosen(store: Store, stacks: readonly string[], wanted: string | undefined): string {
  const list = stacks.map((stack) => stack || "(unnamed)").join(", ");
  const fitting = stacks.filter((stack) => wanted === undefined || isCalled(stack, wanted));
  const [stack] = fitting;
  if (fitting.length === 1 && stack !== undefined) return stack;
  if (stack === undefined) {
    throw new UserError(`${store.name}: there is no stack ${wanted}; it has ${list}`, {
      remedy: "name one of them with --stack",
    });
  }
  throw new UserError(`${store.name}: there are several stacks: ${list}`, {
    remedy: "name one of them with --stack",
  });
}

/** `dev`, `customer-access/dev` and Pulumi's own `organization/customer-access/dev` are the same. */
function isCalled(stack: string, wanted: string): boolean {
  const name = wanted.replace(/^organization\//, "");
  return stack === name || stack.endsWith(`/${name}`);
}

function runsIn(files: readonly StoredFile[]): Pick<StackFiles, "runs" | "others"> {
  const runs = new Map<string, { name: string; entry?: StoredFile; checkpoint?: StoredFile }>();
  const others: { file: StoredFile; words: string }[] = [];
  for (const file of [...files].sort((one, other) => (one.path < other.path ? -1 : 1))) {
    const [, name = "", kind] = RUN.exec(file.path) ?? [];
    const part = kind === "history" ? "entry" : "checkpoint";
    const run = runs.get(name) ?? { name };
    if (kind === undefined) others.push({ file, words: "is no file of Pulumi's history" });
    else if (run[part] === undefined) runs.set(name, { ...run, [part]: file });
    else others.push({ file, words: `is a second file of ${name}; the first is read` });
  }
  return { runs: [...runs.values()], others };
}
