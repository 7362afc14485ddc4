// The command lines of the benchmarks of Pulumi's own runs.
import { Command, InvalidArgumentError } from "commander";

/** What the preview benchmark is asked for. */
export interface PreviewOptions {
  /** Numbers of customers. */
  readonly sizes: readonly number[];
  /** How often each preview is measured; the median is shown. */
  readonly runs: number;
  readonly json: boolean;
}

/** Reads the arguments; fails with a CommanderError after `--help` and on wrong usage. */
export function readPreviewOptions(args: readonly string[]): PreviewOptions {
  const { customers, ...options } = new Command("npm run bench -- preview")
    .exitOverride()
    .option("--customers <list>", "numbers of customers", readCounts, [10, 100, 1_000])
    .option("--runs <number>", "how often each preview is measured", readCount, 3)
    .option("--json", "print the results as JSON", false)
    .parse([...args], { from: "user" })
    .opts<{ customers: number[]; runs: number; json: boolean }>();
  return { sizes: customers, ...options };
}

/** Reads the arguments of the `up` benchmark; fails as above. */
export function readUpOptions(args: readonly string[]): Pick<PreviewOptions, "sizes"> {
  const { customers } = new Command("npm run bench -- up")
    .exitOverride()
    .option("--customers <list>", "numbers of customers", readCounts, [100, 300])
    .parse([...args], { from: "user" })
    .opts<{ customers: number[] }>();
  return { sizes: customers };
}

function readCounts(list: string): number[] {
  return list.split(",").map(readCount);
}

/** A whole number from 1. */
export function readCount(text: string): number {
  const count = Number(text);
  if (Number.isInteger(count) && count > 0) return count;
  throw new InvalidArgumentError(`"${text}" is not a number from 1; give for example 10,100`);
}
