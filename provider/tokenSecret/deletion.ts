// Ends a customer's access: first the secret is disabled, then the passwords are removed, then the secret is deleted.

import type { TokenPassword } from "../../azure/tokens/registryToken";
import { isSameId, parseTokenId } from "../../azure/tokens/tokenId";
import type { ManagedSecret } from "../../azure/vault/managedSecrets";
import { isMarkOf, type Mark, markIn } from "../../passwords/marks";
import type { AzureAccess } from "../azureAccess";
import type { Call } from "../protocol/resource";
import type { SecretInputs } from "./inputs";
import type { KnownSlot, SecretState } from "./secretState";

/** What to delete. */
export interface Deletion {
  azure: AzureAccess;
  state: SecretState;
  inputs: SecretInputs;
  call: Call;
  /** Is the customer still declared in this run? Then another token replaces this one. */
  isDeclared: boolean;
  /** Its replacement; undefined also if the customer is declared but the engine did not reach it. */
  successor: SecretInputs | undefined;
}

/**
 * Disables the secret, ends the passwords that were issued here, and deletes the secret; where a step fails, nothing after it is done.
 *
 * A secret that now holds another token's password, or somebody else's, is not changed.
 */
export async function endAccess(deletion: Deletion): Promise<void> {
  const { azure, state, inputs, successor } = deletion;
  // A customer who may not log in needs no successor, and the access ends anyway.
  const isEnabled = successor?.enabled ?? true;
  const [tokens, secrets] = await Promise.all([azure.tokens(), azure.secrets()]);
  const { secretId = inputs.secretId ?? "" } = state;
  const [token, secret] = await Promise.all([
    tokens.get(inputs.tokenId),
    secretId === "" ? undefined : secrets.get(secretId),
  ]);
  const isOurs = secret !== undefined && handsOut(secret, deletion);
  const slots = [...state.slots, ...(isOurs ? slotsIn(markIn(secret.tags)) : [])];
  const isIssuedHere = (password: TokenPassword) => isAmong(slots, password);
  const isAccepted = token?.passwords.some(isIssuedHere) ?? false;
  const isMoved = !isSameId(successor?.secretId ?? secretId, secretId);
  if (isOurs && isAccepted && isEnabled) {
    const next = isMoved ? await secrets.get(successor?.secretId ?? "") : undefined;
    requireSuccessor(secret, next, deletion);
  }
  if (isOurs && secret.enabled) {
    await secrets.patch(secretId, secret.version, {
      enabled: false,
      ...(secret.expiresAt === undefined ? {} : { expiresAt: secret.expiresAt }),
      tags: secret.tags,
    });
  }
  if (isAccepted) {
    const stay = token?.passwords.filter((password) => !isIssuedHere(password)) ?? [];
    await tokens.keepPasswords(
      inputs.tokenId,
      stay.map(({ name }) => name),
    );
  }
  // If the customer is declared with another token, the secret stays: the next password is published in it, unless the
  // vault is another one.
  if (isOurs && (isEnabled || !deletion.isDeclared || isMoved)) await secrets.remove(secretId);
}

/** Does this secret hold the password of this token? */
export function handsOut(
  secret: ManagedSecret,
  { state, inputs }: Pick<Deletion, "state" | "inputs">,
): boolean {
  const mark = markIn(secret.tags);
  // Somebody has removed our tags from the version that we wrote.
  if (mark === undefined) return secret.version === state.secretVersion;
  return isTheirs(mark, inputs);
}

function isTheirs(mark: Mark, { owner, tokenId }: SecretInputs): boolean {
  return mark.owner === owner && isMarkOf(mark, tokenId);
}

/**
 * Keeps a token, its password and its secret if its replacement could not be published.
 *
 * In the same secret, the content shows it; `next` is the content of another one.
 *
 * The engine deletes replaced resources even if this run could not write the secret, or failed before it (CLI 3.259.0
 * and 3.276.0, with --continue-on-error). If this deletion fails, it also keeps the token and its scope map.
 */
function requireSuccessor(
  { name, tags }: ManagedSecret,
  next: ManagedSecret | undefined,
  { state, inputs, isDeclared, successor }: Deletion,
): void {
  const mark = next && markIn(next.tags);
  const isPublished = mark !== undefined && successor !== undefined && isTheirs(mark, successor);
  if (!isDeclared || isPublished) return;
  const { tokenName } = parseTokenId(inputs.tokenId);
  throw new Error(
    `token ${tokenName}: kept, because secret ${name} still hands out its ${markIn(tags)?.slot ?? state.currentSlot}; correct what kept the new password from being published, and run again`,
  );
}

/** The password in a mark: the state may be older than the last publication. */
function slotsIn(mark: Mark | undefined): Named[] {
  return [mark, mark?.beside].flatMap((by) => (by === undefined ? [] : [{ ...by, name: by.slot }]));
}

/** A password from before the adoption is not ended by this project. */
function isAmong(slots: readonly Named[], { name, createdAt }: TokenPassword): boolean {
  return slots.some(
    (slot) => slot.generation > 0 && slot.name === name && slot.createdAt === createdAt,
  );
}

type Named = Pick<KnownSlot, "name" | "createdAt" | "generation">;
