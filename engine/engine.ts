// The type of an engine, and the input and result of the search for one.

/** A Pulumi CLI that is ready to run. */
export interface Engine {
  /** The folder above `bin/pulumi`, as `PulumiCommand.get({ root })` takes it. */
  readonly root: string;
  readonly pulumi: string;
  readonly version: string;
  /** The program that runs Node programs for the CLI; without it only inline programs work. */
  readonly languageHost?: string;
  readonly origin: "PATH" | "cache" | "download" | "build";
  /** The value for PATH with which the CLI and the language host are found first. */
  readonly path: string;
}

/** The input of every way to an engine. */
export interface Search {
  readonly env: NodeJS.ProcessEnv;
  /** The folder of this project's own copies, in the user's cache. */
  readonly cacheFolder: string;
  readonly signal: AbortSignal;
  onProgress(message: string): void;
}

/** An engine, or the reason why this way found none. */
export type Found = { readonly engine: Engine } | { readonly reason: string };

/** One way to find an engine. Fails only when the search is aborted. */
export interface Way {
  readonly name: Engine["origin"];
  find(search: Search): Promise<Found>;
}
