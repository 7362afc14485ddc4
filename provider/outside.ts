// What others did to a token since the last run, in words; kept in the state until a run has put it right.

import type { RegistryToken, SlotName } from "../azure/registryToken";
import { isSameId } from "../azure/tokenId";
import { dayOf } from "../passwords/days";
import { type Held, isRevoked } from "../passwords/decision";
import { type HeldSlot, hasEnded } from "../passwords/validity";
import type { Properties } from "./protocol/resource";

/** What was done, by what it was done to: `password1 was regenerated outside on 2026-11-20`. */
export type Outside = Readonly<Partial<Record<"enabled" | "scopeMapId" | SlotName, string>>>;

/** Reads it from a resource's outputs. */
export function outsideOf(outputs: Properties): Outside {
  return (outputs.outside as Outside | undefined) ?? {};
}

/** What the state says of a token, compared with what Azure says; a password that has ended is missed by nobody. */
export function seenOutside(
  known: { outputs: Properties; slots: Held["slots"]; revokeBefore: number },
  token: RegistryToken,
  today: string,
): Outside {
  const { outputs, slots, revokeBefore } = known;
  const before = outsideOf(outputs);
  const seen: Partial<Record<keyof Outside, string | undefined>> = {
    ...before,
    enabled:
      outputs.enabled === token.enabled
        ? before.enabled
        : `the token was ${token.enabled ? "enabled" : "disabled"} outside`,
    scopeMapId: isSameId(String(outputs.scopeMapId ?? ""), token.scopeMapId)
      ? before.scopeMapId
      : `the token was bound to scope map ${token.scopeMapId.split("/").at(-1)} outside`,
  };
  for (const slot of slots) {
    const isMissed = !hasEnded(slot, today) && !isRevoked(slot, { revokeBefore });
    seen[slot.name] = isMissed ? whatHappenedTo(slot, token) : undefined;
  }
  return onlyGiven(seen);
}

/** What stays after an update that set status and scope map: the losses that it could not make good. */
export function lostPasswords(outside: Outside): Outside {
  return onlyGiven({ password1: outside.password1, password2: outside.password2 });
}

function whatHappenedTo(slot: HeldSlot, token: RegistryToken): string | undefined {
  const listed = token.passwords.find(({ name }) => name === slot.name);
  if (listed === undefined) return `${slot.name} was removed outside`;
  if (listed.createdAt === slot.createdAt) return undefined;
  return `${slot.name} was regenerated outside on ${dayOf(listed.createdAt)}`;
}

function onlyGiven(seen: Partial<Record<keyof Outside, string | undefined>>): Outside {
  return Object.fromEntries(Object.entries(seen).filter(([, what]) => what !== undefined));
}
