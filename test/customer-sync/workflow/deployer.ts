// A client of a registry that logs in with the deployer's own secret, whatever the time is.
import type { Received } from "../../emulator/exchange";
import { Pusher } from "../../emulator/registry/pushing";
import type { EmulatedAzure } from "../../emulator/useEmulator";

/** Asks a registry with the deployer's own secret, which is never too old. */
export class Deployer extends Pusher {
  readonly #headers: Record<string, string>;

  constructor(azure: EmulatedAzure) {
    super(azure, "");
    const { ARM_CLIENT_ID: name, ARM_CLIENT_SECRET: secret } = azure.tenant.environment;
    const basic = Buffer.from(`${name}:${secret}`).toString("base64");
    this.#headers = { authorization: `Basic ${basic}` };
  }

  override send(...[method, path, bytes, headers]: Parameters<Pusher["send"]>): Promise<Received> {
    return super.send(method, path, bytes, { ...this.#headers, ...headers });
  }
}
