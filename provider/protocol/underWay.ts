// Counts the engine's requests that are not answered yet, so that the plugin can end between them.

import type { ServerUnaryCall, sendUnaryData, UntypedServiceImplementation } from "@grpc/grpc-js";

/** How long an answer may take to leave this process after it was given to gRPC. */
const SENDING_MS = 100;

/** The requests in progress. */
export interface UnderWay {
  /** The same handlers, counted. */
  counting(handlers: UntypedServiceImplementation): UntypedServiceImplementation;
  /** Calls `end` as soon as no request is under way and the last answer has gone. */
  whenNone(end: () => void): void;
}

/**
 * Opens the count.
 *
 * gRPC's own `tryShutdown` also waits for the engine to close its connection, which it does not always do. It then
 * kills the plugin after 5 seconds, and reports a bug of the plugin.
 */
export function requestsUnderWay(): UnderWay {
  let count = 0;
  let end: (() => void) | undefined;
  const endIfNone = () => {
    if (count === 0) end?.();
  };
  return {
    counting: (handlers) =>
      Object.fromEntries(
        Object.entries(handlers).map(([name, handler]) => [
          name,
          (call: ServerUnaryCall<unknown, unknown>, callback: sendUnaryData<unknown>) => {
            count += 1;
            const answer: sendUnaryData<unknown> = (...answers) => {
              callback(...answers);
              count -= 1;
              if (end !== undefined) setTimeout(endIfNone, SENDING_MS);
            };
            return (handler as (...given: unknown[]) => unknown)(call, answer);
          },
        ]),
      ),
    whenNone(whatEnds) {
      end = whatEnds;
      setTimeout(endIfNone, SENDING_MS);
    },
  };
}
