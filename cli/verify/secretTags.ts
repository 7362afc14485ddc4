// Checks whether version, end and tags of a secret match the password in it.
import type { RegistryToken } from "../../azure/tokens/registryToken";
import type { StoredSecret } from "../../azure/vault/vaultSecrets";
import { isMarkOf, type Mark } from "../../passwords/marks";
import type { DeployedCredentials } from "../credentials/deployedCustomers";

/** A secret that was read, with what the stack and its tags know of it. */
export interface KnownSecret {
  secret: StoredSecret;
  secretName: string;
  credentials: DeployedCredentials;
  /** Its mark; undefined if tags are missing. */
  mark: Mark | undefined;
}

/**
 * Compares a secret whose password logs in with the token in Azure and with what the last update left.
 *
 * @param token undefined where the registry has listed none of this name
 * @returns the differences as text; empty if there are none
 */
export function untruthsOf(
  { secret, credentials, mark }: KnownSecret,
  token: RegistryToken | undefined,
): string[] {
  const { secretVersion, owner } = credentials;
  const written = isForeign({ secret, credentials })
    ? [`somebody else wrote version ${secret.version}; the last update wrote ${secretVersion}`]
    : [];
  if (mark === undefined) return [...written, "its tags do not say which password it holds"];
  const { slot, createdAt } = mark;
  const listed = token?.passwords.find(({ name }) => name === slot);
  return [
    ...written,
    ...(isMarkOf(mark, credentials.tokenId) ? [] : [`its tags name the token ${mark.token}`]),
    ...(owner === undefined || mark.owner === owner
      ? []
      : [`its tags name the stack ${mark.owner}, and this one is ${owner}`]),
    ...(listed === undefined || listed.createdAt === createdAt
      ? []
      : [`its tags say ${slot} of ${createdAt}, and the token's is of ${listed.createdAt}`]),
    ...endUntruths(secret, listed?.expiresAt),
  ];
}

/** Is the version another one than the last update wrote? */
export function isForeign({
  secret,
  credentials,
}: Pick<KnownSecret, "secret" | "credentials">): boolean {
  const { secretVersion } = credentials;
  return secretVersion !== undefined && secret.version !== secretVersion;
}

/** A secret may have an end that its password has not: no request takes it away, and the password works. */
function endUntruths({ expiresAt }: StoredSecret, ends: string | undefined): string[] {
  if (ends === undefined) return [];
  const said = expiresAt === undefined ? undefined : Math.floor(Date.parse(expiresAt) / 1000);
  if (said === Math.floor(Date.parse(ends) / 1000)) return [];
  return [`it says that the password ends ${expiresAt ?? "never"}, and it ends ${ends}`];
}
