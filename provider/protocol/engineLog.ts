// The plugin's calls to the engine: log lines under a resource's name, and the progress of a run.

import { credentials } from "@grpc/grpc-js";
import { EngineClient } from "@pulumi/pulumi/proto/engine_grpc_pb";
import { GetRootResourceRequest, LogRequest, LogSeverity } from "@pulumi/pulumi/proto/engine_pb";

/** The engine's log; lines before `attach` are dropped, because nobody listens yet. */
export interface EngineLog {
  attach(engineAddress: string): void;
  log(severity: "info" | "warning", urn: string, message: string): void;
  /** Resolves when all lines are delivered: the engine may end this process right after the answer to a request. */
  delivered(): Promise<void>;
  /**
   * Has the program of this run declared its stack? It does so before anything else.
   *
   * False also if the engine does not say. Earlier steps of the engine, such as a refresh, use only the state.
   */
  hasProgramBegun(): Promise<boolean>;
  /** Ends the connection, which would keep the process alive. */
  close(): void;
}

/**
 * Opens the log. The same line is sent only once in a process, which serves one run. A line that cannot be delivered is
 * lost, because it must never fail an update.
 */
export function engineLog(): EngineLog {
  let client: EngineClient | undefined;
  // One after the other: lines that are sent together arrive in any order.
  let last = Promise.resolve();
  const sent = new Set<string>();
  return {
    attach(engineAddress) {
      if (client === undefined && engineAddress !== "") {
        client = new EngineClient(engineAddress, credentials.createInsecure());
      }
    },
    log(severity, urn, message) {
      const request = new LogRequest();
      request.setSeverity(severity === "warning" ? LogSeverity.WARNING : LogSeverity.INFO);
      request.setUrn(urn);
      request.setMessage(message);
      const engine = client;
      // The engine compares a resource twice if it has read it again before.
      const line = JSON.stringify([severity, urn, message]);
      if (engine === undefined || sent.has(line)) return;
      sent.add(line);
      last = last.then(
        () =>
          new Promise((resolve) => {
            engine.log(request, () => resolve());
          }),
      );
    },
    delivered: () => last,
    hasProgramBegun: () =>
      new Promise((resolve) => {
        if (client === undefined) return resolve(false);
        client.getRootResource(new GetRootResourceRequest(), (error, response) =>
          resolve(error === null && response?.getUrn() !== ""),
        );
      }),
    close: () => client?.close(),
  };
}
