// Puts a world together at the start, from a world file or from a seed.
import { type Behaviours, DEFAULT_BEHAVIOURS } from "./behaviours";
import { createClock } from "./clock";
import { createFaults } from "./faults";
import type { Hosts } from "./hosts";
import { createJournal } from "./journal";
import type { KeyFolder } from "./keyFolder";
import { IDENTITY, type Seed, sow } from "./seed";
import type { World } from "./world";
import type { SavedWorld } from "./worldFile";

/** What a world is made of. */
export interface WorldInput {
  readonly saved?: SavedWorld;
  readonly now?: string;
  readonly seed: Seed;
  readonly behaviours?: Partial<Behaviours>;
  readonly hosts: Hosts;
  readonly folder: KeyFolder;
}

/** A saved world as it was, else a new one. */
export async function createWorld(input: WorldInput): Promise<World> {
  const { saved, seed, hosts, folder } = input;
  const clock = createClock(saved?.clockOffsetMs);
  if (input.now !== undefined) {
    clock.set(input.now);
  }
  const state = saved ?? (await sow(seed, { identity: IDENTITY, clock }));
  const world: World = {
    resourceGroups: state.resourceGroups,
    registries: state.registries,
    vaults: state.vaults,
    // A world file from before roles has none.
    roleAssignments: state.roleAssignments ?? new Map(),
    roleDefinitions: state.roleDefinitions ?? new Map(),
    identity: IDENTITY,
    clock,
    behaviours: { ...DEFAULT_BEHAVIOURS, ...input.behaviours },
    hosts,
    keys: folder.keys,
    journal: createJournal(),
    faults: createFaults(),
    operations: new Map(),
    environment: () => environmentOf(world, folder.caFile),
  };
  return world;
}

function environmentOf({ hosts, identity }: World, caFile: string): Record<string, string> {
  return {
    ARM_METADATA_HOSTNAME: hosts.authority("main"),
    ARM_DISABLE_INSTANCE_DISCOVERY: "true",
    ARM_TENANT_ID: identity.tenantId,
    ARM_CLIENT_ID: identity.clientId,
    ARM_CLIENT_SECRET: identity.clientSecret,
    ARM_SUBSCRIPTION_ID: identity.subscriptionId,
    SSL_CERT_FILE: caFile,
    NODE_EXTRA_CA_CERTS: caFile,
  };
}
