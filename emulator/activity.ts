// Work in the background that takes the emulator's time: what is under way, and what waits for the clock.
import { setImmediate } from "node:timers/promises";
import type { Clock } from "./clock";
import type { Schedule } from "./schedule";

/** The emulator's background work. */
export interface Activity {
  /** Does a part of it that ends without the clock being moved. */
  during<T>(part: () => Promise<T>): Promise<T>;
  /** Ends when the clock shows so much more. @throws the signal's reason */
  wait(ms: number, signal?: AbortSignal): Promise<void>;
  /** Waits until nothing is under way. @returns whether there was anything */
  idle(): Promise<boolean>;
}

/** No work yet. */
export function createActivity(clock: Pick<Clock, "now">, schedule: Schedule): Activity {
  let underWay = 0;
  return {
    async during(part) {
      underWay += 1;
      try {
        return await part();
      } finally {
        underWay -= 1;
      }
    },
    wait: (ms, signal) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted === true) return reject(signal.reason);
        const abort = () => {
          cancel();
          reject(signal?.reason);
        };
        const cancel = schedule.at(clock.now().getTime() + ms, () => {
          signal?.removeEventListener("abort", abort);
          resolve();
        });
        signal?.addEventListener("abort", abort, { once: true });
      }),
    async idle() {
      let wasBusy = false;
      // A turn of the loop, so that whatever can go on has come to its next wait.
      for (await setImmediate(); underWay > 0; await setImmediate()) wasBusy = true;
      return wasBusy;
    },
  };
}
