// Makes sure of a password before it is published: Azure lists it, and it logs in.

import type { RegistryToken, SlotName, TokenPassword } from "../../azure/registryToken";
import type { GeneratedPassword } from "../../azure/registryTokens";
import type { AzureAccess } from "../azureAccess";
import type { Call } from "../protocol/resource";
import type { SecretInputs } from "./inputs";
import { proveLogin } from "./proveLogin";

/** What a proof works with. */
export interface Proof {
  azure: AzureAccess;
  /** The token as it was read before. */
  token: RegistryToken;
  inputs: SecretInputs;
  call: Call;
}

/**
 * Proves a new password. If the run dies here, its value is lost and the next run makes it again in the same slot.
 *
 * @returns how Azure lists it: its creation time is how a change from outside is recognised later
 * @throws Error when it is refused or not listed
 */
export async function provenPassword(
  { azure, token, inputs, call }: Proof,
  slot: SlotName,
  generated: GeneratedPassword,
): Promise<TokenPassword> {
  // In this order: had another run issued this slot before it was listed here, the login would be refused.
  const listed = await listedPassword(azure, token, slot);
  if (inputs.verifyLogin) await proveLogin(azure, inputs.tokenId, generated, call);
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
