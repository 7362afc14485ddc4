// The benchmarks: `npm run bench -- <name>` prints a table of measured times; nothing here asserts.
import { CommanderError } from "commander";
import { audit } from "./audit";
import type { Benchmark } from "./benchmark";
import { load } from "./load";
import { plan } from "./plan";
import { preview } from "./preview";
import { sync } from "./sync";
import { up } from "./up";

const BENCHMARKS: readonly Benchmark[] = [load, preview, up, plan, audit, sync];

const [name, ...args] = process.argv.slice(2);
const benchmark = BENCHMARKS.find((candidate) => candidate.name === name);
if (benchmark) {
  benchmark.run(args).catch((error: unknown) => {
    // Commander has already printed its own message or the help text.
    if (error instanceof CommanderError) {
      process.exitCode = error.exitCode === 0 ? 0 : 2;
      return;
    }
    console.error(error);
    process.exitCode = 2;
  });
} else {
  console.error("usage: npm run bench -- <name>\n");
  for (const { name, summary } of BENCHMARKS) console.error(`  ${name.padEnd(10)}${summary}`);
  process.exitCode = 2;
}
