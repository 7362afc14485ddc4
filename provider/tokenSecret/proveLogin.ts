// Proves a new password by logging in with it, as its customer will, before anybody is told that it exists.

import type { GeneratedPassword } from "../../azure/registryTokens";
import type { AzureAccess } from "../azureAccess";
import type { Call } from "../protocol/resource";

/**
 * How long a regenerated password may take until the registry knows it everywhere: about 60 seconds, with a margin.
 *
 * https://learn.microsoft.com/azure/container-registry/container-registry-token-based-repository-permissions
 */
const KNOWN_EVERYWHERE_MS = 90_000;

const PAUSE_MS = 3_000;

/**
 * Logs in until the registry accepts the password.
 *
 * A registry that cannot be reached from here at all (private network, firewall) is a warning, not a failure.
 *
 * @throws Error when the registry still refuses it after 90 seconds
 */
export async function proveLogin(
  azure: AzureAccess,
  tokenId: string,
  password: GeneratedPassword,
  call: Call,
): Promise<void> {
  let isInReach = false;
  for (let waitedMs = 0; ; waitedMs += PAUSE_MS) {
    const result = await azure.login(tokenId, password.username, password.value);
    if (result.outcome === "accepted") return;
    // Where it has answered before, an answer that fails to come says nothing about the network.
    isInReach ||= result.outcome === "refused";
    if (result.outcome === "unreachable" && !isInReach) {
      call.log("warning", `the new password could not be proven by a login: ${result.reason}`);
      return;
    }
    if (waitedMs >= KNOWN_EVERYWHERE_MS) {
      throw new Error(
        `the registry refuses it since ${KNOWN_EVERYWHERE_MS / 1000} seconds, and the previous password stays in the vault`,
      );
    }
    await azure.wait(PAUSE_MS);
  }
}
