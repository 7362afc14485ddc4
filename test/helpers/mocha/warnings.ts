// Required by mocha in every process in which tests run, in the only one or in each worker: a warning of that process fails the run.
import { setImmediate } from "node:timers/promises";

const warnings: Error[] = [];
process.on("warning", (warning) => warnings.push(warning));

export const mochaHooks = {
  /** Runs after all tests of the process; in a worker, after each file. */
  async afterAll(): Promise<void> {
    // Node emits warnings a tick after their cause.
    await setImmediate();
    const stacks = warnings.splice(0).map(({ stack }) => stack);
    if (stacks.length > 0) {
      throw new Error(`a warning of the process fails the run:\n${stacks.join("\n")}`);
    }
  },
};
