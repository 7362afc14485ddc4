// Combines the state, the registry's answer about the token, and the tags of the secret.

import type { RegistryToken, TokenPassword } from "../../azure/tokens/registryToken";
import { isSameId } from "../../azure/tokens/tokenId";
import type { ManagedSecret } from "../../azure/vault/managedSecrets";
import { adoptedSlot, asHeld } from "../../passwords/adoptedSlot";
import { startOf } from "../../passwords/days";
import type { Run } from "../../passwords/decision";
import { isMarkOf, type Mark, markIn } from "../../passwords/marks";
import type { Properties } from "../protocol/resource";
import { foundDifferent } from "./adoption";
import { driftSince } from "./drift";
import type { SecretInputs } from "./inputs";
import type { KnownSlot, SecretState, SecretTrouble } from "./secretState";

/** Azure's answers about one customer. */
export interface Seen {
  token: RegistryToken;
  /** Undefined if there is none, or if its name is not known yet. */
  secret: ManagedSecret | undefined;
  /** Another secret with a password of the token that neither the state nor `secret` contains. */
  elsewhere?: ManagedSecret;
}

/**
 * The state after a read.
 *
 * Our mark names the password that was published last, whatever the state says: the state may be older than a killed
 * run that had published, or come from a backup. A password that nothing names, and that is younger than the published
 * one, was made outside Pulumi or by a killed run: nobody can have fetched it from the vault.
 */
export function afterReading(
  known: SecretState,
  inputs: SecretInputs,
  { token, secret, elsewhere }: Seen,
  { today, now = today }: Pick<Run, "today" | "now">,
): SecretState {
  const isFirst = known.username === undefined;
  const isFound = isFirst && known.slots.length === 0;
  const published = secret ?? (isFound ? elsewhere : undefined);
  const mark = published && markIn(published.tags);
  const isOwn = mark?.owner === inputs.owner && mark !== undefined;
  const isCurrent = isOwn && isMarkOf(mark, inputs.tokenId) && !isLeftBehind(mark, known);
  const own = secret && isCurrent ? mark : undefined;
  const start = isFound
    ? { ...known, slots: foundSlots(inputs, { token, elsewhere }, now) }
    : withTaken(known, { token, elsewhere }, now);
  const caughtUp = own === undefined ? start : withPublished(start, own, token, now);
  const state: SecretState = {
    ...caughtUp,
    ...whatIsPublished(caughtUp, inputs, {
      secret: published,
      mark,
      own,
      isNews: caughtUp !== start,
    }),
    username: token.name,
    enabled: token.enabled,
    scopeMapId: sameOr(known.scopeMapId, token.scopeMapId),
    slots: caughtUp.slots.map((slot) => lookedFor(slot, token)),
  };
  return withoutAbsent({
    ...state,
    drift: isFirst
      ? foundDifferent(token, inputs)
      : driftSince(known, state, { inputs, token, today }),
  });
}

/**
 * The inputs with the values that were read: a saved plan contains only inputs, and does not correct what it did not
 * show.
 */
export function inputsAsRead(
  inputs: Properties,
  { enabled, scopeMapId }: RegistryToken,
  { secretId }: Pick<SecretInputs, "secretId">,
): Properties {
  const known = typeof inputs.scopeMapId === "string" ? inputs.scopeMapId : undefined;
  return {
    ...inputs,
    ...((inputs.enabled !== false) === enabled ? {} : { enabled }),
    scopeMapId: sameOr(known, scopeMapId),
    ...(secretId === undefined ? {} : { secretName: secretId.split("/").at(-1) }),
  };
}

/**
 * Does it name an older password than the state? This happens with a stale answer, and with a secret in a vault from
 * which the stack has moved.
 */
function isLeftBehind({ createdAt }: Mark, known: SecretState): boolean {
  const current = known.slots.find(({ name }) => name === known.currentSlot);
  return current !== undefined && createdAt < current.createdAt;
}

/**
 * All passwords of an adopted token may be in use; unpublished passwords of a token that this stack created are used by
 * nobody.
 */
function foundSlots(
  { adoptsToken }: SecretInputs,
  { token, elsewhere }: Pick<Seen, "token" | "elsewhere">,
  now: string,
): KnownSlot[] {
  return adoptsToken || elsewhere !== undefined
    ? token.passwords.map((each) => adoptedSlot(each, now))
    : [];
}

/** The state when another secret holds a password of this token: that password must keep working. */
function withTaken(
  known: SecretState,
  { token, elsewhere }: Pick<Seen, "token" | "elsewhere">,
  now: string,
): SecretState {
  const mark = elsewhere && markIn(elsewhere.tags);
  const taken = token.passwords.find((each) => mark !== undefined && isNamed(each, mark));
  if (taken === undefined) return known;
  const others = known.slots.filter(({ name }) => name !== taken.name);
  return { ...known, slots: [...others, adoptedSlot(taken, now)] };
}

/** The state, when the vault has another password than the state. */
function withPublished(
  known: SecretState,
  mark: Mark,
  token: RegistryToken,
  now: string,
): SecretState {
  const current = known.slots.find(({ name }) => name === known.currentSlot);
  if (current !== undefined && isNamed(current, mark)) return known;
  const listed = token.passwords.flatMap((password): KnownSlot[] => {
    const before = known.slots.find((slot) => isNamed(password, { ...slot, slot: slot.name }));
    // Takes precedence over the state: after a lost state and an import, the state treats our password as an adopted
    // one.
    const named = [mark, mark.beside].find((by) => by !== undefined && isNamed(password, by));
    if (named !== undefined) {
      return [{ ...(before ?? asHeld(password)), generation: named.generation }];
    }
    if (before !== undefined) return [before];
    // It was published before the present one.
    return password.createdAt < mark.createdAt ? [adoptedSlot(password, now)] : [];
  });
  return { ...known, currentSlot: mark.slot, slots: listed };
}

/** What is in the vault. */
interface Found {
  secret: ManagedSecret | undefined;
  mark: Mark | undefined;
  /** The mark, if it is of this stack and this token. */
  own: Mark | undefined;
  /** Does it name another password than the state does? */
  isNews: boolean;
}

/** What is published for this customer, and what is wrong with it. */
function whatIsPublished(
  state: SecretState,
  { owner, secretId, adoptsSecret }: SecretInputs,
  found: Found,
): Pick<SecretState, "secretId" | "secretVersion" | "secretEnabled" | "secretIs"> {
  const { secret, mark, own, isNews } = found;
  const isPublished = state.secretVersion !== undefined;
  if (secret === undefined) return isPublished ? { secretIs: "missing" } : {};
  const { version: secretVersion, enabled: secretEnabled } = secret;
  if (own !== undefined && secretId !== undefined) {
    if (isPublished && !isNews && secretVersion !== state.secretVersion) {
      // This project did not write this version, although it has our tags: Resource Manager's PATCH may create such
      // versions.
      return { secretEnabled, secretIs: "unconfirmed" };
    }
    const held = state.slots.find(({ name }) => name === own.slot);
    const secretIs = held === undefined ? undefined : troubleWith(secret, own, held);
    return { secretId, secretVersion, secretEnabled, secretIs };
  }
  if (mark !== undefined && owner !== undefined && mark.owner !== owner && !adoptsSecret) {
    return { secretIs: `owned by ${ownerWords(mark, secret)}` };
  }
  if (!isPublished) return {};
  if (secretVersion === state.secretVersion) return { secretEnabled, secretIs: "altered" };
  return { secretEnabled, secretIs: mark?.owner === owner ? "unconfirmed" : "foreign" };
}

/** What is wrong with a version that we published, when the token has this password in its slot. */
function troubleWith(secret: ManagedSecret, own: Mark, held: KnownSlot): SecretTrouble | undefined {
  // Two runs at once: the run whose password is in the token was not the last to publish.
  if (!isNamed(held, own)) return "unconfirmed";
  // If somebody gave an end to a secret whose password has none, it stays: no PATCH can remove it, and the password
  // works.
  const isAsWritten = endOf(secret) === endOf(held) || endOf(held) === undefined;
  return isAsWritten ? undefined : "altered";
}

function ownerWords({ owner }: Mark, { tags }: ManagedSecret): string {
  const words = tags.Stack ? `stack ${tags.Stack} (${owner})` : owner;
  // Whoever writes the tags chooses them: none may begin a line of its own, or move a terminal.
  return words.replace(/[\s\p{C}]+/gu, " ");
}

/** The moment at which a secret or a password ends, in milliseconds. */
function endOf(
  ends: { expiresAt?: string; expiresOn?: string | undefined } | undefined,
): number | undefined {
  const { expiresAt, expiresOn } = ends ?? {};
  const end = expiresAt ?? (expiresOn === undefined ? undefined : startOf(expiresOn));
  return end === undefined ? undefined : Date.parse(end);
}

/** An older creation time than the known one is a stale answer: a slot's time only goes up. */
function lookedFor({ isMissing: _, ...slot }: KnownSlot, token: RegistryToken): KnownSlot {
  const listed = token.passwords.find(({ name }) => name === slot.name);
  const isThere = listed !== undefined && listed.createdAt <= slot.createdAt;
  return isThere ? slot : { ...slot, isMissing: true };
}

/** Is it the password that a mark names? */
export function isNamed(
  { name, createdAt }: Pick<TokenPassword, "name" | "createdAt">,
  by: Pick<Mark, "slot" | "createdAt">,
): boolean {
  return name === by.slot && createdAt === by.createdAt;
}

/** The known id if both differ only in case, so that spelling never looks like a change. */
function sameOr(known: string | undefined, actual: string): string {
  return known !== undefined && isSameId(known, actual) ? known : actual;
}

function withoutAbsent(state: { [Key in keyof SecretState]: SecretState[Key] | undefined }) {
  const given = Object.entries(state).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given) as unknown as SecretState;
}
