// What went wrong in a sync: where, what, and what to do.
import { AzureError } from "../../azure/azureError";
import { escaped } from "../../customers/rules/visible";

/** One failure, of which a run may have many. */
export interface Failure {
  /** `app/api`, or an image: `app/api@sha256:…`. */
  readonly where: string;
  readonly what: string;
  readonly remedy: string;
}

/** Something of this sync that failed, with what to do. */
export class SyncError extends Error {
  override readonly name = "SyncError";
  readonly remedy: string;

  constructor(what: string, remedy: string) {
    super(what);
    this.remedy = remedy;
  }
}

/** Turns what was thrown into a failure, so that the rest goes on. @throws it again once the run is aborted */
export function failureOf(where: string, thrown: unknown, signal: AbortSignal): Failure {
  if (signal.aborted) throw thrown;
  // It may hold words of the vendor's registry.
  const message = escaped((thrown as Error).message);
  if (thrown instanceof SyncError) {
    return { where, what: message, remedy: thrown.remedy };
  }
  if (!(thrown instanceof AzureError)) {
    return { where, what: message, remedy: "run again; if it stays like this, report it" };
  }
  const { advice = "run again" } = thrown;
  return { where, what: message.replace(`; ${thrown.advice}`, ""), remedy: advice };
}
