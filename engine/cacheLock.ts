// Makes sure that one process at a time makes an engine in a cache folder.
import { randomUUID } from "node:crypto";
import { mkdir, readFile, rm, stat, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { elapsed } from "./elapsed";
import type { Search } from "./engine";

/** How often and how long. */
export interface LockTiming {
  /** A holder touches its lock this often. */
  readonly touchMs: number;
  /** A lock that is not touched for this long was left by a process that was killed. */
  readonly abandonedMs: number;
  readonly pollMs: number;
  readonly progressMs: number;
}

const TIMING: LockTiming = {
  touchMs: 2_000,
  abandonedMs: 15_000,
  pollMs: 500,
  progressMs: 5_000,
};

/** Waits until no other process makes an engine in this cache folder, then does `work`. */
export async function whileAlone<T>(
  search: Search,
  work: () => Promise<T>,
  timing = TIMING,
): Promise<T> {
  await mkdir(search.cacheFolder, { recursive: true });
  const lock = join(search.cacheFolder, "lock");
  const holder = randomUUID();
  await acquire(lock, holder, search, timing);
  // Only the change of the time is looked at, never its value, so clocks need not agree.
  let touches = 0;
  const touching = setInterval(() => {
    touches += 1;
    utimes(lock, touches, touches).catch(() => {});
  }, timing.touchMs);
  try {
    return await work();
  } finally {
    clearInterval(touching);
    if ((await readFile(lock, "utf8").catch(() => "")) === holder) await rm(lock, { force: true });
  }
}

async function acquire(
  lock: string,
  holder: string,
  search: Search,
  { abandonedMs, pollMs, progressMs }: LockTiming,
): Promise<void> {
  const started = performance.now();
  let seen = { touched: -1, at: started };
  let progressAt = started;
  while (!(await create(lock, holder))) {
    search.signal.throwIfAborted();
    const now = performance.now();
    const touched = await stat(lock).then(
      ({ mtimeMs }) => mtimeMs,
      () => undefined,
    );
    if (touched !== seen.touched) seen = { touched: touched ?? -1, at: now };
    if (now - seen.at > abandonedMs) await rm(lock, { force: true });
    if (now >= progressAt) {
      progressAt = now + progressMs;
      search.onProgress(`another process is making the Pulumi CLI; waiting, ${elapsed(started)}`);
    }
    await sleep(pollMs, undefined, { signal: search.signal });
  }
}

async function create(lock: string, holder: string): Promise<boolean> {
  try {
    await writeFile(lock, holder, { flag: "wx" });
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  }
}
