// Detects drift: changes by others to a token and its secret since the last run. It stays in the state until a run has corrected it.

import type { RegistryToken } from "../../azure/tokens/registryToken";
import { isSameId } from "../../azure/tokens/tokenId";
import { dayOf } from "../../passwords/days";
import { isRevoked } from "../../passwords/decision";
import { hasEnded } from "../../passwords/validity";
import type { SecretInputs } from "./inputs";
import type { Drift, KnownSlot, SecretState } from "./secretState";

/** Compares the state with what was read. A password that has ended is not a loss. */
export function driftSince(
  known: SecretState,
  now: SecretState,
  reading: { inputs: SecretInputs; token: RegistryToken; today: string },
): Drift | undefined {
  const { token, inputs, today } = reading;
  const { drift: before = {} } = known;
  const seen: Partial<Record<keyof Drift, string | undefined>> = {
    ...before,
    enabled:
      known.enabled === token.enabled
        ? before.enabled
        : `the token was ${token.enabled ? "enabled" : "disabled"} outside Pulumi`,
    scopeMapId: isSameId(known.scopeMapId ?? "", token.scopeMapId)
      ? before.scopeMapId
      : `the token was bound to scope map ${token.scopeMapId.split("/").at(-1)} outside Pulumi`,
    secret: whatHappenedToTheSecret(known, now, inputs),
  };
  for (const slot of now.slots) {
    const isMissed = !hasEnded(slot, today) && !isRevoked(slot, inputs);
    seen[slot.name] = isMissed && slot.isMissing ? whatHappenedTo(slot, token) : undefined;
  }
  return onlyGiven(seen);
}

/** The drift that remains after an update: lost passwords. */
export function lostPasswords({ password1, password2 }: Drift): Drift | undefined {
  return onlyGiven({ password1, password2 });
}

function whatHappenedTo({ name }: KnownSlot, token: RegistryToken): string {
  const listed = token.passwords.find((password) => password.name === name);
  if (listed === undefined) return `${name} was removed outside Pulumi`;
  return `${name} was regenerated outside Pulumi on ${dayOf(listed.createdAt)}`;
}

function whatHappenedToTheSecret(
  known: SecretState,
  now: SecretState,
  inputs: SecretInputs,
): string | undefined {
  const secret = `secret ${known.secretId?.split("/").at(-1)}`;
  if (now.secretIs === "missing") return `${secret} was deleted outside Pulumi`;
  if (now.secretIs === "foreign" || now.secretIs === "unconfirmed") {
    return `${secret} was written by somebody else`;
  }
  if (now.secretIs === "altered") return `end or tags of ${secret} were changed outside Pulumi`;
  if (known.secretVersion !== now.secretVersion) return undefined;
  if (known.secretEnabled === now.secretEnabled) {
    return now.secretEnabled === inputs.enabled ? undefined : known.drift?.secret;
  }
  return `${secret} was ${now.secretEnabled ? "enabled" : "disabled"} outside Pulumi`;
}

function onlyGiven(seen: Partial<Record<keyof Drift, string | undefined>>): Drift | undefined {
  const given = Object.entries(seen).filter(([, what]) => what !== undefined);
  return given.length === 0 ? undefined : Object.fromEntries(given);
}
