// What others did to a token and its secret since the last run, in words; kept in the state until a run has put it right.

import type { RegistryToken } from "../../azure/registryToken";
import { isSameId } from "../../azure/tokenId";
import { dayOf } from "../../passwords/days";
import { isRevoked } from "../../passwords/decision";
import { hasEnded } from "../../passwords/validity";
import type { SecretInputs } from "./inputs";
import type { KnownSlot, Outside, SecretState } from "./secretState";

/** Compares what the state knew with what was read; a password that has ended is missed by nobody. */
export function seenOutside(
  known: SecretState,
  now: SecretState,
  reading: { inputs: SecretInputs; token: RegistryToken; today: string },
): Outside | undefined {
  const { token, inputs, today } = reading;
  const { outside: before = {} } = known;
  const seen: Partial<Record<keyof Outside, string | undefined>> = {
    ...before,
    enabled:
      known.enabled === token.enabled
        ? before.enabled
        : `the token was ${token.enabled ? "enabled" : "disabled"} outside`,
    scopeMapId: isSameId(known.scopeMapId ?? "", token.scopeMapId)
      ? before.scopeMapId
      : `the token was bound to scope map ${token.scopeMapId.split("/").at(-1)} outside`,
    secret: whatHappenedToTheSecret(known, now, inputs),
  };
  for (const slot of now.slots) {
    const isMissed = !hasEnded(slot, today) && !isRevoked(slot, inputs);
    seen[slot.name] = isMissed && slot.isMissing ? whatHappenedTo(slot, token) : undefined;
  }
  return onlyGiven(seen);
}

/** What stays after an update that set status and scope map: the losses that it could not make good. */
export function lostPasswords({ password1, password2 }: Outside): Outside | undefined {
  return onlyGiven({ password1, password2 });
}

function whatHappenedTo({ name }: KnownSlot, token: RegistryToken): string {
  const listed = token.passwords.find((password) => password.name === name);
  if (listed === undefined) return `${name} was removed outside`;
  return `${name} was regenerated outside on ${dayOf(listed.createdAt)}`;
}

function whatHappenedToTheSecret(
  known: SecretState,
  now: SecretState,
  inputs: SecretInputs,
): string | undefined {
  const secret = `secret ${known.secretId?.split("/").at(-1)}`;
  if (now.secretIs === "missing") return `${secret} was deleted outside`;
  if (now.secretIs === "foreign") return `${secret} was written by somebody else`;
  if (now.secretIs === "altered") return `end or tags of ${secret} were changed outside`;
  if (known.secretVersion !== now.secretVersion) return undefined;
  if (known.secretEnabled === now.secretEnabled) {
    return now.secretEnabled === inputs.enabled ? undefined : known.outside?.secret;
  }
  return `${secret} was ${now.secretEnabled ? "enabled" : "disabled"} outside`;
}

function onlyGiven(seen: Partial<Record<keyof Outside, string | undefined>>): Outside | undefined {
  const given = Object.entries(seen).filter(([, what]) => what !== undefined);
  return given.length === 0 ? undefined : Object.fromEntries(given);
}
