// Mocha's spec reporter, ending with one line that a program can read.
import { reporters } from "mocha";

/** Prints `N passed, N failed` (and `, N skipped` if any were) as the last line; a run without tests fails. */
export default class SummaryReporter extends reporters.Spec {
  /** Called by mocha when all is over; `end` takes the number of failures, which decides the exit code. */
  override done(failures: number, end: (failures: number) => void): void {
    const { passes, pending } = this.stats;
    // Mocha's own `fail-zero` does not see the tests of workers.
    const isEmpty = passes + pending + failures === 0;
    const failed = isEmpty ? 1 : failures;
    const skipped = pending > 0 ? `, ${pending} skipped` : "";
    reporters.Base.consoleLog(`${passes} passed, ${failed} failed${skipped}`);
    end(failed);
  }
}
