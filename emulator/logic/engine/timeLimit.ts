// A limit for how long something may take, by the emulator's clock.
import type { World } from "../../world/world";

/** The reason why something was not completed. */
export class TimeLimitReached extends Error {}

/** Does work until the limit aborts its signal; no limit for undefined. @throws TimeLimitReached */
export async function within<T>(
  limitMs: number | undefined,
  { world, signal }: { readonly world: Pick<World, "schedule">; readonly signal: AbortSignal },
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  if (limitMs === undefined) return work(signal);
  const ended = new AbortController();
  const limit = new AbortController();
  world.schedule.wait(limitMs, ended.signal).then(
    () => limit.abort(new TimeLimitReached(`took longer than ${limitMs} ms`)),
    () => undefined,
  );
  const both = AbortSignal.any([signal, limit.signal]);
  try {
    return await work(both);
  } catch (error) {
    throw both.aborted ? both.reason : error;
  } finally {
    ended.abort();
  }
}
