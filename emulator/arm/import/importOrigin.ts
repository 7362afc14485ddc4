// From which registry an import copies, and whether its caller or its credentials may read there.
import { authenticate, isDeployer } from "../../entra/accessToken";
import { Refusal } from "../../http/reply";
import type { Request } from "../../http/request";
import { findByAddress, mayPull, type SourceRegistry } from "../../registry/importSource";
import { mayManage } from "../../world/roles";
import type { World } from "../../world/world";
import { linkedAuthorizationFailed, unauthenticated } from "../errors";
import { REGISTRY_TYPE, registryId } from "../resources";
import type { ImportInput } from "./importInput";

/** The registry that is copied from; a text where its refusal is only seen at the end. */
export async function findOrigin(
  request: Request,
  { image: { repository }, resourceId, registryUri = "", credentials }: ImportInput,
  world: World,
): Promise<SourceRegistry | string> {
  if (resourceId !== undefined) {
    return findLinked(request, resourceId, world);
  }
  const source = findByAddress(registryUri, world);
  if (source === undefined) {
    return `the registry ${registryUri} cannot be reached`;
  }
  const detail = [{ Type: "repository", Class: "", Name: repository, Action: "pull" }];
  const errors = [{ code: "UNAUTHORIZED", message: "authentication required", detail }];
  return (await mayPull(source, repository, credentials ?? {}))
    ? source
    : `Invalid message Unauthorized Unauthorized ${JSON.stringify({ errors })}`;
}

/** A registry of the same tenant, which the caller has to be allowed to read, and to pull from. */
async function findLinked(
  request: Request,
  resourceId: string,
  world: World,
): Promise<SourceRegistry | string> {
  const authentication = await authenticate(request, world, "arm");
  if ("problem" in authentication) {
    throw new Refusal(unauthenticated(authentication.problem, world));
  }
  const { caller } = authentication;
  const registry = [...world.registries.values()].find(
    (each) => registryId(world, each).toLowerCase() === resourceId.toLowerCase(),
  );
  const may = (verb: string) =>
    isDeployer(caller, world) ||
    mayManage(caller, { action: `${REGISTRY_TYPE}/${verb}`, resourceId }, world);
  if (registry === undefined || !may("read")) {
    throw new Refusal(linkedAuthorizationFailed(caller, request.path, resourceId));
  }
  return may("pull/read")
    ? { registry, world }
    : `Access to ${world.hosts.authority(`registry:${registry.name}`)} denied.`;
}
