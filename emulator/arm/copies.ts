// What has copies of a registry's images: replicas, connected registries, export pipelines. They are listed; nothing is copied.
import { json, Refusal, type Reply } from "../http/reply";
import { isObject, type JsonObject, jsonBody, param, type Request } from "../http/request";
import type { Registry, World } from "../world/world";
import { badRequest, childNotFound, invalidContent, invalidName } from "./errors";
import { listPage, REGISTRY_TYPE, registryId, requireRegistry, stampSystemData } from "./resources";

type Kind = "connectedRegistries" | "exportPipelines" | "replications";

/** GET …/connectedRegistries. */
export const listConnectedRegistries = list("connectedRegistries");
/**
 * GET …/replications: the replicas in other locations.
 *
 * Azure lists the registry's own location among them; that this is left out here makes nobody count it twice.
 */
export const listReplications = list("replications");
/** PUT …/replications/{name}: done at once; the name is the location. */
export const putReplication = put("replications", ({ body: { location, tags } }) => ({
  location,
  tags: tags ?? {},
  properties: { provisioningState: "Succeeded", regionEndpointEnabled: true },
}));
/** DELETE …/replications/{name}. */
export const deleteReplication = remove("replications");
/** GET …/exportPipelines. */
export const listExportPipelines = list("exportPipelines");
/** PUT …/connectedRegistries/{name}: done at once, as recorded. */
export const putConnectedRegistry = put("connectedRegistries", ({ body }) => {
  const { properties } = body;
  if (
    !isObject(properties) ||
    typeof properties.mode !== "string" ||
    !isObject(properties.parent)
  ) {
    throw new Refusal(badRequest("The properties 'mode' and 'parent' are required."));
  }
  return {
    properties: {
      provisioningState: "Succeeded",
      ...properties,
      clientTokenIds: properties.clientTokenIds ?? [],
      connectionState: "Offline",
      activation: { status: "Inactive" },
    },
  };
});
/** PUT …/exportPipelines/{name}: with a managed identity of its own. */
export const putExportPipeline = put("exportPipelines", ({ body, world }) => {
  const { properties, location, identity } = body;
  if (!isObject(properties) || !isObject(properties.target)) {
    throw new Refusal(badRequest("The property 'target' is required."));
  }
  const { tenantId } = world.identity;
  return {
    location,
    ...(isObject(identity)
      ? { identity: { type: identity.type, principalId: PIPELINE_PRINCIPAL, tenantId } }
      : {}),
    properties: { provisioningState: "Succeeded", options: [], ...properties },
  };
});
/** DELETE …/connectedRegistries/{name}. */
export const deleteConnectedRegistry = remove("connectedRegistries");
/** DELETE …/exportPipelines/{name}. */
export const deleteExportPipeline = remove("exportPipelines");

/** The managed identity that each pipeline gets. */
const PIPELINE_PRINCIPAL = "99999999-9999-4999-8999-999999999999";

function list(kind: Kind) {
  return (request: Request, world: World): Reply => {
    const registry = requireRegistry(request, world);
    return listPage(request, world, copiesOf(registry, kind).values(), (each) => each);
  };
}

function put(kind: Kind, show: (made: { body: JsonObject; world: World }) => object) {
  return (request: Request, world: World): Reply => {
    const registry = requireRegistry(request, world);
    const name = param(request, "name");
    if (!/^[a-zA-Z0-9]{5,50}$/.test(name)) {
      throw new Refusal(invalidName(kind, name, "^[a-zA-Z0-9]{5,50}$"));
    }
    if (registry.sku !== "Premium") {
      throw new Refusal(badRequest(`The SKU ${registry.sku} has no ${kind}; Premium has them.`));
    }
    const resource = {
      type: `${REGISTRY_TYPE}/${kind}`,
      id: registryId(world, registry, `/${kind}/${name}`),
      name,
      systemData: stampSystemData(world),
      ...show({ body: jsonBody(request, invalidContent), world }),
    };
    copiesOf(registry, kind).set(name.toLowerCase(), resource);
    return json(200, resource);
  };
}

function remove(kind: Kind) {
  return (request: Request, world: World): Reply => {
    const registry = requireRegistry(request, world);
    const name = param(request, "name");
    if (!copiesOf(registry, kind).delete(name.toLowerCase())) {
      throw new Refusal(childNotFound(name));
    }
    return { status: 200 };
  };
}

/** World files from before have none. */
function copiesOf(registry: Registry, kind: Kind): Map<string, object> {
  registry[kind] ??= new Map();
  return registry[kind];
}
