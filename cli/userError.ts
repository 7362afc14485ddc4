// The one error of the command line for what the user can correct.

/** Ends a command with a message and what to do about it, without a stack trace. */
export class UserError extends Error {
  override readonly name = "UserError";

  /** What to do now: a sentence, or the command to run. */
  readonly remedy: string;

  constructor(message: string, options: { remedy: string; cause?: unknown }) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.remedy = options.remedy;
  }
}

/** Is this an error for the user? By shape, so that folders below cli/ can define their own such errors. */
export function isUserError(error: unknown): error is Error & { remedy: string } {
  return error instanceof Error && "remedy" in error && typeof error.remedy === "string";
}
