// The address of a vault: a port of localhost, or a name below it where a behaviour asks for that.
import type { Vault, World } from "../world/world";

/** What stands between a vault's name and localhost in the form that azurerm takes for a vault's. */
export const VAULT_DOMAIN = "vault.localhost";

/** Where Resource Manager says that a vault is, without a slash at the end. */
export function vaultUri({ name }: Pick<Vault, "name">, { hosts, behaviours }: World): string {
  const url = hosts.url(`vault:${name}`);
  return behaviours.vaultHostNames ? url.replace("localhost", `${name}.${VAULT_DOMAIN}`) : url;
}

/** The names by which a vault may be reached, beside localhost. */
export function vaultHostNames(name: string): string[] {
  return [`${name}.localhost`, `${name}.${VAULT_DOMAIN}`];
}

/** The vault's name and the domain in a Host header: `NAME.localhost:PORT` or `NAME.vault.localhost:PORT`. */
export function readVaultHost(
  host: string | undefined,
): { readonly name: string; readonly domain: string } | undefined {
  const [, name, domain] =
    /^([a-z0-9-]+)\.((?:vault\.)?localhost(?::\d+)?)$/i.exec(host ?? "") ?? [];
  return name === undefined || domain === undefined ? undefined : { name, domain };
}
