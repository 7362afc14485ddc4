// Reads the history of one stack from a folder or container, one file at a time.
import { atOnce } from "../../../access/atOnce";
import { type FoundEntry, makeHistory } from "../../../audit/history/makeHistory";
import { readCheckpoint } from "../../../audit/history/readCheckpoint";
import { readEntry } from "../../../audit/history/readEntry";
import type { Reading } from "../../../audit/history/reading";
import type { Gap, History } from "../../../audit/snapshot";
import { isSameStack } from "../../../audit/stackName";
import { findStack, type RunFiles, type StackFiles } from "./findStack";
import type { HistoryIndex } from "./historyIndex";
import type { Store, StoredFile } from "./store";
import { unpack } from "./unpack";

/** Options of {@link readStore}. */
export interface ReadStoreOptions {
  /** `dev` or `customer-access/dev`. @default - the only one */
  readonly stack?: string | undefined;
  readonly signal: AbortSignal;
  /** What an earlier run has read. */
  readonly index: HistoryIndex;
  /** Called after each run that was read, with how many there are. */
  onRead?(read: number, all: number): void;
}

/** Reads it. @throws UserError where the place holds no history, or that of several stacks */
export async function readStore(store: Store, options: ReadStoreOptions): Promise<History> {
  const { index, signal, onRead } = options;
  const files = await findStack(store, options.stack);
  const read = <Value>(file: StoredFile, understand: (text: string) => Reading<Value>) =>
    index.read(
      file,
      () => bytesOf(store, file),
      async (bytes) => {
        const text = await unpack(bytes);
        return "problem" in text ? text : understand(text.value);
      },
    );
  const entries = new Map<string, FoundEntry>();
  await atOnce(files.runs, async ({ name, entry, checkpoint }) => {
    signal.throwIfAborted();
    entries.set(name, {
      name,
      ...(entry === undefined ? {} : { entry: await read(entry, readEntry) }),
      ...(checkpoint === undefined ? {} : { checkpoint: await read(checkpoint, readCheckpoint) }),
    });
    onRead?.(entries.size, files.runs.length);
  });
  const present =
    files.present === undefined ? undefined : await read(files.present, readCheckpoint);
  await index.write();
  return makeHistory({
    stack: nameOf(files, nameIn([...entries.values()])),
    source: store.name,
    entries: files.runs.flatMap(({ name }: RunFiles) => entries.get(name) ?? []),
    ...(present === undefined ? {} : { present }),
    gaps: gapsOf(files),
  });
}

async function bytesOf(store: Store, { path }: StoredFile): Promise<Reading<Buffer>> {
  try {
    return { value: await store.read(path) };
  } catch (error) {
    const { code, statusCode, message } = error as Error & { code?: string; statusCode?: number };
    const [first = ""] = message.split("\n");
    return { problem: `cannot be read: ${code ?? statusCode ?? first}`, isUnread: true };
  }
}

/** A copy of the history may lie in a folder of another name; Pulumi's own folders have the stack's. */
function nameOf({ stack, isOfPulumi }: StackFiles, inFiles: string | undefined): string {
  if (inFiles === undefined) return stack;
  return isOfPulumi && !isSameStack(inFiles, stack) ? stack : inFiles;
}

function nameIn(entries: readonly FoundEntry[]): string | undefined {
  return entries
    .map(({ checkpoint }) =>
      checkpoint !== undefined && "value" in checkpoint ? checkpoint.value.stack : undefined,
    )
    .findLast((stack) => stack !== undefined);
}

function gapsOf({ runs, folder, locks, others }: StackFiles): Gap[] {
  return [
    ...(runs.length === 0 ? [{ at: folder, words: "holds no entry of the stack" }] : []),
    ...others.map(({ file, words }) => ({ at: file.path, words })),
    ...locks.map(({ path }) => ({
      at: path,
      words: "a run holds the stack's lock: it is under way, or it was killed",
    })),
  ];
}
