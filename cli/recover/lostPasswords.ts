// Chooses what to do with a token's passwords when a run was killed while it issued the first one in its state.
import type { Cloud } from "../../azure/cloud";
import type { SlotName, TokenPassword } from "../../azure/tokens/registryToken";
import { openRegistryTokens } from "../../azure/tokens/registryTokens";
import { isSameId, parseTokenId } from "../../azure/tokens/tokenId";
import { openManagedSecrets } from "../../azure/vault/managedSecrets";
import { isMarkOf, markIn } from "../../passwords/marks";
import type { Remedy } from "./remedy";
import type { PendingOperation, State } from "./state";

/**
 * How long after a token was added to the state its first password may have been made by the same run.
 *
 * A long run and a long operation fit; somebody who comes back later, and makes a password by hand, does not.
 */
const SAME_RUN_MS = 15 * 60_000;

/**
 * Looks for a password whose value was lost with the run.
 *
 * For a token that this stack created there is nothing to look for: the next run reads token and vault, knows from the
 * secret's tags what was published, and generates again what was not. A password of an adopted token may be in use, so
 * a lost one could take the slot of the next. There it is removed if the run that adopted the token made it, and no tag
 * in the vault names it. Otherwise a person is asked, because people may still make passwords by hand.
 */
export async function lostPasswords(
  operation: PendingOperation,
  state: State,
  cloud: Cloud,
): Promise<Remedy> {
  const inputs = inputsOf(operation);
  const forget = (why: string): Remedy => ({ kind: "forget", operation, why });
  if (!inputs.adoptsToken) return forget("the next run reads token and vault, and continues");
  const { tokenId } = inputs;
  const token = await openRegistryTokens(cloud).get(tokenId);
  const passwords = token?.passwords ?? [];
  if (passwords.length === 0) return forget("no password was generated yet");
  const published = await publishedSlot(inputs, passwords, cloud);
  if (published !== undefined) {
    return forget(`${published} is in the vault; the next run continues from there`);
  }
  const declared = state.resources?.find(({ id }) => id !== undefined && isSameId(id, tokenId));
  const since = declared?.created === undefined ? undefined : Date.parse(declared.created);
  const made = passwords.filter(({ createdAt }) => Date.parse(createdAt) >= (since ?? 0));
  // It may be in use, and the next run has a free slot for another one.
  if (made.length === 0 || passwords.length === 1) {
    const stays = `${namesOf(passwords).join(" and ")} came with the token and`;
    return forget(
      passwords.length === 1
        ? `${stays} stays; the next run makes another`
        : `${stays} stay; the next run says how to make room for another`,
    );
  }
  if (made.length > 1 || !isWithinOneRun(made, since, state)) {
    return { kind: "ask", operation, why: question(tokenId, passwords) };
  }
  const keep = passwords.filter((password) => !made.includes(password));
  return {
    kind: "remove passwords",
    operation,
    tokenId,
    slots: namesOf(made),
    keep: namesOf(keep),
  };
}

/** The inputs of the killed run. */
interface Inputs {
  tokenId: string;
  adoptsToken: boolean;
  secretId: string | undefined;
}

function inputsOf({ resource: { inputs = {} } }: PendingOperation): Inputs {
  const { tokenId, adoptsToken, vaultId, secretName } = inputs;
  const isNamed = typeof vaultId === "string" && typeof secretName === "string";
  return {
    tokenId: String(tokenId ?? ""),
    adoptsToken: adoptsToken === true,
    secretId: isNamed ? `${vaultId}/secrets/${secretName}` : undefined,
  };
}

/** The password that the tags in the vault name: its value is what customers fetch. */
async function publishedSlot(
  { tokenId, secretId }: Inputs,
  passwords: readonly TokenPassword[],
  cloud: Cloud,
): Promise<SlotName | undefined> {
  const secret = secretId && (await openManagedSecrets(cloud).get(secretId));
  const mark = secret ? markIn(secret.tags) : undefined;
  if (mark === undefined || !isMarkOf(mark, tokenId)) return undefined;
  return passwords.find(({ name, createdAt }) => name === mark.slot && createdAt === mark.createdAt)
    ?.name;
}

/** Was the state last written, and each password made, soon after the token was added to the state? */
function isWithinOneRun(
  made: readonly TokenPassword[],
  since: number | undefined,
  { manifest }: State,
): boolean {
  if (since === undefined || manifest?.time === undefined) return false;
  const times = [manifest.time, ...made.map(({ createdAt }) => createdAt)];
  return times.every((time) => Date.parse(time) - since <= SAME_RUN_MS);
}

function question(tokenId: string, passwords: readonly TokenPassword[]): string {
  const { registryName, tokenName } = parseTokenId(tokenId);
  const made = passwords.map(({ name, createdAt }) => `${name} of ${createdAt}`).join(" and ");
  return `the token was there before and has ${made}; one may be of the run that was killed: remove the one that nobody uses with \`az acr token credential delete --registry ${registryName} --name ${tokenName} --password1\` (or \`--password2\`)`;
}

function namesOf(passwords: readonly TokenPassword[]): SlotName[] {
  return passwords.map(({ name }) => name);
}
