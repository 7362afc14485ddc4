// What the state holds of a token's passwords: read from outputs, brought in line with Azure, written after a change.

import { addDays } from "../access/days";
import type { RegistryToken, SlotName, TokenPassword } from "../azure/registryToken";
import type { GeneratedPassword } from "../azure/registryTokens";
import { isSameId, parseTokenId } from "../azure/tokenId";
import { dayOf, startOf } from "../passwords/days";
import type { Decision, Held, Run } from "../passwords/decision";
import {
  expiryDay,
  type HeldSlot,
  hasEnded,
  nextRotation,
  withAnnouncedEnds,
} from "../passwords/validity";
import type { CredentialInputs } from "./credentialInputs";
import { lostPasswords, type Outside, outsideOf, seenOutside } from "./outside";
import { type Old, type Properties, type Reality, Secret, UNKNOWN } from "./protocol/resource";

/** Reads what the rotation needs to know from a resource's outputs. */
export function heldFrom(outputs: Properties): Held {
  return {
    currentSlot: outputs.currentSlot as SlotName | undefined,
    hasValue: typeof outputs.password === "string" && outputs.password !== "",
    slots: (outputs.slots as HeldSlot[] | undefined) ?? [],
    ...(outputs.outside === undefined ? {} : { outside: outsideOf(outputs) }),
  };
}

/**
 * The state after reading the token from Azure.
 *
 * A password that was made outside, or in a run that died before it could store it, is in nobody's hands through
 * the vault: it holds no promise and is not taken into the state. Only an import takes over what it finds.
 */
export function afterReading(known: Old, token: RegistryToken, today: string): Reality {
  const isImport = known.outputs.username === undefined;
  const { enabled } = token;
  const inputs = isImport
    ? { tokenId: token.id, enabled, scopeMapId: token.scopeMapId }
    : {
        ...known.inputs,
        ...((known.inputs.enabled !== false) === enabled ? {} : { enabled }),
        scopeMapId: sameOr(known.inputs.scopeMapId, token.scopeMapId),
      };
  return { id: known.id, inputs, outputs: asOutputs(outputsAfterReading(known, token, today)) };
}

/** The outputs alone, the password without its wrapping: what a change is planned from. */
export function outputsAfterReading(known: Old, token: RegistryToken, today: string): Properties {
  const isImport = known.outputs.username === undefined;
  const { outside: _, ...rest } = known.outputs;
  return {
    ...rest,
    username: token.name,
    enabled: token.enabled,
    scopeMapId: sameOr(known.outputs.scopeMapId, token.scopeMapId),
    slots: isImport ? adoptedSlots(token, today) : stillThere(heldFrom(known.outputs).slots, token),
    ...(isImport ? {} : noted(outsideSince(known, token, today))),
  };
}

/** The state of a token that comes under management with whatever passwords it has: all of them may be in use. */
export function adopted(token: RegistryToken, today: string): Properties {
  return {
    username: token.name,
    enabled: token.enabled,
    scopeMapId: token.scopeMapId,
    slots: adoptedSlots(token, today),
    switches: 0,
  };
}

/** The state when only settings changed: same password, dates by the new settings. */
export function afterSettings(olds: Properties, inputs: CredentialInputs, run: Run): Properties {
  const held = heldFrom(olds);
  const current = held.slots.find((slot) => slot.name === held.currentSlot);
  const { outside: _, unproven, ...rest } = olds;
  return asOutputs({
    ...rest,
    ...(unproven === undefined || isToBeProven(olds, inputs, run) ? {} : { unproven }),
    ...afterSwitch(olds, inputs),
    enabled: inputs.enabled,
    scopeMapId: inputs.scopeMapId,
    rotateOn: current && nextRotation(current, inputs),
    slots: withAnnouncedEnds(held.slots, current, inputs, run.today),
    ...noted(lostPasswords(outsideOf(olds))),
  });
}

/** The state after a new password: it is the current one, and the other slot's end is announced. */
export function afterIssue(
  olds: Properties,
  inputs: CredentialInputs,
  run: Run,
  made: { listed: TokenPassword; generated: GeneratedPassword },
): Properties {
  const issued: HeldSlot = { ...asHeld(made.listed), generation: inputs.generation };
  const others = heldFrom(olds).slots.filter((slot) => slot.name !== issued.name);
  const slots = [...others, issued].sort((one, other) => one.name.localeCompare(other.name));
  return asOutputs({
    username: made.generated.username,
    password: made.generated.value,
    currentSlot: issued.name,
    issuedAt: issued.createdAt,
    expiresAt: issued.expiresOn === undefined ? undefined : startOf(issued.expiresOn),
    rotateOn: nextRotation(issued, inputs),
    enabled: inputs.enabled,
    scopeMapId: inputs.scopeMapId,
    slots: withAnnouncedEnds(slots, issued, inputs, run.today),
    ...(inputs.enabled ? {} : { unproven: true }),
    ...afterSwitch(olds, inputs),
  });
}

/** Does the program ask for another status than the last update that came to its end? */
export function isSwitched(outputs: Properties, { enabled }: CredentialInputs): boolean {
  return isEven(switchesOf(outputs)) !== enabled;
}

/**
 * Counts the switches for a tag of the secret: the engine forgets an update that was killed when the vault had
 * answered, and would find nothing to do where the file says again what it said before that.
 */
function afterSwitch(outputs: Properties, inputs: CredentialInputs): { switches: number } {
  const switches = switchesOf(outputs);
  return { switches: isSwitched(outputs, inputs) ? switches + 1 : switches };
}

/** How often the program has asked for the other status: an even number, such as 0, while it asks for enabled. */
function switchesOf({ switches, enabled }: Properties): number {
  // A state of an earlier version did not count; its secret is as its status says.
  return Number(switches ?? (enabled === false ? 1 : 0));
}

function isEven(count: number): boolean {
  return count % 2 === 0;
}

/**
 * Is it time to prove the current password, because it was made while the token was disabled?
 *
 * The registry may know it only a minute later, so the enabled token's secret must not be shown before.
 */
export function isToBeProven(
  outputs: Properties,
  { enabled }: CredentialInputs,
  run: Run,
): boolean {
  const { slots, currentSlot } = heldFrom(outputs);
  const current = slots.find((slot) => slot.name === currentSlot);
  const hasToWork = current !== undefined && !hasEnded(current, run.today);
  return outputs.unproven === true && enabled && hasToWork;
}

/** What a preview can already say about a new password: everything except its value and when Azure makes it. */
export function beforeIssue(
  olds: Properties,
  inputs: CredentialInputs,
  run: Run,
  decision: Decision | undefined,
): Properties {
  // Where the slot is not known, there is no other password that the new one has to outlive.
  const expiresOn = decision?.kind === "issue" ? decision.expiresOn : expiryDay(inputs, run.today);
  return asOutputs({
    username: parseTokenId(inputs.tokenId).tokenName,
    password: UNKNOWN,
    currentSlot: decision?.kind === "issue" ? decision.slot : UNKNOWN,
    issuedAt: UNKNOWN,
    expiresAt: expiresOn === undefined ? undefined : startOf(expiresOn),
    rotateOn: nextRotation({ createdAt: startOf(run.today), expiresOn }, inputs),
    enabled: inputs.enabled,
    scopeMapId: inputs.scopeMapId,
    slots: UNKNOWN,
    ...afterSwitch(olds, inputs),
  });
}

function outsideSince({ inputs, outputs }: Old, token: RegistryToken, today: string): Outside {
  const { slots } = heldFrom(outputs);
  const revokeBefore = typeof inputs.revokeBefore === "number" ? inputs.revokeBefore : 0;
  return seenOutside({ outputs, slots, revokeBefore }, token, today);
}

/** An output only where there is something to say, which keeps the state small. */
function noted(outside: Outside): { outside?: Outside } {
  return Object.keys(outside).length === 0 ? {} : { outside };
}

function adoptedSlots(token: RegistryToken, today: string): HeldSlot[] {
  return token.passwords.map((password) => ({
    ...asHeld(password),
    ...lastDayAnnounced(password, today),
    generation: 0,
  }));
}

/** What ends in the middle of a day is announced for its beginning: a password works until the end announced for it. */
function lastDayAnnounced({ expiresAt }: TokenPassword, today: string): { endsOn?: string } {
  if (expiresAt === undefined) return {};
  const day = dayOf(expiresAt);
  return day === endDay(expiresAt) || day <= today ? {} : { endsOn: day };
}

function stillThere(slots: readonly HeldSlot[], token: RegistryToken): HeldSlot[] {
  return slots.filter((slot) =>
    token.passwords.some(
      (password) => password.name === slot.name && password.createdAt === slot.createdAt,
    ),
  );
}

function asHeld(password: TokenPassword): Omit<HeldSlot, "generation"> {
  return {
    name: password.name,
    createdAt: password.createdAt,
    ...(password.expiresAt === undefined ? {} : { expiresOn: endDay(password.expiresAt) }),
  };
}

/** The first day that begins after a password has ended: one that was there before may end in the middle of a day. */
function endDay(expiresAt: string): string {
  const day = dayOf(expiresAt);
  return Date.parse(expiresAt) > Date.parse(startOf(day)) ? addDays(day, 1) : day;
}

/** The id as it is known, where it is the same but for its case; so that spelling never looks like a change. */
function sameOr(known: unknown, actual: string): string {
  return typeof known === "string" && isSameId(known, actual) ? known : actual;
}

/**
 * The outputs as the engine keeps them: the password marked as a secret again, which it is not in what it hands over.
 *
 * What a current password has not is null, and not absent: the preview of a program takes what is absent for unknown.
 */
export function asOutputs(outputs: Properties): Properties {
  const { password, expiresAt, rotateOn } = outputs;
  return {
    ...outputs,
    ...(typeof password === "string" ? { password: new Secret(password) } : {}),
    ...(outputs.currentSlot === undefined
      ? {}
      : {
          expiresAt: expiresAt ?? null,
          rotateOn: rotateOn ?? null,
          switches: switchesOf(outputs),
        }),
  };
}
