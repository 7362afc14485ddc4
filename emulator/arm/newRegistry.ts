// A registry as it is right after it was made: empty, with the scope maps that the system defines.
import type { Registry, ScopeMap, Sku, World } from "../world/world";
import { SYSTEM_SCOPE_MAPS } from "./actions";
import { stampSystemData } from "./resources";

/** What has to be chosen for a registry. */
export interface RegistryInput {
  readonly name: string;
  readonly resourceGroup: string;
  readonly location: string;
  readonly sku: Sku;
}

/** Makes a registry that is not yet in the world. */
export function createRegistry(
  world: Pick<World, "identity" | "clock">,
  input: RegistryInput,
): Registry {
  return {
    ...input,
    creationDate: world.clock.timestamp(),
    tags: {},
    systemData: stampSystemData(world),
    adminUserEnabled: false,
    anonymousPullEnabled: false,
    scopeMaps: new Map(SYSTEM_SCOPE_MAPS.map((row) => [row[0], systemScopeMap(row, world)])),
    tokens: new Map(),
    tokensByScopeMap: new Map(),
    repositories: new Map(),
    blobs: new Map(),
    uploads: new Map(),
  };
}

function systemScopeMap(
  [name, description, actions]: (typeof SYSTEM_SCOPE_MAPS)[number],
  world: Pick<World, "identity" | "clock">,
): ScopeMap {
  return {
    name,
    type: "SystemDefined",
    creationDate: world.clock.timestamp(),
    description,
    actions,
    systemData: stampSystemData(world),
  };
}
