// How long `npm run audit` takes for histories of 100 to 1,000 updates, without and with its index, and how that grows.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Command } from "commander";
import { withInterruption } from "../engine/interruption";
import { PROJECT_FOLDER } from "../projectFolder";
import { madeHistory } from "../test/helpers/lives/madeHistory";
import type { Benchmark } from "./benchmark";
import { measuredRun } from "./measured";

/** Measures a question to histories of 100 customers, as a user asks it: in a process of its own. */
export const audit: Benchmark = {
  name: "audit",
  summary: "npm run audit of 100, 300 and 1,000 updates of 100 customers",
  async run(args) {
    const { updates, customers } = readOptions(args);
    await withInterruption(undefined, (signal) => measure(updates, customers, signal));
  },
};

function readOptions(args: readonly string[]): { updates: number[]; customers: number } {
  const command = new Command("npm run bench -- audit")
    .description(audit.summary)
    .option("--updates <numbers>", "how many updates, in ascending order", "100,300,1000")
    .option("--customers <number>", "how many customers each checkpoint has", "100")
    .exitOverride()
    .parse(args, { from: "user" });
  const { updates, customers } = command.opts<{ updates: string; customers: string }>();
  return { updates: updates.split(",").map(Number), customers: Number(customers) };
}

async function measure(
  sizes: readonly number[],
  customers: number,
  signal: AbortSignal,
): Promise<void> {
  console.log("updates                 time   processor    peak memory   growth (1 is linear)");
  let before: { size: number; processorMs: number } | undefined;
  for (const size of sizes) {
    const folder = await mkdtemp(join(tmpdir(), "audit-bench-"));
    try {
      madeHistory(folder, { updates: size, customers });
      for (const index of ["without index", "with index"]) {
        const { ms, program } = await ask(folder, signal);
        const isFirst = index === "without index";
        const growth =
          before && isFirst
            ? program.processorMs / before.processorMs / (size / before.size)
            : undefined;
        console.log(
          [
            size.toLocaleString("en").padStart(7),
            `  ${index.padEnd(13)}`,
            `${(ms / 1_000).toFixed(1)} s`.padStart(8),
            `${(program.processorMs / 1_000).toFixed(1)} s`.padStart(12),
            `${Math.round(program.peakBytes / 1e6)} MB`.padStart(15),
            (growth?.toFixed(2) ?? "-").padStart(9),
          ].join(""),
        );
        if (isFirst) before = { size, processorMs: program.processorMs };
      }
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }
}

/** The index is kept below the history's own folder, and is gone with it. */
function ask(folder: string, signal: AbortSignal) {
  const cache = join(folder, "cache");
  const question = ["--history", folder, "--at", "2026-09-30", "--csv"];
  return measuredRun(
    {
      file: process.execPath,
      args: [join(PROJECT_FOLDER, "cli", "run.cjs"), "audit", ...question],
      folder: PROJECT_FOLDER,
      env: { HOME: cache, XDG_CACHE_HOME: cache },
      signal,
    },
    /[\\/]cli[\\/]run\.cjs$/,
  );
}
