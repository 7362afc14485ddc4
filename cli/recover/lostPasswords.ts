// Decides what becomes of a token's passwords when a run was killed while it made the first one that it knows of.
import type { Cloud } from "../../azure/cloud";
import type { SlotName, TokenPassword } from "../../azure/registryToken";
import { openRegistryTokens } from "../../azure/registryTokens";
import { isSameId, parseTokenId } from "../../azure/tokenId";
import type { Remedy } from "./remedy";
import type { PendingOperation, State } from "./state";

/**
 * How long after a token came into the state its first password may have been made by the same run.
 *
 * A long run and a long operation fit; somebody who comes back later, and makes a password by hand, does not.
 */
const SAME_RUN_MS = 15 * 60_000;

/**
 * Looks for a password whose value died with the run: one that is newer than its token's place in the state, while its
 * credentials never reached the state, cannot have been handed out. An older one came with the token, and is somebody's.
 *
 * On a token that was taken over, people may go on making passwords by hand, so there the run must be the one that
 * took it over; otherwise a person is asked.
 */
export async function lostPasswords(
  operation: PendingOperation,
  state: State,
  cloud: Cloud,
): Promise<Remedy> {
  const tokenId = String(operation.resource.inputs?.tokenId ?? "");
  const token = await openRegistryTokens(cloud).get(tokenId);
  const passwords = token?.passwords ?? [];
  if (passwords.length === 0) {
    return { kind: "forget", operation, why: "no password was generated yet" };
  }
  const declared = state.resources?.find(({ id }) => id !== undefined && isSameId(id, tokenId));
  const since = declared?.created === undefined ? undefined : Date.parse(declared.created);
  const made = passwords.filter(({ createdAt }) => Date.parse(createdAt) >= (since ?? 0));
  const keep = passwords.filter((password) => !made.includes(password));
  const wasThere = declared === undefined || declared.importID !== undefined;
  // Whoever holds it: beside one password the next run has a free slot for another.
  if (made.length === 0 || (wasThere && passwords.length === 1)) {
    const stays = `${namesOf(passwords).join(" and ")} came with the token and`;
    const why =
      passwords.length === 1
        ? `${stays} stays; the next run makes another`
        : `${stays} stay; the next run says how to make room for another`;
    return { kind: "forget", operation, why };
  }
  if (wasThere && (made.length > 1 || !isWithinOneRun(made, since, state))) {
    return { kind: "ask", operation, why: question(tokenId, passwords) };
  }
  return {
    kind: "remove passwords",
    operation,
    tokenId,
    slots: namesOf(made),
    keep: namesOf(keep),
  };
}

/** Was the state last written, and each password made, soon after the token came into the state? */
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
