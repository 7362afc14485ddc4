// Finds out through Resource Manager why the registry refuses a password with 401, and what to do.
import { AzureError } from "../../azure/azureError";
import type { SessionLogin } from "../../azure/registry/session";
import { dayOf } from "../../passwords/days";
import type { NamedSlot } from "./tryPassword";
import type { VerifyWorld } from "./verifyWorld";

/** The password that was refused. */
export interface Refused {
  tokenId: string;
  username: string;
  /** Which one it should be. @default - neither tags nor state say it */
  named: NamedSlot | undefined;
  /** Where it was read. */
  secretName: string;
  /** The version that was read, where another one is the last update's. @default - it is that */
  foreignVersion?: string;
}

/** Finds the most likely reason; the token is read again, since it may have changed since it was listed. */
export async function whyRefused(
  { azure, now }: VerifyWorld,
  { tokenId, username, named, secretName, foreignVersion }: Refused,
): Promise<string> {
  const refused = "the registry refuses the password";
  let token: Awaited<ReturnType<typeof azure.tokens.get>>;
  try {
    token = await azure.tokens.get(tokenId);
  } catch (thrown) {
    if (!(thrown instanceof AzureError)) throw thrown;
    return `${refused}, and Resource Manager does not say why: ${thrown.message}`;
  }
  if (token === undefined) {
    return `${refused}: token ${username} is gone; run \`pulumi up --refresh\`, which creates it again with a new password`;
  }
  if (!token.enabled) {
    return `${refused}: token ${username} is disabled; run \`pulumi up\`, which enables it`;
  }
  if (foreignVersion !== undefined) {
    return `${refused}: somebody else wrote version ${foreignVersion} of secret ${secretName}; run \`pulumi up\`, which issues a new password`;
  }
  if (named === undefined) {
    return `${refused}: secret ${secretName} does not say which one it is; run \`pulumi up\`, and look at what it says of this customer`;
  }
  const { slot, createdAt } = named;
  const listed = token.passwords.find(({ name }) => name === slot);
  if (listed === undefined) {
    return `${refused}: ${slot} was removed from token ${username}; run \`pulumi up\`, which issues a new one`;
  }
  if (listed.createdAt !== createdAt) {
    const isSameDay = dayOf(listed.createdAt) === dayOf(createdAt);
    const [regenerated, kept] = [listed.createdAt, createdAt].map(isSameDay ? timeOf : dayOf);
    return `${refused}: ${slot} was regenerated outside Pulumi on ${regenerated}, and the vault has the one of ${kept}; run \`pulumi up\`, which issues a new one`;
  }
  if (listed.expiresAt !== undefined && Date.parse(listed.expiresAt) <= now().getTime()) {
    return `${refused}: ${slot} ended on ${dayOf(listed.expiresAt)}; run \`pulumi up\`, which issues the next one`;
  }
  return `${refused}, although token ${username} is enabled and has ${slot} of ${createdAt}: secret ${secretName} holds another value; raise \`generation\` for a new password`;
}

/** `2026-11-30 08:41:49 UTC`, with the milliseconds where there are some. */
function timeOf(instant: string): string {
  return new Date(instant)
    .toISOString()
    .replace("T", " ")
    .replace(/(\.000)?Z$/, " UTC");
}

/** Why a login says nothing about the password. */
export function whyUnreachable({
  status,
  reason,
}: SessionLogin & { outcome: "unreachable" }): string {
  if (status === 403) {
    return `${reason}: the registry's firewall refuses this address; allow it, or run from an allowed network`;
  }
  if (status === 429) return `${reason}: it throttles logins; run again in a few minutes`;
  if (reason.endsWith("with a web page")) {
    return `${reason}: a proxy or a portal answers instead of the registry; allow its host in the proxy`;
  }
  return reason.includes(";") ? reason : `${reason}; run again`;
}
