// What a scope map, a token and a TokenSecret say together: those of a customer, or others.
import { addDays } from "../../access/days";
import { eventSealOf } from "../../access/seal";
import { systemActions } from "../../access/systemScopeMaps";
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

/** The resources that make up an access. Each is absent where the state has none. */
export interface Parts {
  readonly component?: Resource;
  readonly scopeMap?: Resource;
  readonly token?: Resource;
  readonly secret?: Resource;
}

/**
 * Reads what they say.
 *
 * @param scopeMaps all of the state, by their ARM ids in lower case: a token may have any of them
 */
export function customerFact(
  id: string,
  parts: Parts,
  scopeMaps: ReadonlyMap<string, Resource>,
): CustomerFact {
  const { component, scopeMap, token, secret } = parts;
  const outputs = secret?.outputs ?? {};
  const isPublished = outputs.isPublished !== false;
  return withoutAbsent({
    id,
    modifiedAt: latest([component, scopeMap, token, secret]),
    scopeMapModifiedAt: scopeMap?.modifiedAt,
    credentialModifiedAt: secret?.modifiedAt,
    ...rightsOf(parts, scopeMaps),
    tokenName: text(outputs.username) ?? text(token?.outputs.name),
    enabled: flag(outputs.enabled) ?? statusOf(token),
    accessUntil: lastDay(component, secret),
    secretName: isPublished ? text(outputs.secretName) : undefined,
    secretVersion: text(outputs.secretVersion) || undefined,
    currentSlot: slotName(outputs.currentSlot),
    slots: secret === undefined ? slotsOf(token) : slotsIn(outputs.slots),
    rotateOn: text(outputs.rotateOn),
    revokedBefore: count(outputs.revokedBefore),
    drift: driftIn(outputs.drift),
    events: count(outputs.events),
    eventSha256: text(outputs.eventSha256),
    previousEventSha256: text(outputs.previousEventSha256),
    isEventSealTrue: fits(text(outputs.eventSha256), () => eventSealOf(outputs)),
    isWithoutSecret: token !== undefined && secret === undefined ? (true as const) : undefined,
  }) as CustomerFact;
}

/** The ARM id of the scope map that the token has, in lower case; undefined where nothing says it. */
export function boundIdOf({ token, secret }: Parts): string | undefined {
  // TokenSecret binds the token, whose own resource keeps what it was created or imported with.
  const known = secret?.outputs.scopeMapId ?? token?.outputs.scopeMapId;
  return (text(known) ?? text(token?.inputs.scopeMapId))?.toLowerCase();
}

/** The actions of the scope map that the token has. */
function rightsOf(parts: Parts, scopeMaps: ReadonlyMap<string, Resource>) {
  const boundId = boundIdOf(parts);
  const own = parts.scopeMap;
  const isOwn = boundId === undefined || own?.id?.toLowerCase() === boundId;
  const actions = texts(own?.outputs.actions)?.sort();
  // Without an id it is not known which one it is.
  if (isOwn || (own !== undefined && own.id === undefined)) return { actions };
  const name = boundId.slice(boundId.lastIndexOf("/") + 1);
  const bound = scopeMaps.get(boundId);
  const boundTo = bound === undefined ? name : nameOf(bound);
  const granted = texts(bound?.outputs.actions)?.sort() ?? systemActions(name);
  return granted === undefined
    ? { boundTo, isBoundElsewhere: true as const }
    : { actions: granted, boundTo };
}

/** The last part of an ARM id, or the name that Azure gave. */
export function nameOf({ id, outputs, inputs }: Resource): string {
  const name = text(outputs.name) ?? text(inputs.scopeMapName) ?? text(inputs.tokenName);
  return id?.slice(id.lastIndexOf("/") + 1) ?? name ?? "without a name";
}

function latest(resources: readonly (Resource | undefined)[]): string | undefined {
  return resources
    .flatMap((resource) => resource?.modifiedAt ?? [])
    .reduce<string | undefined>(
      (one, other) => (one !== undefined && one > other ? one : other),
      undefined,
    );
}

/** TokenSecret writes the status, so the token's own resource keeps that of its creation. */
function statusOf(token: Resource | undefined): boolean | undefined {
  const status = text(token?.outputs.status);
  return status === undefined ? undefined : status.toLowerCase() === "enabled";
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

/** The passwords that the token had when the engine last wrote or imported it: where the state names no others. */
function slotsOf(token: Resource | undefined): SlotFact[] {
  const passwords = fields(token?.outputs.credentials)?.passwords;
  if (!Array.isArray(passwords)) return [];
  return passwords.flatMap((each) => {
    const known = fields(each);
    const name = slotName(known?.name);
    const createdAt = Date.parse(text(known?.creationTime) ?? "");
    if (name === undefined || Number.isNaN(createdAt)) return [];
    const expiresOn = day(text(known?.expiry)?.slice(0, 10));
    return withoutAbsent({ name, createdAt: new Date(createdAt).toISOString(), expiresOn });
  });
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
  if (name === undefined || createdAt === undefined || !isInstant(createdAt)) return undefined;
  const expiresOn = day(known.expiresOn);
  const announcedEnd = announcedIn(known);
  return withoutAbsent({
    name,
    createdAt,
    expiresOn,
    announcedEnd: announcedEnd === expiresOn ? undefined : announcedEnd,
    generation: count(known.generation),
  }) as SlotFact;
}

/** The first of its own end and the day on which a run may replace it. The end of the access is told of the access. */
function announcedIn({ expiresOn, endsOn }: Fields): string | undefined {
  return [expiresOn, endsOn].flatMap((each) => day(each) ?? []).toSorted()[0];
}

function isInstant(text: string): boolean {
  return /^\d{4}-\d\d-\d\dT/.test(text) && !Number.isNaN(Date.parse(text));
}

function slotName(value: unknown): SlotFact["name"] | undefined {
  return value === "password1" || value === "password2" ? value : undefined;
}

function driftIn(value: unknown): Record<string, string> | undefined {
  const known = textsByKey(value) ?? {};
  return Object.keys(known).length === 0 ? undefined : known;
}
