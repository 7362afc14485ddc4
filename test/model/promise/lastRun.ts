// What the emulator's journal shows about the current or the last run.

import type { InProcessAzure } from "../engine/inProcessAzure";

const SINGLE = ["Tokens_Get", "VaultSecrets_Get"];
const LISTS = ["Tokens_List", "VaultSecrets_List"];

/** How many readings of single tokens and secrets there were. */
export function singleReadings({ world }: InProcessAzure): number {
  return world.journal.entries().filter(({ operation }) => SINGLE.includes(operation)).length;
}

/** Was a list refused? */
export function hasFailedLists({ world }: InProcessAzure): boolean {
  return world.journal
    .entries()
    .some(({ operation, status = 0 }) => LISTS.includes(operation) && status >= 400);
}

/** The requests that may have changed something. */
export function writes({ world }: InProcessAzure): string[] {
  return world.journal
    .entries()
    .filter(({ method }) => method !== "GET")
    .map(
      ({ method, path, status }) => `${method} ${path.split("/").slice(-2).join("/")} ${status}`,
    );
}
