// What can be listed in a registry: its tags per repository, and for few its repositories.
import { json, Refusal, type Reply } from "../reply";
import { param, type Request } from "../request";
import type { World } from "../world";
import { registryOf, requireAccess, requireScope } from "./access";
import { nameUnknown } from "./errors";

const LARGEST_PAGE = 100;

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
  return page(request, [...repository.tags.keys()], (tags) => ({ name, tags }));
}

/** GET /v2/_catalog and /acr/v1/_catalog, for identities of Entra, and for scope-map tokens with a root wildcard. */
export async function listCatalog(request: Request, world: World): Promise<Reply> {
  await requireScope(request, world, { type: "registry", name: "catalog", actions: ["*"] });
  const names = [...registryOf(request, world).repositories.keys()];
  return page(request, names, (repositories) => ({ repositories }));
}

function page(request: Request, names: string[], show: (part: string[]) => unknown): Reply {
  const last = request.query.get("last");
  const size = Number(request.query.get("n") ?? LARGEST_PAGE);
  const rest = names.sort().filter((name) => last === null || name > last);
  const part = rest.slice(0, size);
  if (part.length === rest.length) {
    return json(200, show(part));
  }
  const query = `last=${encodeURIComponent(part.at(-1) ?? "")}&n=${size}&orderby=`;
  return json(200, show(part), { link: `<${request.path}?${query}>; rel="next"` });
}
