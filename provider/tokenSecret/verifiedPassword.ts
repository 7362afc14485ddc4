// Verifies a new password before it is published: Azure lists it, and a login succeeds.

import type { RegistryToken, SlotName, TokenPassword } from "../../azure/tokens/registryToken";
import type { GeneratedPassword } from "../../azure/tokens/registryTokens";
import type { AzureAccess } from "../azureAccess";
import type { Call } from "../protocol/resource";
import type { SecretInputs } from "./inputs";
import { verifyLogin } from "./verifyLogin";

/** Options of a verification. */
export interface Verification {
  azure: AzureAccess;
  /** The token as it was read before. */
  token: RegistryToken;
  inputs: SecretInputs;
  call: Call;
}

/**
 * Verifies a new password. If the run is killed here, its value is lost, and the next run issues it again in the same slot.
 *
 * @returns how Azure lists it: drift is detected later by its creation time
 * @throws Error when it is refused or not listed
 */
export async function verifiedPassword(
  { azure, token, inputs, call }: Verification,
  slot: SlotName,
  generated: GeneratedPassword,
): Promise<TokenPassword> {
  // In this order: if another run had issued this slot before it was listed here, the login would be refused.
  const listed = await listedPassword(azure, token, slot);
  if (inputs.verifyLogin) await verifyLogin(azure, inputs.tokenId, generated, call);
  return listed;
}

async function listedPassword(
  azure: AzureAccess,
  token: RegistryToken,
  slot: SlotName,
): Promise<TokenPassword> {
  const tokens = await azure.tokens();
  const replaced = token.passwords.find((password) => password.name === slot)?.createdAt;
  for (let attempt = 1; attempt <= LISTING.attempts; attempt++) {
    const read = await tokens.get(token.id);
    const password = read?.passwords.find((listed) => listed.name === slot);
    if (password !== undefined && password.createdAt !== replaced) return password;
    await azure.wait(LISTING.pauseMs);
  }
  throw new Error("Azure does not list it");
}

/** How often and how long to ask for a password that was generated and is not listed yet. */
const LISTING = { attempts: 15, pauseMs: 2_000 };
