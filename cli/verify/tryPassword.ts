// Logs in with one password. A new one may be refused for a minute, so the login is repeated.
import { passwordIdentity } from "../../azure/registry/identities";
import { KNOWN_EVERYWHERE_MS, TRIED_EVERY_MS } from "../../azure/registry/knownEverywhere";
import { RegistrySession, type SessionLogin } from "../../azure/registry/session";
import type { SlotName } from "../../azure/tokens/registryToken";
import { CLOCK_TOLERANCE_MS } from "../../clock";
import type { VerifyWorld } from "./verifyWorld";

/** A slot of a token and when its password was made; another time is another password. */
export interface NamedSlot {
  slot: SlotName;
  /** ISO 8601 instant, as Azure lists it. */
  createdAt: string;
}

/** A password, and what is known of it. */
export interface PasswordTrial {
  username: string;
  password: string;
  /** Which one of the token it is. @default - none, and nothing is waited for */
  named?: NamedSlot | undefined;
  /** What access is asked for; none only verifies the password. @default [] */
  scopes?: readonly string[];
}

/**
 * Logs in.
 *
 * @returns what came of it, and the session, which keeps the access token for these scopes
 * @throws AzureError when the access token cannot be read
 */
export async function tryPassword(
  world: VerifyWorld,
  { username, password, named, scopes = [] }: PasswordTrial,
): Promise<{ session: RegistrySession; login: SessionLogin }> {
  const { http, loginServer } = world.azure;
  const session = new RegistrySession(passwordIdentity(http, { loginServer, username, password }));
  let login = await session.login(scopes);
  if (!isJustMade(world, username, named)) return { session, login };
  for (
    let waitedMs = 0;
    login.outcome === "refused" && waitedMs < KNOWN_EVERYWHERE_MS;
    waitedMs += TRIED_EVERY_MS
  ) {
    await world.wait(TRIED_EVERY_MS);
    login = await session.login(scopes);
  }
  return { session, login };
}

/** Is it the token's own, and so new that the registry may not accept it everywhere? */
function isJustMade(
  { azure, now }: VerifyWorld,
  username: string,
  named: NamedSlot | undefined,
): boolean {
  const token = azure.token(username);
  const listed = token?.passwords.find(({ name }) => name === named?.slot);
  if (named === undefined || !token?.enabled || listed?.createdAt !== named.createdAt) return false;
  const ageMs = Math.abs(now().getTime() - Date.parse(named.createdAt));
  return ageMs <= KNOWN_EVERYWHERE_MS + CLOCK_TOLERANCE_MS;
}
