// Mocha's spec reporter, ending with one line that a program can read; a warning of the process fails the run.
import { type Runner, reporters } from "mocha";

/** Prints `N passed, N failed` (and `, N skipped` if any were) as the last line. */
export default class SummaryReporter extends reporters.Spec {
  readonly #warnings: Error[] = [];
  readonly #collect = (warning: Error) => this.#warnings.push(warning);

  constructor(runner: Runner, options?: Mocha.MochaOptions) {
    super(runner, options);
    process.on("warning", this.#collect);
  }

  /** Called by mocha when all is over; `end` takes the number of failures, which decides the exit code. */
  override done(failures: number, end: (failures: number) => void): void {
    // Node emits warnings a tick after their cause.
    setImmediate(() => {
      process.off("warning", this.#collect);
      for (const warning of this.#warnings) {
        Base.consoleLog(`a warning of the process fails the run:\n${warning.stack}\n`);
      }
      const { passes, pending } = this.stats;
      const failed = failures + this.#warnings.length;
      const skipped = pending > 0 ? `, ${pending} skipped` : "";
      Base.consoleLog(`${passes} passed, ${failed} failed${skipped}`);
      end(failed);
    });
  }
}

const { Base } = reporters;
