// What is to happen later by the emulator's clock: late deliveries, imports that take their time.
import type { Clock } from "./clock";

/** Tasks that wait for their time. */
export interface Schedule {
  /** Runs a task when the clock shows that time, in milliseconds since 1970, or has passed it; Infinity never comes. */
  at(dueMs: number, task: () => void): void;
  /** Runs what is due, in the order of the times; called before each request, and when the clock was moved. */
  runDue(): void;
  /** When the next task is due; undefined where none waits. */
  nextMs(): number | undefined;
  /** Forgets all tasks. */
  clear(): void;
}

/** Timers of Node hold at most this. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** No task yet; none keeps the process alive. `onRun` is called after each. */
export function createSchedule(clock: Pick<Clock, "now">, onRun = () => {}): Schedule {
  let waiting: { readonly dueMs: number; readonly task: () => void }[] = [];
  let timer: NodeJS.Timeout | undefined;

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
  };
  return schedule;
}
