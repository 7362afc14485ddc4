// What the first `pulumi up` of a stack needs, in which the engine writes the state again at each step.
import { STACK_NAME } from "../cli/emulated";
import { findEngine } from "../engine/findEngine";
import { withInterruption } from "../engine/interruption";
import type { Benchmark } from "./benchmark";
import { measured } from "./measured";
import { readUpOptions } from "./previewOptions";
import { copyStack, customersOf } from "./stackCopy";

/** Deploys each number of customers once, by the file backend, with every write that a user's run makes. */
export const up: Benchmark = {
  name: "up",
  summary: "the first pulumi up of 100 and of 300 customers",
  async run(args) {
    const { sizes } = readUpOptions(args);
    await withInterruption(undefined, async (signal) => {
      const engine = await findEngine({ onProgress: progress, signal });
      for (const count of sizes) {
        progress(`${count} customers: deploying`);
        const copy = await copyStack({ engine, signal, customers: customersOf(count) });
        try {
          const { folder, env } = copy;
          const run = (...line: string[]) =>
            measured({
              file: engine.pulumi,
              args: [...line, "--non-interactive"],
              folder,
              env,
              signal,
            });
          await run("stack", "init", STACK_NAME);
          const use = await run("up", "--yes", "--skip-preview", "--stack", STACK_NAME);
          const [processor, wall] = [use.processorMs, use.ms].map((ms) => (ms / 1000).toFixed(1));
          console.log(`${count} customers: ${processor} processor seconds, ${wall} s by the clock`);
        } finally {
          await copy.remove();
        }
      }
    });
  },
};

function progress(message: string): void {
  process.stderr.write(`${message}\n`);
}
