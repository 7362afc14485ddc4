// What becomes of a token that comes under management: it may have passwords that people use, and settings of its own.

import type { RegistryToken } from "../azure/registryToken";
import { isSameId, parseTokenId } from "../azure/tokenId";
import type { Run } from "../passwords/decision";
import type { CredentialInputs } from "./credentialInputs";
import { type CredentialPlan, credentialPlan } from "./credentialPlan";
import { adopted } from "./credentialState";
import type { Outside } from "./outside";
import type { Properties } from "./protocol/resource";

/** What is found, as outputs, and what is to be done about it. */
export interface Adoption {
  olds: Properties;
  plan: CredentialPlan;
  /** Is it an empty token, as one that was just made? Then nothing needs to be said. */
  isNew: boolean;
}

/** Plans for a token as it was found. */
export function adoption(token: RegistryToken, inputs: CredentialInputs, run: Run): Adoption {
  const olds = { ...adopted(token, run.today), ...differences(token, inputs) };
  const plan = credentialPlan(olds, inputs, run);
  return { olds, plan, isNew: token.passwords.length === 0 && plan.change === undefined };
}

/** Says how the registry spells a token that the file spells in another case; undefined where both are the same. */
export function spelling(token: RegistryToken, { tokenId }: CredentialInputs): string | undefined {
  const { tokenName } = parseTokenId(tokenId);
  return token.name === tokenName
    ? undefined
    : `the registry spells this token ${token.name}, not ${tokenName}, and logging in needs that spelling`;
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
