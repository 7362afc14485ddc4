// Waits until nothing is under way, by moving the emulator's clock to each task that waits for it.
import type { World } from "../world/world";

/**
 * Moves the clock from task to task until all imports are done, all runs of workflows ended and all deliveries answered,
 * those included that a fault holds back.
 *
 * What never ends is left: an import with an endless delay.
 */
export async function settle({ clock, outbox, schedule }: World): Promise<void> {
  for (;;) {
    await schedule.idle();
    const nextMs = schedule.nextMs();
    if (nextMs !== undefined) {
      clock.set(new Date(Math.max(nextMs, clock.now().getTime())).toISOString());
      schedule.runDue();
    } else if (!outbox.release()) {
      return;
    }
  }
}
