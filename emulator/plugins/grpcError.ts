// Errors as the engine reads them: a status with a message, and details when a resource was left half made.
import { Metadata, type ServiceError, status } from "@grpc/grpc-js";
import { ErrorResourceInitFailed } from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import { Any } from "google-protobuf/google/protobuf/any_pb";
import { InitializationFailed } from "./provider";
import { encode } from "./wire";

/** The engine asked for something that this plugin does not have. */
export class Unimplemented extends Error {}

/** The gRPC form of whatever a provider threw. */
export function grpcError(thrown: unknown): ServiceError {
  const error = thrown instanceof Error ? thrown : new Error(String(thrown));
  const code = error instanceof Unimplemented ? status.UNIMPLEMENTED : status.UNKNOWN;
  const metadata = new Metadata();
  if (error instanceof InitializationFailed) {
    // gRPC's own field for structured details, which the engine reads (@pulumi/pulumi provider/server.js; documented).
    metadata.add("grpc-status-details-bin", initializationDetails(error));
  }
  return Object.assign(error, { code, details: error.message, metadata });
}

function initializationDetails(error: InitializationFailed): Buffer {
  const failure = new ErrorResourceInitFailed()
    .setId(error.id)
    .setProperties(encode(error.outputs))
    .setInputs(encode(error.inputs))
    .setReasonsList([error.message]);
  const detail = new Any();
  detail.pack(failure.serializeBinary(), "pulumirpc.ErrorResourceInitFailed");
  const details = new Status()
    .setCode(status.UNKNOWN)
    .setMessage(error.message)
    .setDetailsList([detail]);
  return Buffer.from(details.serializeBinary());
}
