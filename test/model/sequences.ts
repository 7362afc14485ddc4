// Runs random sequences against a product until one breaks a promise.

import fc from "fast-check";
import { anyBeginning, anyStep } from "./sequence/anySequence";
import type { Bench } from "./sequence/bench";
import type { Stacks } from "./sequence/stacks";
import { begin, end, perform, type Step } from "./sequence/steps";

/** How many, from which seed, and whether a failure is made smaller. */
export type SequenceOptions = Pick<
  fc.Parameters<unknown>,
  "numRuns" | "seed" | "path" | "endOnFailure"
>;

const MOST_STEPS = 16;

/** Runs them; the result says how many ran, and how to repeat the first failed one. */
export function runSequences(bench: Bench, options: SequenceOptions) {
  const property = fc.asyncProperty(
    anyBeginning,
    fc.commands([anyStep.map((step) => new StepCommand(step))], {
      maxCommands: MOST_STEPS,
      size: "max",
    }),
    async (beginning, commands) => {
      const stacks = await begin(bench, beginning);
      await fc.asyncModelRun(() => ({ model: {}, real: stacks }), commands);
      await end(stacks);
    },
  );
  return fc.check(property, options);
}

/** A step as fast-check's command; every step may be done at any time, and then does nothing if need be. */
class StepCommand implements fc.AsyncCommand<object, Stacks> {
  readonly #step: Step;

  constructor(step: Step) {
    this.#step = step;
  }

  check(): boolean {
    return true;
  }

  run(_model: object, stacks: Stacks): Promise<void> {
    return perform(stacks, this.#step);
  }

  toString(): string {
    // JSON would leave out a setting that is taken back.
    return fc.stringify(this.#step);
  }
}
