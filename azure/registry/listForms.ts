// What each list of a registry holds, in forms that can be printed and put into an address: somebody else may run the registry.

import { fieldAt } from "../jsonAnswer";

/** A list by the field of each page that holds its part, and the form of what is in it. */
export interface ListForm<Item> {
  /** `tags` */
  readonly field: string;
  isItem(item: unknown): item is Item;
}

/** Names of repositories. */
export const REPOSITORIES: ListForm<string> = { field: "repositories", isItem: isRepository };
/** Names of tags. */
export const TAG_NAMES: ListForm<string> = { field: "tags", isItem: isTag };

/** Is it a tag with its digest? */
export function isTagWithDigest<Item>(item: unknown): item is Item {
  return isTag(fieldAt(item, "name")) && isDigest(fieldAt(item, "digest"));
}

/** Is it something with a manifest's digest? */
export function isManifest<Item>(item: unknown): item is Item {
  return (
    isDigest(fieldAt(item, "digest")) && typeof (fieldAt(item, "mediaType") ?? "") === "string"
  );
}

/** https://github.com/opencontainers/distribution-spec/blob/main/spec.md#pulling-manifests, for tags and for the characters of names */
function isTag(item: unknown): item is string {
  return typeof item === "string" && /^\w[\w.-]{0,127}$/.test(item);
}

function isRepository(item: unknown): item is string {
  return typeof item === "string" && /^[\w./-]{1,255}$/.test(item);
}

/** The only algorithm that registries of Azure use. */
function isDigest(item: unknown): boolean {
  return typeof item === "string" && /^sha256:[0-9a-f]{64}$/.test(item);
}
