// Lists of the vault's own API, 25 to a page unless the client asks for fewer.
import { json, type Reply } from "../http/reply";
import type { Request } from "../http/request";
import type { World } from "../world/world";
import { vaultUrl } from "./access";

const LARGEST_PAGE = 25;

/** One page with a link to the next; `nextLink` is null on the last page, as the service writes it. */
export function pageOf<T>(
  request: Request,
  world: World,
  items: readonly T[],
  show: (item: T) => unknown,
): Reply {
  const start = Number(request.query.get("$skiptoken") ?? 0);
  const end =
    start + Math.min(Number(request.query.get("maxresults") ?? LARGEST_PAGE), LARGEST_PAGE);
  return json(200, {
    value: items.slice(start, end).map(show),
    nextLink: end < items.length ? nextLink(request, world, end) : null,
  });
}

function nextLink(request: Request, world: World, start: number): string {
  const query = new URLSearchParams(request.query);
  query.set("$skiptoken", String(start));
  return `${vaultUrl(request, world)}${request.path}?${query}`;
}
