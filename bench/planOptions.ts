// The command line of the plan benchmark.
import { Command } from "commander";
import { readCount } from "./previewOptions";

/** What the plan benchmark is asked for. */
export interface PlanOptions {
  /** Number of customers of the stack. */
  readonly customers: number;
  /** Number of customers of the two files that are compared without a stack. */
  readonly filesOnly: number;
  /** How often each is measured; the median is shown. */
  readonly runs: number;
}

/** Reads the arguments; fails with a CommanderError after `--help` and on wrong usage. */
export function readPlanOptions(args: readonly string[]): PlanOptions {
  return new Command("npm run bench -- plan")
    .exitOverride()
    .option("--customers <number>", "number of customers of the stack", readCount, 500)
    .option("--files-only <number>", "number of customers without a stack", readCount, 5_000)
    .option("--runs <number>", "how often each is measured", readCount, 3)
    .parse([...args], { from: "user" })
    .opts<PlanOptions>();
}
