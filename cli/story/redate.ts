// Moves the times that the engine wrote in a run to the emulator's clock, in the files of an emulated stack.
import { readdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { now } from "../../clock";
import { STACK_NAME } from "../emulated";

/** A run that has ended. */
export interface RedatedRun {
  /** When it began, by the machine's clock. */
  readonly startedAt: Date;
  /** When it began, by the emulator's clock: ISO 8601. */
  readonly instant: string;
}

/**
 * Moves the times of a run's history, and of the state that it left, by the difference between the two clocks.
 *
 * The engine has no clock that can be set. Without this, a story of three months would be a history of one minute, in
 * which passwords begin and end at other times than the runs that issued them. No seal covers these times: they are
 * the engine's, and the program never sees them. What earlier runs wrote stays, since it was moved before.
 *
 * @param workFolder the folder with `.pulumi`, whose files are not packed
 */
export async function redate(workFolder: string, run: RedatedRun): Promise<void> {
  const shift = shiftOf(run);
  const backend = join(workFolder, ".pulumi");
  const history = join(backend, "history", PROJECT, STACK_NAME);
  for (const name of await readdir(history).catch(() => [])) {
    const moved = name.replace(RUN_NAME, (_, before: string, ms: string, rest: string) => {
      const time = shift(Number(ms));
      return `${before}${time}${rest}`;
    });
    if (moved === name) continue;
    if (name.endsWith(".history.json")) await redateEntry(join(history, name), shift);
    if (name.endsWith(".checkpoint.json")) await redateCheckpoint(join(history, name), shift);
    await rename(join(history, name), join(history, moved));
  }
  await redateCheckpoint(join(backend, "stacks", PROJECT, `${STACK_NAME}.json`), shift);
}

const PROJECT = "customer-access";

/** `dev-1796058141146267968.history.json`: nanoseconds since 1970. */
const RUN_NAME = /^(.+-)(\d{13})(\d{6}\..+)$/;

/** Milliseconds since 1970 by the machine's clock to those by the emulator's. */
type Shift = (ms: number) => number;

function shiftOf({ startedAt, instant }: RedatedRun): Shift {
  // Entries have whole seconds, so the difference has them too: the order of times stays.
  const from = Math.floor(startedAt.getTime() / 1000) * 1000;
  const to = now({}).getTime();
  const difference = Math.floor(Date.parse(instant) / 1000) * 1000 - from;
  return (ms) => (ms >= from && ms <= to ? ms + difference : ms);
}

interface Entry {
  startTime: number;
  endTime?: number;
}

async function redateEntry(file: string, shift: Shift): Promise<void> {
  await rewrite<Entry>(file, (entry) => {
    entry.startTime = shift(entry.startTime * 1000) / 1000;
    if (entry.endTime) entry.endTime = shift(entry.endTime * 1000) / 1000;
  });
}

interface CheckpointFile {
  checkpoint: {
    latest?: {
      manifest: { time: string };
      resources?: Written[];
      pending_operations?: { resource: Written }[];
    };
  };
}

/** When the engine made a resource, and when it last wrote it: ISO 8601. */
interface Written {
  created?: string;
  modified?: string;
}

async function redateCheckpoint(file: string, shift: Shift): Promise<void> {
  await rewrite<CheckpointFile>(file, ({ checkpoint: { latest } }) => {
    if (latest === undefined) return;
    latest.manifest.time = shifted(latest.manifest.time, shift);
    const { resources = [], pending_operations: pending = [] } = latest;
    for (const each of [...resources, ...pending.map(({ resource }) => resource)]) {
      if (each.created !== undefined) each.created = shifted(each.created, shift);
      if (each.modified !== undefined) each.modified = shifted(each.modified, shift);
    }
  });
}

/** Keeps what the engine writes beyond milliseconds, and a time that is not of this run as it is. */
function shifted(time: string, shift: Shift): string {
  const ms = Date.parse(time);
  const moved = shift(ms);
  if (moved === ms) return time;
  const [, beyond = ""] = /\.\d{3}(\d*)/.exec(time) ?? [];
  return new Date(moved).toISOString().replace("Z", `${beyond}Z`);
}

async function rewrite<Content>(file: string, change: (content: Content) => void): Promise<void> {
  const content = JSON.parse(await readFile(file, "utf8")) as Content;
  change(content);
  await writeFile(file, JSON.stringify(content));
}
