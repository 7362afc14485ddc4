// Registries; one has to be there before tokens, so little of it can be changed.
import { json, Refusal, type Reply } from "../http/reply";
import { isObject, jsonBody, param, type Request } from "../http/request";
import type { Registry, RoleAssignmentMode, Sku, World } from "../world/world";
import { badRequest, invalidContent, invalidName, registryAlreadyInUse } from "./errors";
import { createRegistry } from "./newRegistry";
import {
  isNameTaken,
  listPage,
  REGISTRY_TYPE,
  registryId,
  requireRegistry,
  requireResourceGroup,
  stampSystemData,
} from "./resources";
import { readable } from "./roles/rights";

/** GET …/registries/{registry}. */
export function getRegistry(request: Request, world: World): Reply {
  return json(200, showRegistry(requireRegistry(request, world), world));
}

/** GET …/resourceGroups/{group}/…/registries. */
export function listRegistries(request: Request, world: World): Promise<Reply> {
  const group = requireResourceGroup(request, world).name.toLowerCase();
  const found = [...world.registries.values()].filter(
    ({ resourceGroup }) => resourceGroup.toLowerCase() === group,
  );
  return listReadable(request, world, found);
}

/** GET /subscriptions/{subscription}/…/registries. */
export function listAllRegistries(request: Request, world: World): Promise<Reply> {
  return listReadable(request, world, world.registries.values());
}

async function listReadable(
  request: Request,
  world: World,
  registries: Iterable<Registry>,
): Promise<Reply> {
  const found = await readable(request, world, registries, (each) => registryId(world, each));
  return listPage(request, world, found, (registry) => showRegistry(registry, world));
}

/** PUT …/registries/{registry}: makes an empty registry with a port of its own. */
export async function putRegistry(request: Request, world: World): Promise<Reply> {
  const group = requireResourceGroup(request, world);
  const name = param(request, "registry");
  if (!/^[a-zA-Z0-9]{5,50}$/.test(name)) {
    throw new Refusal(invalidName("registry", name, "^[a-zA-Z0-9]{5,50}$"));
  }
  const body = jsonBody(request, invalidContent);
  const sku = readSku(body.sku);
  if (sku === undefined || typeof body.location !== "string") {
    throw new Refusal(badRequest("The properties 'location' and 'sku.name' are required."));
  }

  const existing = world.registries.get(name.toLowerCase());
  if (existing === undefined && isNameTaken(name, world)) {
    throw new Refusal(registryAlreadyInUse(name));
  }
  const registry =
    existing ??
    createRegistry(world, { name, resourceGroup: group.name, location: body.location, sku });
  world.registries.set(name.toLowerCase(), registry);
  await world.hosts.open(`registry:${registry.name}`);
  change(registry, body, world);
  return json(existing === undefined ? 201 : 200, showRegistry(registry, world));
}

/** PATCH …/registries/{registry}: tags, SKU, admin user, anonymous pull and which roles count for its data. */
export function patchRegistry(request: Request, world: World): Reply {
  const registry = requireRegistry(request, world);
  change(registry, jsonBody(request, invalidContent), world);
  return json(200, showRegistry(registry, world));
}

function change(registry: Registry, body: ReturnType<typeof jsonBody>, world: World): void {
  registry.sku = readSku(body.sku) ?? registry.sku;
  if (isObject(body.tags)) {
    registry.tags = Object.fromEntries(
      Object.entries(body.tags).map(([key, value]) => [key, String(value)]),
    );
  }
  const properties = isObject(body.properties) ? body.properties : {};
  if (typeof properties.adminUserEnabled === "boolean") {
    registry.adminUserEnabled = properties.adminUserEnabled;
  }
  if (typeof properties.anonymousPullEnabled === "boolean") {
    registry.anonymousPullEnabled = properties.anonymousPullEnabled;
  }
  registry.roleAssignmentMode =
    readMode(properties.roleAssignmentMode) ?? registry.roleAssignmentMode;
  registry.systemData = stampSystemData(world);
}

function readSku(sku: unknown): Sku | undefined {
  if (sku === undefined) {
    return undefined;
  }
  const name = isObject(sku) ? sku.name : undefined;
  if (name === "Basic" || name === "Standard" || name === "Premium") {
    return name;
  }
  throw new Refusal(badRequest("The property 'sku.name' must be Basic, Standard or Premium."));
}

function readMode(mode: unknown): RoleAssignmentMode | undefined {
  if (
    mode === undefined ||
    mode === "LegacyRegistryPermissions" ||
    mode === "AbacRepositoryPermissions"
  ) {
    return mode;
  }
  const choices = "LegacyRegistryPermissions or AbacRepositoryPermissions";
  throw new Refusal(badRequest(`The property 'roleAssignmentMode' must be ${choices}.`));
}

function showRegistry(registry: Registry, world: World) {
  const { name, location, tags, sku, systemData, creationDate } = registry;
  return {
    type: REGISTRY_TYPE,
    id: registryId(world, registry),
    name,
    location,
    tags,
    sku: { name: sku, tier: sku },
    systemData,
    properties: {
      loginServer: world.hosts.authority(`registry:${name}`),
      creationDate,
      provisioningState: "Succeeded",
      adminUserEnabled: registry.adminUserEnabled,
      policies: {
        quarantinePolicy: { status: "disabled" },
        trustPolicy: { type: "Notary", status: "disabled" },
        retentionPolicy: { days: 7, lastUpdatedTime: creationDate, status: "disabled" },
        exportPolicy: { status: "enabled" },
      },
      encryption: { status: "disabled" },
      dataEndpointEnabled: false,
      dataEndpointHostNames: [],
      privateEndpointConnections: [],
      publicNetworkAccess: "Enabled",
      networkRuleBypassOptions: "AzureServices",
      zoneRedundancy: "Disabled",
      anonymousPullEnabled: registry.anonymousPullEnabled,
      roleAssignmentMode: registry.roleAssignmentMode ?? "LegacyRegistryPermissions",
    },
  };
}
