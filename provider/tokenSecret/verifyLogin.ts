// Verifies a new password by a login, before it is published.

import { KNOWN_EVERYWHERE_MS, TRIED_EVERY_MS } from "../../azure/registry/knownEverywhere";
import type { GeneratedPassword } from "../../azure/tokens/registryTokens";
import type { AzureAccess } from "../azureAccess";
import type { Call } from "../protocol/resource";

/**
 * Logs in until the registry accepts the password.
 *
 * A registry that cannot be reached from here at all (private network, firewall) is a warning, not a failure.
 *
 * @throws Error when the registry still refuses it after 90 seconds
 */
export async function verifyLogin(
  azure: AzureAccess,
  tokenId: string,
  password: GeneratedPassword,
  call: Call,
): Promise<void> {
  let isInReach = false;
  for (let waitedMs = 0; ; waitedMs += TRIED_EVERY_MS) {
    const result = await azure.login(tokenId, password.username, password.value);
    if (result.outcome === "accepted") return;
    // After an earlier answer, a missing one does not mean that the network is blocked.
    isInReach ||= result.outcome === "refused";
    if (result.outcome === "unreachable" && !isInReach) {
      call.log("warning", `the new password could not be verified by a login: ${result.reason}`);
      return;
    }
    if (waitedMs >= KNOWN_EVERYWHERE_MS) {
      throw new Error(
        `the registry still refuses it after ${KNOWN_EVERYWHERE_MS / 1000} seconds; the previous password stays in the vault`,
      );
    }
    await azure.wait(TRIED_EVERY_MS);
  }
}
