// The initial world of the emulator, if no world file is given.
import { createRegistry } from "../arm/newRegistry";
import { PRINCIPALS } from "../entra/principals";
import { ensureRepository } from "../registry/repositories";
import type { Identity } from "./identity";
import { putImage } from "./images";
import type { Registry, Sku, World, WorldState } from "./world";

/** What exists at the start: the vendor's tenant, and others beside it. */
export interface Seed extends TenantContent {
  /** @default [] */
  readonly others?: readonly TenantSeed[];
}

/** A tenant beside the vendor's. */
export interface TenantSeed extends TenantContent {
  readonly identity: Identity;
}

/** What exists in a tenant at the start. */
export interface TenantContent {
  readonly resourceGroups: readonly { readonly name: string; readonly location: string }[];
  readonly registries: readonly RegistrySeed[];
  readonly vaults: readonly {
    readonly name: string;
    readonly resourceGroup: string;
    readonly location: string;
  }[];
}

/** A registry at the start. */
export interface RegistrySeed {
  readonly name: string;
  readonly resourceGroup: string;
  readonly location: string;
  readonly sku: Sku;
  /** Each gets the images 1.0.0 and 1.1.0, the latter also as latest. */
  readonly repositories: readonly string[];
}

/** The vendor's tenant and subscription, and the deployer's service principal; none of them is a secret. */
export const IDENTITY: Identity = {
  name: "vendor",
  subscriptionId: "11111111-1111-4111-8111-111111111111",
  tenantId: "22222222-2222-4222-8222-222222222222",
  clientId: "33333333-3333-4333-8333-333333333333",
  clientSecret: "emulator-only-not-a-secret",
  principals: PRINCIPALS,
};

/** A vendor's registry with a dozen repositories, and a vault beside it. */
export const DEFAULT_SEED: Seed = {
  resourceGroups: [{ name: "registry-access", location: "westeurope" }],
  registries: [
    {
      name: "vendorimages",
      resourceGroup: "registry-access",
      location: "westeurope",
      sku: "Standard",
      repositories: [
        "app/api",
        "app/web",
        "app/worker",
        "base/node",
        "base/python",
        "base/runtime",
        "tools/cli",
        "tools/migrate",
        "ml/inference",
        "ml/training",
        "docs/site",
        "internal/billing",
      ],
    },
  ],
  vaults: [{ name: "vendor-access", resourceGroup: "registry-access", location: "westeurope" }],
};

/** The same seed with further repositories in its first registry; those that it has already stay as they are. */
export function withRepositories(seed: Seed, names: readonly string[]): Seed {
  const [first, ...others] = seed.registries;
  if (first === undefined) return seed;
  const repositories = [...new Set([...first.repositories, ...names])];
  return { ...seed, registries: [{ ...first, repositories }, ...others] };
}

/** Makes what the seed describes. */
export async function sow(
  seed: TenantContent,
  world: Pick<World, "identity" | "clock">,
): Promise<WorldState> {
  const registries = await Promise.all(seed.registries.map((each) => sowRegistry(each, world)));
  return {
    resourceGroups: byName(seed.resourceGroups.map((group) => ({ ...group, tags: {} }))),
    registries: byName(registries),
    vaults: byName(
      seed.vaults.map((vault) => ({
        ...vault,
        tags: {},
        secrets: new Map(),
        deletedSecrets: new Map(),
      })),
    ),
    roleAssignments: new Map(),
    roleDefinitions: new Map(),
    workflows: new Map(),
    metricAlerts: new Map(),
  };
}

async function sowRegistry(
  { repositories, ...input }: RegistrySeed,
  world: Pick<World, "identity" | "clock">,
): Promise<Registry> {
  const registry = createRegistry(world, input);
  for (const name of repositories) {
    const { clock } = world;
    const repository = ensureRepository(registry, name, clock);
    await putImage(registry, repository, { version: "1.0.0", tags: ["1.0.0"], clock });
    await putImage(registry, repository, { version: "1.1.0", tags: ["1.1.0", "latest"], clock });
  }
  return registry;
}

function byName<T extends { readonly name: string }>(items: readonly T[]): Map<string, T> {
  return new Map(items.map((item) => [item.name.toLowerCase(), item]));
}
