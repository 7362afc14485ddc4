// Makes sure of a password before it is shown: it logs in, and Azure lists it.

import type { RegistryToken, SlotName, TokenPassword } from "../azure/registryToken";
import type { GeneratedPassword } from "../azure/registryTokens";
import type { AzureAccess } from "./azureAccess";
import type { CredentialInputs } from "./credentialInputs";
import type { Call } from "./protocol/resource";
import { proveLogin } from "./proveLogin";

/** What a proof works with. */
export interface Proof {
  azure: AzureAccess;
  /** The token as it was read before. */
  token: RegistryToken;
  inputs: CredentialInputs;
  call: Call;
}

/**
 * Proves a new password. If the run dies here, its value is lost and the next run makes it again in the same slot.
 *
 * @throws Error when it is refused or not listed
 */
export async function provenPassword(
  { azure, token, inputs, call }: Proof,
  slot: SlotName,
  generated: GeneratedPassword,
): Promise<TokenPassword> {
  try {
    // Step 3: a login, as the customer will. A disabled token cannot log in.
    if (inputs.verifyLogin && inputs.enabled) {
      const meanwhile = ", and the previous password stays in the vault";
      await proveLogin(azure, inputs.tokenId, generated, { call, meanwhile });
    }
    // Step 4: the creation time as Azure lists it, by which a change from outside is recognised later.
    return await listedPassword(azure, token, inputs.tokenId, slot);
  } catch (thrown) {
    const { message } = thrown as Error;
    throw new Error(
      `token ${token.name}: ${slot} was generated but is not stored: ${message}; run again, which generates it anew`,
      { cause: thrown },
    );
  }
}

/**
 * Proves a password that was stored while nobody could log in. Until it is proven, each run tries again.
 *
 * @throws Error when it is refused; the token is enabled then, and its secret is not
 */
export async function proveOlder(
  { azure, token, inputs, call }: Proof,
  slot: SlotName | undefined,
  value: string,
): Promise<void> {
  if (!inputs.verifyLogin) return;
  const generated = { username: token.name, value };
  const meanwhile = ", and the secret stays disabled";
  try {
    await proveLogin(azure, inputs.tokenId, generated, { call, meanwhile });
  } catch (thrown) {
    const { message } = thrown as Error;
    throw new Error(
      `token ${token.name}: ${slot} was made while the token was disabled: ${message}; run again, and when that does not help, raise \`generation\``,
      { cause: thrown },
    );
  }
}

/** How often and how long to ask for a password that was generated and is not listed yet. */
const LISTING = { attempts: 15, pauseMs: 2_000 };

async function listedPassword(
  azure: AzureAccess,
  before: RegistryToken,
  tokenId: string,
  slot: SlotName,
): Promise<TokenPassword> {
  const tokens = await azure.tokens();
  const replaced = before.passwords.find((password) => password.name === slot)?.createdAt;
  for (let attempt = 1; attempt <= LISTING.attempts; attempt++) {
    const token = await tokens.get(tokenId);
    const password = token?.passwords.find((listed) => listed.name === slot);
    if (password !== undefined && password.createdAt !== replaced) return password;
    await azure.wait(LISTING.pauseMs);
  }
  throw new Error("Azure does not list it");
}
