// Which tenant of the cloud a request is for: by the host that it goes to, by its path, else by its access token.
import { decodeJwt } from "jose";
import type { Listener } from "../http/hosts";
import type { Incoming } from "../http/request";
import { readVaultHost } from "../vault/address";
import type { World } from "./world";

/** What is known of a request before its tenant is. */
export type Arriving = Omit<Incoming, "host"> & { readonly listener: Listener };

/** The tenant of a request; the given one, which is the vendor's, where nothing says another. */
export function tenantOf(arriving: Arriving, vendor: World): World {
  const found =
    arriving.listener === "main"
      ? (namedIn(arriving, vendor) ?? tenantOfToken(arriving, vendor))
      : tenantOfHost(arriving, vendor);
  // The given world may be a copy of the one in the cloud.
  return found === undefined || found.identity === vendor.identity ? vendor : found;
}

/** The tenant that a GUID is the directory or the subscription of. */
function namedIn({ path, query }: Arriving, { cloud }: World): World | undefined {
  const [, root = "", below = ""] = path.toLowerCase().split("/");
  if (root === "subscriptions") {
    return cloud.find(({ identity }) => identity.subscriptionId === below);
  }
  if (root === "workflows") {
    return cloud.find(({ workflows }) => [...workflows.values()].some(({ id }) => id === below));
  }
  const authority = query.get("authorization_endpoint")?.toLowerCase() ?? "";
  return cloud.find(
    ({ identity: { name, tenantId } }) =>
      root === tenantId || authority.includes(tenantId) || query.get("tenant") === name,
  );
}

function tenantOfToken({ headers }: Arriving, { cloud }: World): World | undefined {
  const token = /^Bearer (.+)$/i.exec(headers.authorization ?? "")?.[1];
  if (token === undefined) {
    return undefined;
  }
  try {
    const { tid } = decodeJwt(token);
    return cloud.find(({ identity }) => identity.tenantId === tid);
  } catch {
    return undefined;
  }
}

/** Each vault listener answers for every vault whose name is in the Host header. */
function tenantOfHost({ listener, headers }: Arriving, { cloud }: World): World | undefined {
  const [kind, name = ""] = listener.split(":");
  const isOf = (key: string) => (world: World) =>
    (kind === "vault" ? world.vaults : world.registries).has(key.toLowerCase());
  const named = kind === "vault" ? readVaultHost(headers.host)?.name : undefined;
  return (named === undefined ? undefined : cloud.find(isOf(named))) ?? cloud.find(isOf(name));
}
