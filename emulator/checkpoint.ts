// Puts a running world back to what it was, so that many ends of one story can be tried from the same beginning.
import type { World, WorldState } from "./world";
import { readWorld, writeWorld } from "./worldText";

/** Remembers what exists now and what the clock shows; the answer puts it back, as often as it is called. */
export function rememberWorld(world: World): () => void {
  const { resourceGroups, registries, vaults, roleAssignments, clock } = world;
  const state: WorldState = { resourceGroups, registries, vaults, roleAssignments };
  const text = writeWorld(state);
  const offsetMs = clock.offsetMs();
  return () => {
    const remembered = readWorld<WorldState>(text);
    refill(resourceGroups, remembered.resourceGroups);
    refill(registries, remembered.registries);
    refill(vaults, remembered.vaults);
    refill(roleAssignments, remembered.roleAssignments);
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
