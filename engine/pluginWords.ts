// A plugin's message without the prefix that the engine adds.

/** Removes gRPC's status before the message of a plugin that could not be loaded. */
export function withoutRpcStatus(message: string): string {
  return message.replace(/rpc error: code = \w+ desc =\s*/, "");
}
