// Puts a world together at the start, from a world file or from a seed.
import { createActivity } from "./activity";
import { type Behaviours, DEFAULT_BEHAVIOURS } from "./behaviours";
import { type Clock, createClock } from "./clock";
import { createFaults } from "./faults";
import type { Hosts } from "./hosts";
import type { Identity } from "./identity";
import { createJournal } from "./journal";
import type { KeyFolder } from "./keyFolder";
import { IDENTITY, type Seed, sow, type TenantSeed } from "./seed";
import type { World, WorldState } from "./world";
import type { SavedTenant, SavedWorld } from "./worldFile";

/** What a world is made of. */
export interface WorldInput {
  readonly saved?: SavedWorld;
  readonly now?: string;
  readonly seed: Seed;
  readonly behaviours?: Partial<Behaviours>;
  readonly hosts: Hosts;
  readonly folder: KeyFolder;
}

/** A saved world as it was, else a new one: the vendor's tenant, in whose `cloud` the others are. */
export async function createWorld(input: WorldInput): Promise<World> {
  const { saved, seed, hosts, folder } = input;
  const clock = createClock(saved?.clockOffsetMs);
  if (input.now !== undefined) {
    clock.set(input.now);
  }
  const cloud: World[] = [];
  const shared = {
    cloud,
    clock,
    behaviours: { ...DEFAULT_BEHAVIOURS, ...input.behaviours },
    hosts,
    keys: folder.keys,
    journal: createJournal(),
    faults: createFaults(),
    operations: new Map(),
    workflowHistories: new Map(),
    activity: createActivity(clock),
    ca: folder.authority.certificate,
  };
  const vendor = saved ?? (await sow(seed, { identity: IDENTITY, clock }));
  const others = saved === undefined ? await sowAll(seed.others, clock) : saved.others;
  const first = createTenant(IDENTITY, vendor, shared, folder);
  const further = (others ?? []).map((each) => createTenant(each.identity, each, shared, folder));
  cloud.push(first, ...further);
  return first;
}

function sowAll(tenants: readonly TenantSeed[] = [], clock: Clock): Promise<SavedTenant[]> {
  return Promise.all(
    tenants.map(async (tenant) => {
      const { identity } = tenant;
      return { identity, ...(await sow(tenant, { identity, clock })) };
    }),
  );
}

function createTenant(
  identity: Identity,
  state: WorldState,
  shared: Omit<World, keyof WorldState | "identity" | "environment">,
  { caFile }: KeyFolder,
): World {
  const world: World = {
    resourceGroups: state.resourceGroups,
    registries: state.registries,
    vaults: state.vaults,
    // A world file from before roles has none.
    roleAssignments: state.roleAssignments ?? new Map(),
    roleDefinitions: state.roleDefinitions ?? new Map(),
    // One from before workflows has none.
    workflows: state.workflows ?? new Map(),
    identity,
    ...shared,
    environment: () => environmentOf(world, caFile),
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
