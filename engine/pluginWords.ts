// The words of a plugin without what the engine puts before them.

/** Takes gRPC's status from before what a plugin said when it could not be loaded. */
export function withoutRpcStatus(message: string): string {
  return message.replace(/rpc error: code = \w+ desc =\s*/, "");
}
