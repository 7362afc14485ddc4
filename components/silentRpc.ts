// Keeps the SDK from sending a debug line to the engine with each call, which takes much of a large stack's time.

/** The part of the SDK's log that is wrapped. */
interface SdkLog {
  debug(message: string, ...rest: unknown[]): Promise<void>;
}

const CHATTER = /^(Registering resource|Resource RPC|\w+ RPC (prepared|finished|failed))/;

let isSilent = false;

/**
 * Drops the debug lines that the SDK sends about each of its calls; a program's own `log.debug` still works.
 *
 * Each line is a call of its own, one after the other, and holds the engine's whole answer; the figures are in docs/performance.md.
 */
export function silenceRpcLog(): void {
  if (isSilent) return;
  isSilent = true;
  // Through `require`, because the SDK's own modules look `debug` up in this object at each call.
  const log = require("@pulumi/pulumi/log") as SdkLog;
  const { debug } = log;
  log.debug = (message, ...rest) =>
    CHATTER.test(message) ? Promise.resolve() : debug(message, ...rest);
}
