// What can be listed in a registry: its tags per repository, and for few its repositories.
import { json, Refusal, type Reply } from "../http/reply";
import { param, type Request } from "../http/request";
import type { ChangeableAttributes, World } from "../world/world";
import { registryOf, requireAccess, requireScope } from "./access";
import { nameUnknown } from "./errors";
import { page } from "./paging";

/** GET /v2/: says whether an access token is good, and where to get one. */
export async function getBase(request: Request, world: World): Promise<Reply> {
  await requireScope(request, world, undefined);
  return json(200, {});
}

/** GET /v2/{name}/tags/list, which takes metadata/read. */
export async function listTags(request: Request, world: World): Promise<Reply> {
  const name = param(request, "name");
  await requireAccess(request, world, name, ["metadata_read"]);
  const repository = registryOf(request, world).repositories.get(name);
  if (repository === undefined) {
    throw new Refusal(nameUnknown(name));
  }
  return pageOfNames(request, repository.tags, (tags) => ({ name, tags }));
}

/** GET /v2/_catalog and /acr/v1/_catalog, for identities of Entra, and for scope-map tokens with a root wildcard. */
export async function listCatalog(request: Request, world: World): Promise<Reply> {
  await requireScope(request, world, { type: "registry", name: "catalog", actions: ["*"] });
  const { repositories } = registryOf(request, world);
  return pageOfNames(request, repositories, (names) => ({ repositories: names }));
}

function pageOfNames(
  request: Request,
  items: ReadonlyMap<string, { readonly attributes: ChangeableAttributes }>,
  show: (names: readonly string[]) => unknown,
): Reply {
  const names = [...items]
    .filter(([, { attributes }]) => attributes.listEnabled)
    .map(([name]) => name);
  return page(request, names.sort(), { nameOf: (name) => name, show });
}
