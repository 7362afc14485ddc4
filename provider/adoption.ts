// What becomes of a token that comes under management: it may have passwords that people use, and settings of its own.

import type { RegistryToken } from "../azure/registryToken";
import { isSameId, parseTokenId } from "../azure/tokenId";
import type { AzureAccess } from "./azureAccess";
import type { CredentialInputs } from "./credentialInputs";
import { type CredentialPlan, credentialPlan } from "./credentialPlan";
import { adopted } from "./credentialState";
import type { Run } from "./decision";
import type { Outside } from "./outside";
import type { Call, Properties } from "./resource";

/** What is found, as outputs, and what is to be done about it. */
export interface Adoption {
  olds: Properties;
  plan: CredentialPlan;
}

/**
 * Plans for a token as it was found, and says which password works until when; nothing is said of a new token.
 *
 * @throws Error in a preview, when the file spells the token in another case than the registry
 */
export function adoption(
  token: RegistryToken,
  inputs: CredentialInputs,
  run: Run,
  call: Call,
): Adoption {
  requireSpelling(token, inputs, call);
  const olds = { ...adopted(token), ...differences(token, inputs) };
  const plan = credentialPlan(olds, inputs, run);
  const isNew = token.passwords.length === 0 && plan.change === undefined;
  if (!isNew) for (const reason of plan.reasons) call.log("info", reason);
  return { olds, plan };
}

/**
 * Reads tokens for previews of their creation, which may be an adoption.
 *
 * A preview never fails, nor waits for each customer anew, because Azure cannot be read: the run will say why.
 */
export function foresight(azure: AzureAccess): (id: string) => Promise<RegistryToken | undefined> {
  let isReadable = true;
  return async (id) => {
    if (!isReadable) return undefined;
    try {
      return await (await azure.tokens()).get(id);
    } catch {
      isReadable = false;
      return undefined;
    }
  };
}

/**
 * A name in another case is the same token to Azure, but not to whoever logs in.
 *
 * Only a preview refuses it, because then nothing is declared yet: to correct the name later is to replace the token.
 */
function requireSpelling(token: RegistryToken, { tokenId }: CredentialInputs, call: Call): void {
  const { tokenName } = parseTokenId(tokenId);
  if (token.name === tokenName) return;
  const message = `the registry spells this token ${token.name}, not ${tokenName}, and logging in needs that spelling`;
  if (call.isPreview) throw new Error(`${message}; write tokenName: ${token.name}`);
  call.log("warning", message);
}

/** The settings that change, in words that name what they were. */
function differences(
  { enabled, scopeMapId }: RegistryToken,
  inputs: CredentialInputs,
): { outside?: Outside } {
  const outside: Outside = {
    ...(enabled === inputs.enabled
      ? {}
      : { enabled: `the token was ${enabled ? "enabled" : "disabled"}` }),
    ...(isSameId(scopeMapId, inputs.scopeMapId)
      ? {}
      : { scopeMapId: `the token was bound to ${scopeMapName(scopeMapId)}` }),
  };
  return Object.keys(outside).length === 0 ? {} : { outside };
}

function scopeMapName(scopeMapId: string): string {
  return scopeMapId === "" ? "no scope map" : `scope map ${scopeMapId.split("/").at(-1)}`;
}
