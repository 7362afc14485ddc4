// Keeps the SDK from writing the engine's answers, secrets in clear, to the debug log.

/** The part of the SDK's log that is wrapped. */
interface SdkLog {
  debug(message: string, ...rest: unknown[]): Promise<void>;
}

const CHATTER = /^(Registering resource|Resource RPC|\w+ RPC (prepared|finished|failed))/;

let isSilent = false;

/**
 * Drops the debug lines that the SDK writes about each of its calls; a program's own `log.debug` goes on.
 *
 * The SDK logs every answer of the engine as it is, and the answer for TokenCredentials holds the password: `pulumi up
 * --debug`, and the event log that the Automation API keeps in the temporary folder, would show it. Each line is also a
 * call of its own, one after the other, which large stacks have no use for.
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
