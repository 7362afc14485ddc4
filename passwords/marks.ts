// The tags of a published secret that identify its password. With them and the token, a run knows more than its state.

import type { SlotName } from "../azure/tokens/registryToken";
import { parseTokenId } from "../azure/tokens/tokenId";

/** What the tags of a published version say; Azure allows 15 tags, each of up to 256 characters. */
export interface Mark {
  slot: SlotName;
  /** ISO 8601 instant: the slot's creation time as Azure lists it, which changes exactly when the password does. */
  createdAt: string;
  generation: number;
  /** `vendorimages/contoso-pull`: registry and token, in the declared case. */
  token: string;
  /** The random id of the stack that published it. */
  owner: string;
  /** The other password, which somebody may use. */
  beside?: { slot: SlotName; createdAt: string; generation: number };
}

/**
 * Writes a mark as tags. `CredentialId` is the name of Microsoft's dual-credential pattern, and `Stack` is for people only.
 *
 * https://learn.microsoft.com/azure/key-vault/secrets/tutorial-rotation-dual
 */
export function tagsOf(mark: Mark, stack: string): Record<string, string> {
  const { slot, createdAt, generation, token, owner, beside } = mark;
  return {
    CredentialId: slot,
    IssuedAt: createdAt,
    Generation: String(generation),
    Token: token,
    Owner: owner,
    Stack: stack.slice(0, 255),
    ...(beside === undefined
      ? {}
      : { Beside: `${beside.slot} ${beside.createdAt} ${beside.generation}` }),
  };
}

/** Is this one of the tags that tagsOf writes? */
export function isOwnTag(name: string): boolean {
  return OWN_TAGS.has(name);
}

const OWN_TAGS = new Set([
  "CredentialId",
  "IssuedAt",
  "Generation",
  "Token",
  "Owner",
  "Stack",
  "Beside",
]);

/** Reads a mark; undefined if one of its tags is missing. */
export function markIn(tags: Readonly<Record<string, string>>): Mark | undefined {
  const { CredentialId, IssuedAt = "", Generation = "", Token = "", Owner = "", Beside } = tags;
  const isComplete = isSlot(CredentialId) && IssuedAt && /^\d+$/.test(Generation) && Token && Owner;
  if (!isComplete) return undefined;
  const beside = besideIn(Beside);
  return {
    slot: CredentialId,
    createdAt: IssuedAt,
    generation: Number(Generation),
    token: Token,
    owner: Owner,
    ...(beside === undefined ? {} : { beside }),
  };
}

/** The name of a token in a mark: `vendorimages/contoso-pull`. */
export function tokenInMark(tokenId: string): string {
  const { registryName, tokenName } = parseTokenId(tokenId);
  return `${registryName}/${tokenName}`;
}

/** Does a mark name this token? Azure compares both names without regard to case. */
export function isMarkOf(mark: Mark, tokenId: string): boolean {
  return mark.token.toLowerCase() === tokenInMark(tokenId).toLowerCase();
}

/** The message about a secret that is `owned by` another stack: why it is not changed, and what to do. */
export function notWrittenOver(ownedBy: string): string {
  return `is ${ownedBy}, and is not overwritten; write \`adopt: [token, scopeMap, secret]\` to adopt what that stack published, once it no longer declares this customer`;
}

function besideIn(text = ""): Mark["beside"] {
  const [slot, createdAt = "", generation] = text.split(" ");
  if (!isSlot(slot)) return undefined;
  return { slot, createdAt, generation: Number(generation ?? 0) };
}

function isSlot(name: string | undefined): name is SlotName {
  return name === "password1" || name === "password2";
}
