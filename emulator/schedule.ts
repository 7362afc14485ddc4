// What happens without a request: now, as deliveries do, or later by the emulator's clock, as imports that take their time.
import type { Clock } from "./clock";

/** Tasks that wait for their time, and work that is under way. */
export interface Schedule {
  /** Runs a task when the clock shows that time, in milliseconds since 1970, or has passed it; Infinity never comes. */
  at(dueMs: number, task: () => void): void;
  /** Runs what is due, in the order of the times; called before each request, and when the clock was moved. */
  runDue(): void;
  /** When the next task is due; undefined where none waits. */
  nextMs(): number | undefined;
  /** Forgets all tasks. */
  clear(): void;
  /** Notes work that {@link idle} waits for; it must not fail. */
  track(work: Promise<void>): void;
  /** Waits within tracked work until the clock is so much further; meanwhile the work counts as idle. */
  sleep(ms: number): Promise<void>;
  /** Waits until all tracked work is done or sleeps. */
  idle(): Promise<void>;
}

/** Timers of Node hold at most this. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** No task yet; none keeps the process alive. `onRun` is called after each. */
export function createSchedule(clock: Pick<Clock, "now">, onRun = () => {}): Schedule {
  let waiting: { readonly dueMs: number; readonly task: () => void }[] = [];
  let timer: NodeJS.Timeout | undefined;
  let working = 0;
  const idlers: (() => void)[] = [];

  const rest = () => {
    working -= 1;
    if (working === 0) {
      for (const resolve of idlers.splice(0)) resolve();
    }
  };
  const wait = () => {
    clearTimeout(timer);
    const [next] = waiting;
    if (next !== undefined) {
      const ms = Math.max(next.dueMs - clock.now().getTime(), 0);
      timer = setTimeout(schedule.runDue, Math.min(ms, LONGEST_TIMER_MS)).unref();
    }
  };
  const schedule: Schedule = {
    at(dueMs, task) {
      if (dueMs === Number.POSITIVE_INFINITY) {
        return;
      }
      waiting = [...waiting, { dueMs, task }].sort((a, b) => a.dueMs - b.dueMs);
      wait();
    },
    runDue() {
      for (let [next] = waiting; next !== undefined; [next] = waiting) {
        if (next.dueMs > clock.now().getTime()) {
          break;
        }
        waiting = waiting.slice(1);
        next.task();
        onRun();
      }
      wait();
    },
    nextMs: () => waiting[0]?.dueMs,
    clear() {
      waiting = [];
      clearTimeout(timer);
    },
    track(work) {
      working += 1;
      void work.finally(rest);
    },
    sleep: (ms) =>
      new Promise((resolve) => {
        schedule.at(clock.now().getTime() + ms, () => {
          working += 1;
          resolve();
        });
        rest();
      }),
    async idle() {
      while (working > 0) await new Promise<void>((resolve) => idlers.push(resolve));
    },
  };
  return schedule;
}
