// Brings together what the state knows, what the registry says of the token, and what the tags of the secret say.

import { addDays } from "../../access/days";
import type { RegistryToken, TokenPassword } from "../../azure/registryToken";
import { isSameId } from "../../azure/tokenId";
import type { ManagedSecret } from "../../azure/vault/managedSecrets";
import { dayOf, startOf } from "../../passwords/days";
import { isMarkOf, type Mark, markIn } from "../../passwords/marks";
import type { Properties } from "../protocol/resource";
import { foundDifferent } from "./adoption";
import type { SecretInputs } from "./inputs";
import { seenOutside } from "./outside";
import type { KnownSlot, SecretState, SecretTrouble } from "./secretState";

/** What Azure answers about one customer. */
export interface Seen {
  token: RegistryToken;
  /** Undefined where there is none, or where its name is not known yet. */
  secret: ManagedSecret | undefined;
  /** One of another name that hands out the token's password; looked for only where a token comes into the state. */
  elsewhere?: ManagedSecret;
}

/**
 * The state after a reading.
 *
 * What our mark names is what was published last, whatever the state says: that may be from before a run that was killed
 * once it had published, or from a backup. A password that nothing names, and that is younger than the published one, was
 * made outside or by a run that died: through the vault it is in nobody's hands.
 */
export function afterReading(
  known: SecretState,
  inputs: SecretInputs,
  { token, secret, elsewhere }: Seen,
  today: string,
): SecretState {
  const isFirst = known.username === undefined;
  const published = secret ?? elsewhere;
  const mark = published && markIn(published.tags);
  const isOwn = mark?.owner === inputs.owner && mark !== undefined;
  const isCurrent = isOwn && isMarkOf(mark, inputs.tokenId) && !isLeftBehind(mark, known, inputs);
  const own = secret && isCurrent ? mark : undefined;
  const isFound = isFirst && known.slots.length === 0;
  const start = isFound
    ? { ...known, slots: foundSlots(inputs, { token, elsewhere }, today) }
    : known;
  const caughtUp = own === undefined ? start : withPublished(start, own, token, today);
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
    outside: isFirst
      ? foundDifferent(token, inputs)
      : seenOutside(known, state, { inputs, token, today }),
  });
}

/** The inputs with what is read of them: a saved plan, which holds inputs alone, does not put right what it did not show. */
export function inputsAsRead(
  inputs: Properties,
  { enabled, scopeMapId }: RegistryToken,
): Properties {
  const known = typeof inputs.scopeMapId === "string" ? inputs.scopeMapId : undefined;
  return {
    ...inputs,
    ...((inputs.enabled !== false) === enabled ? {} : { enabled }),
    scopeMapId: sameOr(known, scopeMapId),
  };
}

/** Is it from before a move? Back in that vault, a secret of the time before names an older password than the state. */
function isLeftBehind(mark: Mark, known: SecretState, { secretId }: SecretInputs): boolean {
  const isElsewhere = !isSameId(known.secretId ?? secretId ?? "", secretId ?? "");
  const current = known.slots.find(({ name }) => name === known.currentSlot);
  return isElsewhere && current !== undefined && mark.createdAt < current.createdAt;
}

/** The passwords of a token that was there before may all be in use; those of one that this stack made, and never published, are nobody's. */
function foundSlots(
  { adoptsToken }: SecretInputs,
  { token, elsewhere }: Pick<Seen, "token" | "elsewhere">,
  today: string,
): KnownSlot[] {
  return adoptsToken || elsewhere !== undefined
    ? token.passwords.map((each) => adoptedSlot(each, today))
    : [];
}

/** The state, when the vault hands out another password than it knows of. */
function withPublished(
  known: SecretState,
  mark: Mark,
  token: RegistryToken,
  today: string,
): SecretState {
  const current = known.slots.find(({ name }) => name === known.currentSlot);
  if (current !== undefined && isNamed(current, mark)) return known;
  const listed = token.passwords.flatMap((password): KnownSlot[] => {
    const before = known.slots.find((slot) => isNamed(password, { ...slot, slot: slot.name }));
    // Before the state: it takes a password of ours for an adopted one, where it was lost and imported.
    const named = [mark, mark.beside].find((by) => by !== undefined && isNamed(password, by));
    if (named !== undefined) {
      return [{ ...(before ?? asHeld(password)), generation: named.generation }];
    }
    if (before !== undefined) return [before];
    // It was published before the one that is handed out now.
    return password.createdAt < mark.createdAt ? [adoptedSlot(password, today)] : [];
  });
  return { ...known, currentSlot: mark.slot, slots: listed };
}

/** What is found in the vault. */
interface Found {
  secret: ManagedSecret | undefined;
  mark: Mark | undefined;
  /** The mark, where it is of this stack and this token. */
  own: Mark | undefined;
  /** Does it name another password than the state does? */
  isNews: boolean;
}

/** What is published of this customer, and what is wrong with it. */
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
      // Nobody here has written this version, though it has our tags, and nobody knows its value.
      return { secretEnabled, secretIs: "foreign" };
    }
    const held = state.slots.find(({ name }) => name === own.slot);
    const secretIs = held === undefined ? undefined : troubleWith(secret, own, held);
    return { secretId, secretVersion, secretEnabled, secretIs };
  }
  if (mark !== undefined && owner !== undefined && mark.owner !== owner && !adoptsSecret) {
    return { secretIs: `owned by ${ownerWords(mark, secret)}` };
  }
  if (!isPublished) return {};
  const secretIs = secretVersion === state.secretVersion ? "altered" : "foreign";
  return { secretEnabled, secretIs };
}

/** What is wrong with a version that we published, when the token has this password in its slot. */
function troubleWith(secret: ManagedSecret, own: Mark, held: KnownSlot): SecretTrouble | undefined {
  // Two runs at once: the one whose password stands in the token was not the last to publish.
  if (!isNamed(held, own)) return "foreign";
  // An end that somebody gave to a secret whose password has none stays: no PATCH takes it away, and the password works.
  const isAsWritten = endOf(secret) === endOf(held) || endOf(held) === undefined;
  return isAsWritten ? undefined : "altered";
}

function ownerWords({ owner }: Mark, { tags }: ManagedSecret): string {
  return tags.Stack ? `stack ${tags.Stack} (${owner})` : owner;
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

function isNamed(
  { name, createdAt }: Pick<TokenPassword, "name" | "createdAt">,
  by: Pick<Mark, "slot" | "createdAt">,
): boolean {
  return name === by.slot && createdAt === by.createdAt;
}

/** A password that was there before: somebody may use it, and no end was announced but its own. */
export function adoptedSlot(password: TokenPassword, today: string): KnownSlot {
  return { ...asHeld(password), ...lastDayAnnounced(password, today), generation: 0 };
}

/** What ends in the middle of a day is announced for its beginning: a password works until the end announced for it. */
function lastDayAnnounced({ expiresAt }: TokenPassword, today: string): { endsOn?: string } {
  if (expiresAt === undefined) return {};
  const day = dayOf(expiresAt);
  return day === endDay(expiresAt) || day <= today ? {} : { endsOn: day };
}

/** A listed password as the state keeps it, without its generation. */
export function asHeld(password: TokenPassword): Omit<KnownSlot, "generation"> {
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
function sameOr(known: string | undefined, actual: string): string {
  return known !== undefined && isSameId(known, actual) ? known : actual;
}

function withoutAbsent(state: { [Key in keyof SecretState]: SecretState[Key] | undefined }) {
  const given = Object.entries(state).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given) as unknown as SecretState;
}
