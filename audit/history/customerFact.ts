// What the resources of one customer say, out of scope map, token and TokenSecret.
import { addDays } from "../../access/days";
import { eventSealOf } from "../../access/seal";
import type { CustomerFact, SlotFact } from "../snapshot";
import { fits } from "./guardRecord";
import {
  count,
  type Fields,
  fields,
  flag,
  text,
  texts,
  textsByKey,
  withoutAbsent,
} from "./reading";
import type { Resource } from "./resource";

/** Reads the customer from the component, if the state has it, and the resources below it. */
export function customerFact(
  id: string,
  component: Resource | undefined,
  children: readonly Resource[],
): CustomerFact {
  const child = (type: string) => children.find((each) => each.type === type);
  const scopeMap = child("azure-native:containerregistry:ScopeMap");
  const token = child("azure-native:containerregistry:Token");
  const secret = child("acr-credentials:index:TokenSecret");
  const outputs = secret?.outputs ?? {};
  const isPublished = outputs.isPublished !== false;
  return withoutAbsent({
    id,
    modifiedAt: latest([...children, ...(component === undefined ? [] : [component])]),
    scopeMapModifiedAt: scopeMap?.modifiedAt,
    credentialModifiedAt: secret?.modifiedAt,
    actions: texts(scopeMap?.outputs.actions)?.sort(),
    tokenName: text(outputs.username) ?? text(token?.outputs.name),
    enabled: flag(outputs.enabled) ?? statusOf(token),
    accessUntil: lastDay(component, secret),
    secretName: isPublished ? text(outputs.secretName) : undefined,
    secretVersion: text(outputs.secretVersion) || undefined,
    currentSlot: slotName(outputs.currentSlot),
    slots: slotsIn(outputs.slots),
    rotateOn: text(outputs.rotateOn),
    revokedBefore: count(outputs.revokedBefore),
    drift: driftIn(outputs.drift),
    events: count(outputs.events),
    eventSha256: text(outputs.eventSha256),
    previousEventSha256: text(outputs.previousEventSha256),
    isEventSealTrue: fits(text(outputs.eventSha256), () => eventSealOf(outputs)),
  }) as CustomerFact;
}

function latest(resources: readonly Resource[]): string | undefined {
  return resources
    .flatMap(({ modifiedAt }) => modifiedAt ?? [])
    .reduce<string | undefined>(
      (one, other) => (one !== undefined && one > other ? one : other),
      undefined,
    );
}

/** TokenSecret writes the status, so the token's own resource keeps that of its creation. */
function statusOf(token: Resource | undefined): boolean | undefined {
  const status = text(token?.outputs.status);
  return status === undefined ? undefined : status === "enabled";
}

/** The last day as it was carried out, or else as it was declared. */
function lastDay(component: Resource | undefined, secret: Resource | undefined) {
  if (secret === undefined) return day(component?.outputs.accessUntil);
  const notAfter = day(secret.inputs.notAfter);
  return notAfter === undefined ? undefined : addDays(notAfter, -1);
}

function day(value: unknown): string | undefined {
  const found = text(value);
  return found !== undefined && /^\d{4}-\d\d-\d\d$/.test(found) ? found : undefined;
}

/** A password that the last read did not find works no more; `drift` says what happened to it. */
function slotsIn(value: unknown): SlotFact[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((each) => {
    const known = fields(each);
    return known === undefined || known.isMissing === true ? [] : (slotIn(known) ?? []);
  });
}

function slotIn(known: Fields): SlotFact | undefined {
  const name = slotName(known.name);
  const createdAt = text(known.createdAt);
  if (name === undefined || createdAt === undefined) return undefined;
  return withoutAbsent({
    name,
    createdAt,
    // A password without its own expiry has an announced day at which it is replaced.
    expiresOn: day(known.expiresOn) ?? day(known.endsOn),
    generation: count(known.generation),
  }) as SlotFact;
}

function slotName(value: unknown): SlotFact["name"] | undefined {
  return value === "password1" || value === "password2" ? value : undefined;
}

function driftIn(value: unknown): Record<string, string> | undefined {
  const known = textsByKey(value) ?? {};
  return Object.keys(known).length === 0 ? undefined : known;
}
