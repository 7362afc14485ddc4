// All resources of a subscription or group in one list, by which clients find the group of a registry or vault.
import { isTerm, readFilter } from "../http/filter";
import { Refusal, type Reply } from "../http/reply";
import type { Request } from "../http/request";
import type { World } from "../world/world";
import { badRequest } from "./errors";
import {
  listPage,
  presentVaults,
  REGISTRY_TYPE,
  registryId,
  requireResourceGroup,
  VAULT_TYPE,
  vaultId,
} from "./resources";
import { readable } from "./roles/rights";

/** GET /subscriptions/{subscription}/resources: `$filter` takes resourceType, name, resourceGroup and location, by eq. */
export function listResources(request: Request, world: World): Promise<Reply> {
  return listFiltered(request, world, resourcesOf(world));
}

/** GET /subscriptions/{subscription}/resourceGroups/{group}/resources. */
export function listGroupResources(request: Request, world: World): Promise<Reply> {
  const group = requireResourceGroup(request, world).name;
  return listFiltered(request, world, resourcesOf(world).filter(isOfGroup(group)));
}

interface Listed {
  readonly resourceGroup: string;
  readonly shown: Readonly<Record<"id" | "name" | "type" | "location", string>>;
}

function resourcesOf(world: World): Listed[] {
  const registries = [...world.registries.values()].map((registry) => {
    const { name, location, tags, sku, resourceGroup } = registry;
    const id = registryId(world, registry);
    const shown = { id, name, type: REGISTRY_TYPE, sku: { name: sku, tier: sku }, location, tags };
    return { resourceGroup, shown };
  });
  const vaults = presentVaults(world).map((vault) => {
    const { name, location, tags, resourceGroup } = vault;
    return {
      resourceGroup,
      shown: { id: vaultId(world, vault), name, type: VAULT_TYPE, location, tags },
    };
  });
  return [...registries, ...vaults];
}

function isOfGroup(group: string) {
  return ({ resourceGroup }: Listed) => resourceGroup.toLowerCase() === group.toLowerCase();
}

const FIELDS: Readonly<Record<string, (resource: Listed) => string>> = {
  resourcetype: ({ shown }) => shown.type,
  name: ({ shown }) => shown.name,
  location: ({ shown }) => shown.location,
  resourcegroup: ({ resourceGroup }) => resourceGroup,
};

async function listFiltered(
  request: Request,
  world: World,
  all: readonly Listed[],
): Promise<Reply> {
  const filter = request.query.get("$filter");
  const terms = readFilter(filter)?.map((term) => ({
    term,
    read: FIELDS[term.name.toLowerCase()],
  }));
  if (terms === undefined || terms.some(({ read }) => read === undefined)) {
    throw new Refusal(badRequest(`The filter '${filter}' is not supported.`));
  }
  const seen = await readable(request, world, all, ({ shown }) => shown.id);
  const found = seen.filter((each) => terms.every(({ term, read }) => isTerm(read?.(each), term)));
  return listPage(request, world, found, ({ shown }) => shown);
}
