// What can be listed in a registry: repositories, and the tags and manifests of each, through all pages.

import { isManifest, isTagWithDigest, type ListForm, REPOSITORIES, TAG_NAMES } from "./listForms";
import { pagesOf } from "./pages";
import type { RegistrySession } from "./session";

/** The order of a list with attributes; by name where none is asked for. */
export type ListOrder = "timeasc" | "timedesc";

/** A tag with what the registry knows of it. */
export interface TagAttributes {
  name: string;
  /** `sha256:…` */
  digest: string;
  /** ISO 8601 instants. */
  createdTime: string;
  lastUpdateTime: string;
}

/** A manifest with what the registry knows of it. */
export interface ManifestAttributes {
  /** `sha256:…` */
  digest: string;
  /** Absent where the registry does not say it. */
  mediaType?: string;
  /** ISO 8601 instants. */
  createdTime: string;
  lastUpdateTime: string;
  /** Absent for one without a tag. */
  tags?: readonly string[];
  /** False for one that a lock keeps from being pulled: https://learn.microsoft.com/azure/container-registry/container-registry-image-lock */
  changeableAttributes?: { readEnabled?: boolean };
}

/** The form of a list of tags. */
export const TAGS: ListForm<TagAttributes> = { field: "tags", isItem: isTagWithDigest };
/** The form of a list of manifests. */
export const MANIFESTS: ListForm<ManifestAttributes> = { field: "manifests", isItem: isManifest };

/**
 * Lists all repositories.
 *
 * Of registry tokens only those may whose scope map grants metadata/read on every repository:
 * https://github.com/Azure/acr/issues/751
 *
 * @throws AccessRefused
 */
export function listCatalog(session: RegistrySession): Promise<string[]> {
  return all(
    pagesOf(
      session,
      {
        operation: `listing the repositories of ${session.loginServer} as ${session.name}`,
        path: "/v2/_catalog?n=1000",
        scope: "registry:catalog:*",
      },
      REPOSITORIES,
    ),
  );
}

/** Lists the names of a repository's tags, which takes metadata/read. @throws AccessRefused, NotFound */
export function listTags(session: RegistrySession, repository: string): Promise<string[]> {
  return all(
    pagesOf(
      session,
      ofRepository(session, repository, "tags", `/v2/${repository}/tags/list`),
      TAG_NAMES,
    ),
  );
}

/** Lists a repository's tags with digests and times, which takes metadata/read. @throws AccessRefused, NotFound */
export function listTagAttributes(
  session: RegistrySession,
  repository: string,
  order?: ListOrder,
): Promise<TagAttributes[]> {
  return all(eachTag(session, repository, order));
}

/** As {@link listTagAttributes}, one by one, for what need not keep all of them. @throws AccessRefused, NotFound */
export function eachTag(
  session: RegistrySession,
  repository: string,
  order?: ListOrder,
): AsyncGenerator<TagAttributes> {
  const path = `/acr/v1/${repository}/_tags${queryOf(order)}`;
  return pagesOf(session, ofRepository(session, repository, "tags", path), TAGS);
}

/** Reads the tag that was moved last, which takes metadata/read; undefined where there is none. @throws AccessRefused, NotFound */
export async function newestTag(
  session: RegistrySession,
  repository: string,
): Promise<TagAttributes | undefined> {
  const path = `/acr/v1/${repository}/_tags?n=1&orderby=timedesc`;
  const tags = pagesOf(session, ofRepository(session, repository, "tags", path), TAGS);
  for await (const tag of tags) return tag;
  return undefined;
}

/** Lists a repository's manifests one by one, also those without a tag, which takes metadata/read. @throws AccessRefused, NotFound */
export function eachManifest(
  session: RegistrySession,
  repository: string,
): AsyncGenerator<ManifestAttributes> {
  const path = `/acr/v1/${repository}/_manifests`;
  return pagesOf(session, ofRepository(session, repository, "manifests", path), MANIFESTS);
}

/**
 * Finds one manifest that can be pulled: an image where one of the newest hundred is, since it names its layers.
 *
 * @returns undefined where there is none
 * @throws AccessRefused, NotFound
 */
export async function someManifest(
  session: RegistrySession,
  repository: string,
): Promise<ManifestAttributes | undefined> {
  const path = `/acr/v1/${repository}/_manifests?orderby=timedesc&n=100`;
  let first: ManifestAttributes | undefined;
  let left = 100;
  for await (const manifest of pagesOf(
    session,
    ofRepository(session, repository, "manifests", path),
    MANIFESTS,
  )) {
    const isReadable = manifest.changeableAttributes?.readEnabled !== false;
    if (isReadable && /\bmanifest\.v[12]\+json$/.test(manifest.mediaType ?? "")) return manifest;
    if (isReadable) first ??= manifest;
    left -= 1;
    if (left === 0) break;
  }
  return first;
}

/** Reads the first page of a repository's tags, which takes metadata/read. @throws AccessRefused, NotFound */
export async function readFirstTags(session: RegistrySession, repository: string): Promise<void> {
  const request = ofRepository(session, repository, "tags", `/v2/${repository}/tags/list`);
  await pagesOf(session, request, TAG_NAMES).next();
}

function ofRepository(session: RegistrySession, repository: string, what: string, path: string) {
  return {
    operation: `listing the ${what} of ${repository} as ${session.name}`,
    path,
    scope: `repository:${repository}:metadata_read`,
  };
}

function queryOf(order: ListOrder | undefined): string {
  return order === undefined ? "" : `?orderby=${order}`;
}

async function all<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const found: Item[] = [];
  for await (const item of items) found.push(item);
  return found;
}
