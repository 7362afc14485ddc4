// Finds what a request for attributes is about, once its access token allows that.
import { Refusal } from "../../http/reply";
import { param, type Request } from "../../http/request";
import type { Registry, Repository, World } from "../../world/world";
import { registryOf, requireAccess } from "../access";
import { audienceOf } from "../accessTokens";
import { nameInvalid, nameUnknown } from "../errors";
import { REPOSITORY_NAME } from "../references";

/** The repository that a request names, and what answers about it begin with. */
export interface Found {
  readonly registry: Registry;
  readonly repository: Repository;
  readonly heading: { readonly registry: string; readonly imageName: string };
}

/** @param action as in access tokens: metadata_read, metadata_write, delete. @throws Refusal 401, NAME_INVALID, NAME_UNKNOWN */
export async function findRepository(
  request: Request,
  world: World,
  action: string,
): Promise<Found> {
  const name = param(request, "name");
  if (!REPOSITORY_NAME.test(name)) {
    throw new Refusal(nameInvalid(name));
  }
  await requireAccess(request, world, name, [action]);
  const registry = registryOf(request, world);
  const repository = registry.repositories.get(name);
  if (repository === undefined) {
    throw new Refusal(nameUnknown(name));
  }
  const heading = { registry: audienceOf(registry, world), imageName: name };
  return { registry, repository, heading };
}

/** In the order that `orderby` asks for: of their times (timeasc, timedesc), else of their names. */
export function inOrder<Item extends { readonly name: string; readonly lastUpdateTime: string }>(
  items: readonly Item[],
  orderBy: string | null,
): Item[] {
  const byTime = (a: Item, b: Item) => compare(a.lastUpdateTime, b.lastUpdateTime);
  const sorted = [...items].sort((a, b) => compare(a.name, b.name));
  if (orderBy === "timeasc") {
    return sorted.sort(byTime);
  }
  return orderBy === "timedesc" ? sorted.sort((a, b) => byTime(b, a)) : sorted;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
