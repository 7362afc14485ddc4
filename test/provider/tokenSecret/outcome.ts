// What came of a run, in a form that tests can compare whole.

import type { Properties } from "../../../provider/protocol/resource";
import type { SecretWorld } from "./secretWorld";

/** Outputs without their chain of events, which events.test.ts compares. */
export function withoutEvents(outputs: Properties = {}): Properties {
  const { events: _, eventSha256: __, previousEventSha256: ___, ...others } = outputs;
  return others;
}

/**
 * Outputs with whatever differs from run to run replaced: instants by their day, the secret's version by a sign. Without
 * the chain of events.
 */
export function stable(outputs: Properties | undefined): unknown {
  return JSON.parse(
    JSON.stringify(withoutEvents(outputs), (key, value) => {
      if (typeof value === "symbol") return "<unknown>";
      if (key === "secretVersion") return /^[0-9a-f]{32}$/.test(value) ? "<version>" : value;
      const isInstant = key === "issuedAt" || key === "createdAt";
      return isInstant && typeof value === "string" ? value.slice(0, 10) : value;
    }),
  );
}

/** What the state says of a first password of 2026-03-01 that is published, with what differs from it. */
export function published({ scopeMapId, secretId, secret }: SecretWorld, change: object = {}) {
  return {
    username: "contoso-pull",
    enabled: true,
    scopeMapId,
    secretId,
    secretName: secret.name,
    secretVersion: "<version>",
    secretEnabled: true,
    isPublished: true,
    currentSlot: "password1",
    issuedAt: "2026-03-01",
    expiresAt: "2026-04-30T00:00:00Z",
    rotateOn: "2026-03-31",
    slots: [{ name: "password1", createdAt: "2026-03-01", expiresOn: "2026-04-30", generation: 1 }],
    ...change,
  };
}

/** How that differs once it was followed by the next one on 2026-03-31. */
export const ROTATED = {
  currentSlot: "password2",
  issuedAt: "2026-03-31",
  expiresAt: "2026-05-30T00:00:00Z",
  rotateOn: "2026-04-30",
  slots: [
    { name: "password1", createdAt: "2026-03-01", expiresOn: "2026-04-30", generation: 1 },
    { name: "password2", createdAt: "2026-03-31", expiresOn: "2026-05-30", generation: 1 },
  ],
};

/** The outputs where a preview previews nothing. */
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
