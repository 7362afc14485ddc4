// Pages of a registry's lists: `n` items after `last`, and a Link to those that follow.
import { json, Refusal, type Reply } from "../http/reply";
import type { Request } from "../http/request";
import { pageSizeInvalid } from "./errors";

const PAGE_SIZE = 100;

/**
 * One page of items, which are in their order already.
 *
 * `n=0` gives none and no Link (https://github.com/opencontainers/distribution-spec/blob/main/spec.md#listing-tags); the Link's form is
 * recorded: recording_should_list_tags_by_pages.json of Azure/azure-sdk-for-js. That a size that is none is refused is assumed, from
 * https://github.com/distribution/distribution/blob/main/registry/handlers/tags.go
 *
 * @throws Refusal PAGINATION_NUMBER_INVALID
 */
export function page<Item>(
  request: Request,
  items: readonly Item[],
  { nameOf, show }: { nameOf(item: Item): string; show(part: readonly Item[]): unknown },
): Reply {
  const size = readSize(request.query.get("n"));
  const orderBy = request.query.get("orderby") ?? "";
  const rest = after(request.query.get("last"), items, { nameOf, isByName: !isByTime(orderBy) });
  const part = rest.slice(0, size);
  const end = part.at(-1);
  if (end === undefined || part.length === rest.length) {
    return json(200, show(part));
  }
  const query = `last=${encodeURIComponent(nameOf(end))}&n=${size}&orderby=${encodeURIComponent(orderBy)}`;
  return json(200, show(part), { link: `<${request.path}?${query}>; rel="next"` });
}

/** Whether a list is asked for in the order of its times; any other order is that of the names. */
export function isByTime(orderBy: string): boolean {
  return orderBy === "timeasc" || orderBy === "timedesc";
}

function readSize(n: string | null): number {
  if (n !== null && n !== "" && !/^\d+$/.test(n)) {
    throw new Refusal(pageSizeInvalid(n));
  }
  return n === null || n === "" ? PAGE_SIZE : Number(n);
}

/** A name that is gone still has its place in the order of names, and none in that of times. */
function after<Item>(
  last: string | null,
  items: readonly Item[],
  { nameOf, isByName }: { nameOf(item: Item): string; isByName: boolean },
): readonly Item[] {
  if (last === null || last === "") {
    return items;
  }
  return isByName
    ? items.filter((item) => nameOf(item) > last)
    : items.slice(items.findIndex((item) => nameOf(item) === last) + 1);
}
