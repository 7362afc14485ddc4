// What came of a run, in a form that tests can compare whole.

import type { Properties } from "../../../provider/protocol/resource";

/** Outputs with whatever differs from run to run replaced: instants by their day, the secret's version by a sign. */
export function stable(outputs: Properties | undefined): unknown {
  return JSON.parse(
    JSON.stringify(outputs, (key, value) => {
      if (typeof value === "symbol") return "<unknown>";
      if (key === "secretVersion") return /^[0-9a-f]{32}$/.test(value) ? "<version>" : value;
      const isInstant = key === "issuedAt" || key === "createdAt";
      return isInstant && typeof value === "string" ? value.slice(0, 10) : value;
    }),
  );
}

/** The outputs where a preview foretells nothing. */
export const NOTHING_KNOWN = {
  username: "<unknown>",
  secretId: "<unknown>",
  secretName: "<unknown>",
  secretVersion: "<unknown>",
  isPublished: "<unknown>",
  currentSlot: "<unknown>",
  issuedAt: "<unknown>",
  expiresAt: "<unknown>",
  rotateOn: "<unknown>",
  slots: "<unknown>",
};

/** The error that a run ends with. */
export async function failure(run: Promise<unknown>): Promise<Error> {
  const thrown = await run.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (thrown instanceof Error) return thrown;
  throw new Error("the run did not fail");
}

/** An error's text with its request id replaced. */
export function text(error: Error): string {
  return error.message.replace(/request id [0-9a-f-]{36}/g, "request id ID");
}
