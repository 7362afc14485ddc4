// Saves and restores a running world, so that many tests can start from the same state.
import { resumeSchedules } from "../logic/logicApps";
import type { World, WorldState } from "./world";
import { readWorld, writeWorld } from "./worldText";

/** Saves what exists now in all tenants and the clock; the result restores it, each time it is called. */
export function rememberWorld(world: World): () => void {
  const { cloud, clock } = world;
  const text = writeWorld(cloud.map(stateOf));
  const offsetMs = clock.offsetMs();
  return () => {
    const remembered = readWorld<WorldState[]>(text);
    for (const [index, tenant] of cloud.entries()) restore(tenant, remembered[index]);
    world.operations.clear();
    forgetRuns(world);
    world.schedule.clear();
    world.faults.clear();
    world.journal.clear();
    clock.advanceDays((offsetMs - clock.offsetMs()) / 86_400_000);
    resumeSchedules(world);
  };
}

/** Runs that have not ended end now. */
function forgetRuns({ workflowHistories }: World): void {
  for (const { runs } of workflowHistories.values()) {
    for (const run of runs) run.cancel();
  }
  workflowHistories.clear();
}

/** The part of a tenant that is kept. */
export function stateOf({
  resourceGroups,
  registries,
  vaults,
  roleAssignments,
  roleDefinitions,
  workflows,
  metricAlerts,
}: WorldState): WorldState {
  const roles = { roleAssignments, roleDefinitions };
  return { resourceGroups, registries, vaults, ...roles, workflows, metricAlerts };
}

function restore(tenant: WorldState, remembered: WorldState = tenant): void {
  refill(tenant.resourceGroups, remembered.resourceGroups);
  refill(tenant.registries, remembered.registries);
  refill(tenant.vaults, remembered.vaults);
  refill(tenant.roleAssignments, remembered.roleAssignments);
  refill(tenant.roleDefinitions, remembered.roleDefinitions);
  refill(tenant.workflows, remembered.workflows);
  refill(tenant.metricAlerts, remembered.metricAlerts);
}

function refill<Key, Value>(map: Map<Key, Value>, remembered: ReadonlyMap<Key, Value>): void {
  map.clear();
  for (const [key, value] of remembered) map.set(key, value);
}
