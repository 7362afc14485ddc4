// The engine as this plugin calls it: lines for people under a resource's name for its log, and how far a run has come.

import { credentials } from "@grpc/grpc-js";
import { EngineClient } from "@pulumi/pulumi/proto/engine_grpc_pb";
import { GetRootResourceRequest, LogRequest, LogSeverity } from "@pulumi/pulumi/proto/engine_pb";

/** The engine's log; lines before `attach` are dropped, for nobody listens yet. */
export interface EngineLog {
  attach(engineAddress: string): void;
  log(severity: "info" | "warning", urn: string, message: string): void;
  /** Resolves when no line is under way: the engine may end this process right after the answer to a request. */
  delivered(): Promise<void>;
  /**
   * Has the program of this run declared its stack, as it does before anything else?
   *
   * False also where the engine does not say. What the engine does before, such as a refresh, goes by the state alone.
   */
  hasProgramBegun(): Promise<boolean>;
  /** Ends the connection, which would keep the process alive. */
  close(): void;
}

/** Opens the log; the same line is sent once in a process, which serves one run. A line that cannot be delivered is lost: it must never fail an update. */
export function engineLog(): EngineLog {
  let client: EngineClient | undefined;
  // One after the other: what is sent together arrives in any order.
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
      // The engine compares a resource twice where it has read it again before.
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
