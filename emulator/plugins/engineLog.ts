// Warnings of a stand-in that the engine shows under the resource.
import { credentials } from "@grpc/grpc-js";
import { EngineClient } from "@pulumi/pulumi/proto/engine_grpc_pb";
import { LogRequest, LogSeverity } from "@pulumi/pulumi/proto/engine_pb";

/** Shows a warning under a resource. */
export type Warn = (urn: string, message: string) => Promise<void>;

/** The warnings of the engine at this address; one that does not listen misses them. */
export function warningsOf(engineAddress: string): Warn {
  const client = new EngineClient(engineAddress, credentials.createInsecure());
  return (urn, message) =>
    new Promise((resolve) => {
      const request = new LogRequest()
        .setSeverity(LogSeverity.WARNING)
        .setUrn(urn)
        .setMessage(message);
      client.log(request, () => resolve());
    });
}
