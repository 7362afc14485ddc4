// Where a request really goes: Azure's names lead to the emulated hosts, and nothing leaves this machine.
import type { Listener } from "../../http/hosts";
import type { World } from "../../world/world";

/** The address of a URI on this machine; undefined for a host that is neither emulated nor local. */
export function addressOf(uri: URL, world: World): URL | undefined {
  if (
    /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(uri.hostname) ||
    uri.hostname.endsWith(".localhost")
  ) {
    return uri;
  }
  const listener = uri.protocol === "https:" ? listenerOf(uri.hostname, world) : undefined;
  return listener === undefined
    ? undefined
    : new URL(`${uri.pathname}${uri.search}`, world.hosts.url(listener));
}

function listenerOf(hostname: string, { cloud }: World): Listener | undefined {
  if (hostname === "management.azure.com") return "main";
  const registry = /^([a-z0-9]+)\.azurecr\.io$/.exec(hostname)?.[1];
  if (registry !== undefined) {
    const found = cloud.find(({ registries }) => registries.has(registry));
    const name = found?.registries.get(registry)?.name;
    return name === undefined ? undefined : `registry:${name}`;
  }
  const vault = /^([a-z0-9-]+)\.vault\.azure\.net$/.exec(hostname)?.[1];
  const name = cloud.find(({ vaults }) => vaults.has(vault ?? ""))?.vaults.get(vault ?? "")?.name;
  return name === undefined ? undefined : `vault:${name}`;
}
