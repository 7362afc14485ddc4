// Waits for the imports that an interrupted run left, so that what they bring is seen and not imported again.
import { atOnce } from "../../access/atOnce";
import { ImportFailed, lookAtImport } from "../../azure/registry/imports";
import { failureOf, SyncError } from "./failure";
import { followImport } from "./followImport";
import type { NotedImport, RunningImports } from "./runningImports";
import type { SyncWorld } from "./world";

/**
 * Follows them to their ends; what failed or takes too long is begun again, if it still differs.
 *
 * An older import may also end after a newer one and point a tag back, which waiting avoids.
 */
export async function followEarlier(world: SyncWorld, running: RunningImports): Promise<void> {
  const earlier = running.earlier(world.settings.target);
  if (earlier.length === 0) return;
  world.progress(`waiting for imports of an earlier run that still run: ${earlier.length} ...`);
  await atOnce(earlier, async (noted) => {
    try {
      await followImport(world, noted, 0);
    } catch (thrown) {
      const failure = failureOf(noted.image, thrown, world.signal);
      if (!isItsOwn(thrown)) {
        world.failures.push(failure);
        return;
      }
    }
    running.end(noted);
  });
}

/** Counts those that still run, without waiting. */
export async function countEarlier(world: SyncWorld, running: RunningImports): Promise<number> {
  let count = 0;
  await atOnce(running.earlier(world.settings.target), async (noted: NotedImport) => {
    const { state } = await lookAtImport(world.cloud, noted).catch((thrown: unknown) => {
      const failure = failureOf(noted.image, thrown, world.signal);
      if (!isItsOwn(thrown)) world.failures.push(failure);
      return { state: "failed" };
    });
    if (state === "running") count += 1;
  });
  return count;
}

/** The import's own failure, and not one of asking. */
function isItsOwn(thrown: unknown): boolean {
  return thrown instanceof SyncError || thrown instanceof ImportFailed;
}
