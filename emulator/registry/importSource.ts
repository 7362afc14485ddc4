// The side of an import from which images come: who may read there, and all of an image that has to be copied.
import type { JsonObject } from "../http/request";
import type { Manifest, Registry, World } from "../world/world";
import { isAdminUser } from "./adminUser";
import type { Credentials } from "./basicCredentials";
import { findIdentity } from "./entraIdentity";
import { allowedOf } from "./entraRights";
import { grantedOn } from "./grants";
import { findToken } from "./login";
import { MANIFEST_KINDS, partsIn } from "./mediaTypes";
import { findManifest } from "./repositories";

/** A registry of any tenant. */
export interface SourceRegistry {
  readonly registry: Registry;
  readonly world: World;
}

/** An image with everything that it consists of, as it was at the begin of its import. */
export interface CopiedImage {
  readonly digest: string;
  /** By digest: of an index its images, too; no referrers: https://github.com/dotnet/docker-tools/pull/2003 */
  readonly manifests: ReadonlyMap<string, Manifest>;
  readonly blobs: ReadonlyMap<string, Buffer>;
}

/** Documented: https://learn.microsoft.com/azure/container-registry/container-registry-import-images#limitations */
export const MOST_MANIFESTS = 50;

/** The registry of the cloud at an address. */
export function findByAddress(
  address: string,
  { cloud, hosts }: World,
): SourceRegistry | undefined {
  for (const world of cloud) {
    for (const registry of world.registries.values()) {
      if (hosts.authority(`registry:${registry.name}`) === address.toLowerCase()) {
        return { registry, world };
      }
    }
  }
  return undefined;
}

/** Whether a name and password may pull from a repository at this moment: a token, an identity of Entra, the admin user. */
export async function mayPull(
  { registry, world }: SourceRegistry,
  repository: string,
  credentials: Credentials,
): Promise<boolean> {
  if (isAdminUser(credentials, registry)) {
    return true;
  }
  const identity = await findIdentity(credentials, registry, world);
  if (identity !== undefined) {
    const wanted = { type: "repository", name: repository, actions: ["pull"] };
    return allowedOf(wanted, identity.permissions).length > 0;
  }
  const token = findToken(credentials, registry, world);
  const scopeMap = registry.scopeMaps.get(token?.scopeMapName ?? "");
  return token !== undefined && grantedOn(repository, scopeMap).has("pull");
}

/** Reads an image; a text that says why where that is not possible. */
export function readImage(
  registry: Registry,
  name: string,
  reference: string,
): CopiedImage | string {
  const repository = registry.repositories.get(name);
  const found = findManifest(repository, reference);
  if (repository === undefined || found === undefined) {
    return `MANIFEST_UNKNOWN manifest ${reference} of ${name} is not found`;
  }
  const items = [repository, repository.tags.get(reference), found.manifest];
  if (items.some((each) => each?.attributes.readEnabled === false)) {
    return `the operation is disallowed on ${name}`;
  }
  const manifests = new Map<string, Manifest>();
  const blobs = new Map<string, Buffer>();
  const waiting = [found.digest];
  for (let digest = waiting.pop(); digest !== undefined; digest = waiting.pop()) {
    const manifest = repository.manifests.get(digest);
    if (manifest === undefined) {
      return `MANIFEST_UNKNOWN manifest ${digest} of ${name} is not found`;
    }
    manifests.set(digest, manifest);
    if (manifests.size > MOST_MANIFESTS) {
      return `the image has more than ${MOST_MANIFESTS} manifests`;
    }
    const needed = digestsIn(manifest);
    waiting.push(
      ...needed.filter((each) => repository.manifests.has(each) && !manifests.has(each)),
    );
    for (const each of needed) {
      const blob = repository.blobs.has(each) ? registry.blobs.get(each) : undefined;
      if (blob !== undefined) blobs.set(each, blob);
    }
  }
  return { digest: found.digest, manifests, blobs };
}

function digestsIn({ mediaType, bytes }: Manifest): string[] {
  const content: JsonObject = JSON.parse(bytes.toString("utf8"));
  const kind = MANIFEST_KINDS.get(mediaType) ?? { holds: "image" };
  return partsIn(content, kind).map(({ digest }) => String(digest));
}
