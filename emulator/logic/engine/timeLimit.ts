// A limit for how long something may take, by the emulator's clock.
import type { World } from "../../world/world";

/** The reason why something was not completed. */
export class TimeLimitReached extends Error {}

/** Does work until the limit aborts its signal; no limit for undefined. @throws TimeLimitReached */
export async function within<T>(
  limitMs: number | undefined,
  { world, signal }: Limited,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  if (limitMs === undefined) return work(signal);
  signal.throwIfAborted();
  // One signal that follows both: AbortSignal.any takes longer than a request.
  const either = new AbortController();
  const follow = () => either.abort(signal.reason);
  signal.addEventListener("abort", follow, { once: true });
  const cancel = world.schedule.at(world.clock.now().getTime() + limitMs, () =>
    either.abort(new TimeLimitReached(`took longer than ${limitMs} ms`)),
  );
  try {
    return await work(either.signal);
  } catch (error) {
    throw either.signal.aborted ? either.signal.reason : error;
  } finally {
    cancel();
    signal.removeEventListener("abort", follow);
  }
}

interface Limited {
  readonly world: Pick<World, "schedule" | "clock">;
  readonly signal: AbortSignal;
}
