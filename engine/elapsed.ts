// Formats elapsed time.

/** The time since `started`, which came from performance.now(): `8 s`, `3 min 05 s`. */
export function elapsed(started: number): string {
  const seconds = Math.round((performance.now() - started) / 1000);
  if (seconds < 60) return `${seconds} s`;
  return `${Math.floor(seconds / 60)} min ${String(seconds % 60).padStart(2, "0")} s`;
}
