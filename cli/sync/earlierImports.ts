// Waits for the imports that an interrupted run left, so that what they bring is seen and not imported again.
import { atOnce } from "../../access/atOnce";
import { ImportFailed, lookAtImport } from "../../azure/registry/imports";
import { failureOf } from "./failure";
import { followImport, isImported, StillRuns, TakesTooLong, waitUntilThere } from "./followImport";
import type { NotedImport, RunningImports } from "./runningImports";
import type { SyncWorld } from "./world";

/** What earlier runs left. */
export interface Left {
  /** How many may still run. */
  readonly count: number;
  /** Those of them that must not be begun again, since Azure says that they run, or could not be asked. */
  readonly running: readonly NotedImport[];
}

/**
 * Follows them to their ends; what failed is begun again, if it still differs.
 *
 * An older import may also end after a newer one and point a tag back. So one that takes too long stays noted, and is a
 * failure of each run until its end is seen.
 */
export async function followEarlier(world: SyncWorld, running: RunningImports): Promise<Left> {
  const earlier = running.earlier(world.settings.target);
  const left: NotedImport[] = [];
  const going: NotedImport[] = [];
  if (earlier.length > 0) {
    world.progress(
      `waiting for imports of an earlier run that may still run: ${earlier.length} ...`,
    );
  }
  await atOnce(earlier, async (noted) => {
    try {
      await follow(world, noted);
    } catch (thrown) {
      const failure = failureOf(noted.image, thrown, world.signal);
      // Where the import itself has failed, it is begun again.
      if (!(thrown instanceof ImportFailed)) {
        world.failures.push(failure);
        left.push(noted);
        const isUnknown = thrown instanceof TakesTooLong && !(thrown instanceof StillRuns);
        if (!isUnknown) going.push(noted);
        return;
      }
    }
    running.end(noted);
  });
  return { count: left.length, running: going };
}

/** Counts those that may still run, without waiting. */
export async function countEarlier(world: SyncWorld, running: RunningImports): Promise<number> {
  let count = 0;
  await atOnce(running.earlier(world.settings.target), async (noted) => {
    if (await mayRun(world, noted)) count += 1;
  });
  return count;
}

/** Longer than an import takes; it counts where Azure does not say how one ended. */
const FORGOTTEN_AFTER_MS = 24 * 3_600_000;

async function follow(world: SyncWorld, noted: NotedImport): Promise<void> {
  const end = await followImport(world, noted, 0);
  if (end === "unknown" && !isForgotten(world, noted)) {
    await waitUntilThere(world, noted, noted.begunAtMs);
  }
}

async function mayRun(world: SyncWorld, noted: NotedImport): Promise<boolean> {
  try {
    const { state } = await lookAtImport(world.cloud, noted);
    if (state !== "unknown") return state === "running";
    return !isForgotten(world, noted) && !(await isImported(world, noted));
  } catch (thrown) {
    const failure = failureOf(noted.image, thrown, world.signal);
    if (!(thrown instanceof ImportFailed)) world.failures.push(failure);
    return false;
  }
}

function isForgotten({ time }: SyncWorld, { begunAtMs }: NotedImport): boolean {
  return time.nowMs() >= begunAtMs + FORGOTTEN_AFTER_MS;
}
