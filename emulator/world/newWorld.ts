// Puts a world together at the start, from a world file or from a seed.
import { type Behaviours, DEFAULT_BEHAVIOURS } from "../behaviours";
import { createFaults } from "../faults";
import type { Hosts } from "../http/hosts";
import type { KeyFolder } from "../http/keyFolder";
import { createSendOut, type SendOut } from "../http/outgoing";
import { createJournal, type InterceptHook } from "../journal";
import { type Clock, createClock } from "../time/clock";
import { createSchedule } from "../time/schedule";
import { createOutbox } from "../webhooks/outbox";
import { createPost, type Post } from "../webhooks/post";
import type { Identity } from "./identity";
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
  /** @default - the machine's time, or as far ahead as in the world file */
  readonly clock?: Clock;
  /** Called around what webhooks send. @default - none */
  readonly hooks?: ReadonlySet<InterceptHook>;
  /** Called after what changes the world without a request. @default - nothing */
  readonly onChange?: () => void;
  /** How webhooks send. @default - over sockets */
  readonly post?: Post;
  /** How workflows send. @default - over sockets */
  readonly sendOut?: SendOut;
}

/** A saved world as it was, else a new one: the vendor's tenant, in whose `cloud` the others are. */
export async function createWorld(input: WorldInput): Promise<World> {
  const { saved, seed, hosts, folder } = input;
  const clock = input.clock ?? createClock(saved?.clockOffsetMs);
  if (input.now !== undefined) {
    clock.set(input.now);
  }
  const cloud: World[] = [];
  const behaviours = { ...DEFAULT_BEHAVIOURS, ...input.behaviours };
  const [journal, faults] = [createJournal(), createFaults()];
  const {
    hooks = new Set(),
    onChange = () => {},
    post = createPost(folder.authority.certificate),
    sendOut = createSendOut(folder.authority.certificate),
  } = input;
  const schedule = createSchedule(clock, onChange);
  const outbox = createOutbox({
    ...{ clock, behaviours, faults, journal, schedule, hooks, post, onChange },
  });
  const shared = {
    ...{ cloud, clock, behaviours, hosts, journal, faults, schedule, outbox },
    keys: folder.keys,
    operations: new Map(),
    workflowHistories: new Map(),
    sendOut,
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
    // One from before workflows has none, nor alerts.
    workflows: state.workflows ?? new Map(),
    metricAlerts: state.metricAlerts ?? new Map(),
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
