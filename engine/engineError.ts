// The error of a search that found no engine.

/** Says what was tried and why it failed; the remedy says what to do. */
export class EngineError extends Error {
  override readonly name = "EngineError";

  readonly remedy: string;

  constructor(message: string, options: { remedy: string }) {
    super(message);
    this.remedy = options.remedy;
  }
}
