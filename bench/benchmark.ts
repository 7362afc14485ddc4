// What a benchmark is: a row of the table in main.ts.

/** One benchmark; `run` prints what it measures as it goes. */
export interface Benchmark {
  readonly name: string;
  readonly summary: string;
  run(args: readonly string[]): Promise<void>;
}
