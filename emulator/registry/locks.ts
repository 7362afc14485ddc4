// Locks on repositories, tags and manifests: what they refuse, and how they are changed.
import { Refusal } from "../http/reply";
import { jsonBody, type Request } from "../http/request";
import type { ChangeableAttributes, Repository } from "../world/world";
import { attributesInvalid, operationDisallowed } from "./errors";

/** Something that can be locked; undefined where it is not there yet. */
type Lockable = { readonly attributes: ChangeableAttributes } | undefined;

/** Refuses to show what is locked against reading. */
export function requireReadable(...items: readonly Lockable[]): void {
  requireAll(items, ["readEnabled"]);
}

/** Refuses to change what is locked against writing. */
export function requireWritable(...items: readonly Lockable[]): void {
  requireAll(items, ["writeEnabled"]);
}

/** Refuses to remove what is locked against deletion or writing: https://github.com/Azure/acr/issues/561 */
export function requireDeletable(...items: readonly Lockable[]): void {
  requireAll(items, ["deleteEnabled", "writeEnabled"]);
}

/** A manifest with its tags, for {@link requireDeletable}. */
export function withTags(repository: Repository, digest: string): Lockable[] {
  const tags = [...repository.tags.values()].filter((tag) => tag.digest === digest);
  return [repository.manifests.get(digest), ...tags];
}

/** Changes the attributes that a request names. @throws Refusal 400 for any other, and for values that are not true or false */
export function changeAttributes(attributes: ChangeableAttributes, request: Request): void {
  const changes = Object.entries(jsonBody(request, attributesInvalid));
  for (const [name, value] of changes) {
    if (!(name in attributes) || typeof value !== "boolean") {
      throw new Refusal(attributesInvalid(`${name} is no attribute, or no boolean`));
    }
  }
  Object.assign(attributes, Object.fromEntries(changes));
}

function requireAll(
  items: readonly Lockable[],
  names: readonly (keyof ChangeableAttributes)[],
): void {
  const isLocked = items.some((item) => names.some((name) => item?.attributes[name] === false));
  if (isLocked) {
    throw new Refusal(operationDisallowed());
  }
}
