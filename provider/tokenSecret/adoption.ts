// What is said of a token that comes under management: it may be spelled otherwise, and have settings of its own.

import type { RegistryToken } from "../../azure/registryToken";
import { isSameId, parseTokenId } from "../../azure/tokenId";
import type { SecretInputs } from "./inputs";
import type { Outside } from "./secretState";

/** Says how the registry spells a token that the file spells in another case; undefined where both are the same. */
export function spelling(token: RegistryToken, { tokenId }: SecretInputs): string | undefined {
  const { tokenName } = parseTokenId(tokenId);
  return token.name === tokenName
    ? undefined
    : `the registry spells this token ${token.name}, not ${tokenName}, and logging in needs that spelling`;
}

/** The settings that change, in words that name what they were; undefined where none does. */
export function foundDifferent(
  { enabled, scopeMapId }: RegistryToken,
  inputs: SecretInputs,
): Outside | undefined {
  const outside: Outside = {
    ...(enabled === inputs.enabled
      ? {}
      : { enabled: `the token was ${enabled ? "enabled" : "disabled"}` }),
    ...(isSameId(scopeMapId, inputs.scopeMapId)
      ? {}
      : { scopeMapId: `the token was bound to ${scopeMapName(scopeMapId)}` }),
  };
  return Object.keys(outside).length === 0 ? undefined : outside;
}

function scopeMapName(scopeMapId: string): string {
  return scopeMapId === "" ? "no scope map" : `scope map ${scopeMapId.split("/").at(-1)}`;
}
