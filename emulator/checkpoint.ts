// Saves and restores a running world, so that many tests can start from the same state.
import type { World, WorldState } from "./world";
import { readWorld, writeWorld } from "./worldText";

/** Saves what exists now and the clock; the result restores it, each time it is called. */
export function rememberWorld(world: World): () => void {
  const { resourceGroups, registries, vaults, roleAssignments, roleDefinitions, clock } = world;
  const state: WorldState = {
    resourceGroups,
    registries,
    vaults,
    roleAssignments,
    roleDefinitions,
  };
  const text = writeWorld(state);
  const offsetMs = clock.offsetMs();
  return () => {
    const remembered = readWorld<WorldState>(text);
    refill(resourceGroups, remembered.resourceGroups);
    refill(registries, remembered.registries);
    refill(vaults, remembered.vaults);
    refill(roleAssignments, remembered.roleAssignments);
    refill(roleDefinitions, remembered.roleDefinitions);
    world.operations.clear();
    world.faults.clear();
    world.journal.clear();
    clock.advanceDays((offsetMs - clock.offsetMs()) / 86_400_000);
  };
}

function refill<Key, Value>(map: Map<Key, Value>, remembered: ReadonlyMap<Key, Value>): void {
  map.clear();
  for (const [key, value] of remembered) map.set(key, value);
}
