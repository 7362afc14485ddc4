// The attributes of tags, their locks, and their removal.
import { empty, json, Refusal, type Reply } from "../../http/reply";
import { param, type Request } from "../../http/request";
import type { Tag, World } from "../../world/world";
import { tagUnknown } from "../errors";
import { changeAttributes, requireDeletable } from "../locks";
import { page } from "../paging";
import { removeTag } from "../repositories";
import { findRepository, inOrder } from "./found";

/** GET /acr/v1/{name}/_tags, with `n`, `last`, `orderby`, and `digest` for those of one manifest. */
export async function listTagAttributes(request: Request, world: World): Promise<Reply> {
  const { repository, heading } = await findRepository(request, world, "metadata_read");
  const digest = request.query.get("digest");
  const tags = [...repository.tags]
    .filter(([, tag]) => tag.attributes.listEnabled && (digest === null || tag.digest === digest))
    .map(([name, tag]) => show(name, tag));
  return page(request, inOrder(tags, request.query.get("orderby")), {
    nameOf: ({ name }) => name,
    show: (part) => ({ ...heading, tags: part }),
  });
}

/** GET /acr/v1/{name}/_tags/{tag}. */
export async function getTagAttributes(request: Request, world: World): Promise<Reply> {
  const { heading, name, tag } = await findTag(request, world, "metadata_read");
  return json(200, { ...heading, tag: show(name, tag) });
}

/** PATCH /acr/v1/{name}/_tags/{tag}. */
export async function patchTagAttributes(request: Request, world: World): Promise<Reply> {
  const { heading, name, tag } = await findTag(request, world, "metadata_write");
  changeAttributes(tag.attributes, request);
  return json(200, { ...heading, tag: show(name, tag) });
}

/** DELETE /acr/v1/{name}/_tags/{tag}: the tag alone, not the manifest. */
export async function deleteTag(request: Request, world: World): Promise<Reply> {
  const { repository, name, tag } = await findTag(request, world, "delete");
  requireDeletable(repository, tag);
  removeTag(repository, name, world.clock);
  return empty(202);
}

async function findTag(request: Request, world: World, action: string) {
  const found = await findRepository(request, world, action);
  const name = param(request, "tag");
  const tag = found.repository.tags.get(name);
  if (tag === undefined) {
    throw new Refusal(tagUnknown());
  }
  return { ...found, name, tag };
}

function show(name: string, { digest, createdTime, lastUpdateTime, attributes }: Tag) {
  return {
    name,
    digest,
    createdTime,
    lastUpdateTime,
    signed: false,
    changeableAttributes: attributes,
  };
}
