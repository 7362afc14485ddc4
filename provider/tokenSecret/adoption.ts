// Messages about an adopted token: its name may be spelled differently, and it may have other settings.

import type { RegistryToken } from "../../azure/tokens/registryToken";
import { isSameId, parseTokenId } from "../../azure/tokens/tokenId";
import type { SecretInputs } from "./inputs";
import type { Drift } from "./secretState";

/** The message about a token that the registry spells in another case than the file; undefined if both are the same. */
export function spelling(token: RegistryToken, { tokenId }: SecretInputs): string | undefined {
  const { tokenName } = parseTokenId(tokenId);
  return token.name === tokenName
    ? undefined
    : `the registry spells this token ${token.name}, not ${tokenName}, and logging in needs that spelling`;
}

/** The message about settings that change, with their old values; undefined if none does. */
export function foundDifferent(
  { enabled, scopeMapId }: RegistryToken,
  inputs: SecretInputs,
): Drift | undefined {
  const drift: Drift = {
    ...(enabled === inputs.enabled
      ? {}
      : { enabled: `the token was ${enabled ? "enabled" : "disabled"}` }),
    ...(isSameId(scopeMapId, inputs.scopeMapId)
      ? {}
      : { scopeMapId: `the token was bound to ${scopeMapName(scopeMapId)}` }),
  };
  return Object.keys(drift).length === 0 ? undefined : drift;
}

function scopeMapName(scopeMapId: string): string {
  return scopeMapId === "" ? "no scope map" : `scope map ${scopeMapId.split("/").at(-1)}`;
}
