// What is to happen later by the emulator's clock: late deliveries, imports that take their time.
import type { Clock } from "./clock";

/** Tasks that wait for their time. */
export interface Schedule {
  /**
   * Runs a task when the clock shows that time, in milliseconds since 1970, or has passed it; Infinity never comes.
   *
   * @returns what takes the task back
   */
  at(dueMs: number, task: () => void, kind?: TaskKind): () => void;
  /** Runs what is due, in the order of the times; called before each request, and when the clock was moved. */
  runDue(): void;
  /** When the next task that comes once is due; undefined where none waits. */
  nextMs(): number | undefined;
  /** Forgets all tasks. */
  clear(): void;
}

/** A task that comes once, or one of a series without an end. @default "once" */
export type TaskKind = "once" | "again";

interface Task {
  readonly dueMs: number;
  readonly task: () => void;
  readonly kind: TaskKind;
}

/** Timers of Node hold at most this. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** No task yet; none keeps the process alive. `onRun` is called after each. */
export function createSchedule(clock: Pick<Clock, "now">, onRun = () => {}): Schedule {
  let waiting: Task[] = [];
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
    at(dueMs, task, kind = "once") {
      const added = { dueMs, task, kind };
      if (dueMs !== Number.POSITIVE_INFINITY) {
        waiting = [...waiting, added].sort((a, b) => a.dueMs - b.dueMs);
        wait();
      }
      return () => {
        waiting = waiting.filter((each) => each !== added);
      };
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
    nextMs: () => waiting.find(({ kind }) => kind === "once")?.dueMs,
    clear() {
      waiting = [];
      clearTimeout(timer);
    },
  };
  return schedule;
}
