// What happens without a request: now, as deliveries do, or later by the emulator's clock, as imports that take their time.
import { setImmediate } from "node:timers/promises";
import type { Clock } from "./clock";

/** Tasks that wait for their time, and work that is under way. */
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
  /** Notes work that {@link idle} waits for, and that ends without the clock being moved. @returns the same work */
  track<T>(work: Promise<T>): Promise<T>;
  /** Waits for a turn of the event loop that no other waiter gets, so that requests that have arrived are answered before. */
  turn(): Promise<void>;
  /** Waits until the clock is so much further. @throws the signal's reason when that is aborted before */
  wait(ms: number, signal?: AbortSignal): Promise<void>;
  /** Waits until all tracked work is done, and what follows from it. */
  idle(): Promise<void>;
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
export function createSchedule(clock: Pick<Clock, "now" | "ticks">, onRun = () => {}): Schedule {
  let waiting: Task[] = [];
  let timer: NodeJS.Timeout | undefined;
  let working = 0;
  let lastTurn = Promise.resolve();
  const idlers: (() => void)[] = [];

  const rest = () => {
    working -= 1;
    if (working === 0) {
      for (const resolve of idlers.splice(0)) resolve();
    }
  };
  const setTimer = () => {
    clearTimeout(timer);
    const [next] = waiting;
    // A clock that stands still is never later by itself.
    if (next !== undefined && clock.ticks) {
      const ms = Math.max(next.dueMs - clock.now().getTime(), 0);
      timer = setTimeout(schedule.runDue, Math.min(ms, LONGEST_TIMER_MS)).unref();
    }
  };
  const schedule: Schedule = {
    at(dueMs, task, kind = "once") {
      const added = { dueMs, task, kind };
      if (dueMs !== Number.POSITIVE_INFINITY) {
        waiting = [...waiting, added].sort((a, b) => a.dueMs - b.dueMs);
        setTimer();
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
      setTimer();
    },
    nextMs: () => waiting.find(({ kind }) => kind === "once")?.dueMs,
    clear() {
      waiting = [];
      clearTimeout(timer);
    },
    track(work) {
      working += 1;
      work.then(rest, rest);
      return work;
    },
    turn() {
      lastTurn = lastTurn.then(() => setImmediate());
      return schedule.track(lastTurn);
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
      // A turn of the loop, so that whatever can go on has begun its next work, or waits.
      for (await setImmediate(); working > 0; await setImmediate()) {
        await new Promise<void>((resolve) => idlers.push(resolve));
      }
    },
  };
  return schedule;
}
