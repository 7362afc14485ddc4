// The attributes of a repository, its locks, and its removal.
import { json, type Reply } from "../../http/reply";
import type { Request } from "../../http/request";
import { causeOf, fire } from "../../webhooks/fire";
import type { World } from "../../world/world";
import { changeAttributes, requireDeletable } from "../locks";
import { type Found, findRepository } from "./found";

/** GET /acr/v1/{name}. */
export async function getRepository(request: Request, world: World): Promise<Reply> {
  return json(200, show(await findRepository(request, world, "metadata_read")));
}

/** PATCH /acr/v1/{name}. */
export async function patchRepository(request: Request, world: World): Promise<Reply> {
  const found = await findRepository(request, world, "metadata_write");
  changeAttributes(found.repository.attributes, request);
  return json(200, show(found));
}

/**
 * DELETE /acr/v1/{name}: everything in it, unless something of it is locked.
 *
 * That it is one event of webhooks, without a digest, is assumed; that it is one at all is documented:
 * https://learn.microsoft.com/azure/container-registry/container-registry-webhook-reference#delete-event
 */
export async function deleteRepository(request: Request, world: World): Promise<Reply> {
  const { registry, repository } = await findRepository(request, world, "delete");
  const { manifests, tags } = repository;
  requireDeletable(repository, ...manifests.values(), ...tags.values());
  registry.repositories.delete(repository.name);
  const target = { repository: repository.name };
  fire({ action: "delete", target, ...causeOf(request) }, registry, world);
  return json(202, {
    manifestsDeleted: [...manifests.keys()].sort(),
    tagsDeleted: [...tags.keys()].sort(),
  });
}

function show({ repository, heading }: Found) {
  const { createdTime, lastUpdateTime, manifests, tags, attributes } = repository;
  return {
    ...heading,
    createdTime,
    lastUpdateTime,
    manifestCount: manifests.size,
    tagCount: tags.size,
    changeableAttributes: attributes,
  };
}
