// What goes on in the background, and what of it waits for the emulator's clock, so that nobody has to wait in real time.
import { setImmediate } from "node:timers/promises";
import type { Clock } from "./clock";

/** The emulator's background work. */
export interface Activity {
  /** Starts work that nobody waits for; it must not fail. */
  start(work: () => Promise<void>): void;
  /** Does a part of it that does not wait for the clock; while one is under way, {@link settle} leaves the clock alone. */
  during<T>(part: () => Promise<T>): Promise<T>;
  /** Ends when the clock shows so much more, because time passed or because somebody moved it. @throws the signal's reason */
  wait(ms: number, signal?: AbortSignal): Promise<void>;
  /** Ends when all background work has ended; what it waits for comes at once, because the clock is moved there. */
  settle(): Promise<void>;
}

/** No work yet. */
export function createActivity(clock: Clock): Activity {
  const jobs = new Set<Promise<void>>();
  const waits = new Set<Wait>();
  let underWay = 0;
  const nowMs = () => clock.now().getTime();
  const wakeDue = () => {
    for (const wait of waits) if (wait.untilMs <= nowMs()) wait.wake();
  };
  clock.onMove(wakeDue);

  const moveToNext = () => {
    const next = Math.min(...[...waits].map(({ untilMs }) => untilMs));
    if (Number.isFinite(next)) clock.advanceDays(Math.max(next + 1 - nowMs(), 1) / 86_400_000);
  };
  return {
    start(work) {
      const job = work().finally(() => jobs.delete(job));
      jobs.add(job);
    },
    async during(part) {
      underWay += 1;
      try {
        return await part();
      } finally {
        underWay -= 1;
      }
    },
    wait(ms, signal) {
      return waitFor(nowMs() + ms, { waits, nowMs, signal });
    },
    async settle() {
      while (jobs.size > 0) {
        // A turn of the loop, so that whatever can go on has come to its next wait.
        await setImmediate();
        if (underWay === 0) moveToNext();
      }
    },
  };
}

interface Wait {
  readonly untilMs: number;
  wake(): void;
}

interface Waiting {
  readonly waits: Set<Wait>;
  readonly signal?: AbortSignal;
  nowMs(): number;
}

/** Node's timers take no longer time. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

function waitFor(untilMs: number, { waits, nowMs, signal }: Waiting): Promise<void> {
  return new Promise((resolve, reject) => {
    let timer: NodeJS.Timeout;
    const end = () => {
      clearTimeout(timer);
      waits.delete(wait);
      signal?.removeEventListener("abort", abort);
    };
    const abort = () => {
      end();
      reject(signal?.reason);
    };
    const wait: Wait = {
      untilMs,
      wake() {
        end();
        resolve();
      },
    };
    const watch = () => {
      const left = untilMs - nowMs();
      if (left <= 0) return wait.wake();
      timer = setTimeout(watch, Math.min(left, LONGEST_TIMER_MS)).unref();
    };
    if (signal?.aborted === true) return abort();
    signal?.addEventListener("abort", abort);
    waits.add(wait);
    watch();
  });
}
