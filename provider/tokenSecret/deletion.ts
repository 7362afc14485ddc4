// Ends a customer's access: nobody fetches the password any more, then it stops working, then the secret goes.

import type { TokenPassword } from "../../azure/registryToken";
import { parseTokenId } from "../../azure/tokenId";
import type { ManagedSecret } from "../../azure/vault/managedSecrets";
import { isMarkOf, type Mark, markIn } from "../../passwords/marks";
import type { AzureAccess } from "../azureAccess";
import type { Call } from "../protocol/resource";
import type { SecretInputs } from "./inputs";
import type { KnownSlot, SecretState } from "./secretState";

/** What is deleted. */
export interface Deletion {
  azure: AzureAccess;
  state: SecretState;
  inputs: SecretInputs;
  call: Call;
  /** Is the customer declared in this run all the same? Then another token of theirs takes the place of this one. */
  isDeclared: boolean;
  /** May the customer log in by what is declared? Else nobody needs a successor, and the access ends all the same. */
  isEnabled: boolean;
}

/**
 * Disables the secret, ends the passwords that were issued here, and deletes the secret; where a step fails, nothing after it is done.
 *
 * A secret that hands out another token's password by now, or somebody else's, is left alone.
 */
export async function endAccess(deletion: Deletion): Promise<void> {
  const { azure, state, inputs, isEnabled } = deletion;
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
  if (isOurs && isAccepted && isEnabled) requireSuccessor(secret, deletion);
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
  // Of a customer who is declared with another token the secret stays: the next password is published in it.
  if (isOurs && (isEnabled || !deletion.isDeclared)) await secrets.remove(secretId);
}

/** Does this secret hand out the password of this token? */
export function handsOut(
  secret: ManagedSecret,
  { state, inputs }: Pick<Deletion, "state" | "inputs">,
): boolean {
  const mark = markIn(secret.tags);
  // Somebody has taken our tags from the version that we wrote.
  if (mark === undefined) return secret.version === state.secretVersion;
  return mark.owner === inputs.owner && isMarkOf(mark, inputs.tokenId);
}

/**
 * Keeps a token, its password and its secret where the one that replaces it could not be published.
 *
 * The engine deletes what was replaced also when this run could not write the secret, or came to nothing before it
 * (CLI 3.259.0 and 3.276.0, with --continue-on-error). When this deletion fails, it keeps the token and its scope map, too.
 */
function requireSuccessor(
  { name, tags }: ManagedSecret,
  { state, inputs, isDeclared }: Deletion,
): void {
  if (!isDeclared) return;
  const { tokenName } = parseTokenId(inputs.tokenId);
  throw new Error(
    `token ${tokenName}: kept, because secret ${name} still hands out its ${markIn(tags)?.slot ?? state.currentSlot}; put right why the new password was not published, and run again`,
  );
}

/** What a mark names: the state may be from before the last publication. */
function slotsIn(mark: Mark | undefined): Named[] {
  return [mark, mark?.beside].flatMap((by) => (by === undefined ? [] : [{ ...by, name: by.slot }]));
}

/** One that was there before this project is not ours to end. */
function isAmong(slots: readonly Named[], { name, createdAt }: TokenPassword): boolean {
  return slots.some(
    (slot) => slot.generation > 0 && slot.name === name && slot.createdAt === createdAt,
  );
}

type Named = Pick<KnownSlot, "name" | "createdAt" | "generation">;
