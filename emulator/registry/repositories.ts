// Repositories and their content: found, made and changed in one place, for the protocol and for the seeded world.
import { createHash } from "node:crypto";
import type { Clock } from "../time/clock";
import type { ChangeableAttributes, Manifest, Registry, Repository } from "../world/world";
import { isDigest } from "./references";

/** `sha256:…` of some bytes. */
export function digestOf(bytes: Buffer): string {
  return `sha256:${createHash("sha256").update(bytes).digest("hex")}`;
}

/** The repository of that name, made when it is not there. */
export function ensureRepository(registry: Registry, name: string, clock: Clock): Repository {
  const existing = registry.repositories.get(name);
  if (existing !== undefined) {
    return existing;
  }
  const now = timestampOf(clock);
  const repository = {
    name,
    createdTime: now,
    lastUpdateTime: now,
    attributes: unlocked(),
    manifests: new Map(),
    tags: new Map(),
    blobs: new Set<string>(),
  };
  registry.repositories.set(name, repository);
  return repository;
}

/** Keeps a blob in a repository. */
export function putBlob(registry: Registry, repository: Repository, bytes: Buffer): string {
  const digest = digestOf(bytes);
  registry.blobs.set(digest, bytes);
  repository.blobs.add(digest);
  return digest;
}

/** Keeps a manifest, and points a tag at it when the reference is one. */
export function putManifest(
  repository: Repository,
  reference: string,
  content: Pick<Manifest, "mediaType" | "bytes" | "subject">,
  clock: Clock,
): string {
  const digest = digestOf(content.bytes);
  const now = timestampOf(clock);
  if (!repository.manifests.has(digest)) {
    repository.manifests.set(digest, { ...content, createdTime: now, attributes: unlocked() });
  }
  repository.lastUpdateTime = now;
  if (!isDigest(reference)) {
    putTag(repository, reference, digest, clock);
  }
  return digest;
}

/** Points a tag at a digest, whose manifest need not be there. */
export function putTag(repository: Repository, tag: string, digest: string, clock: Clock): void {
  const now = timestampOf(clock);
  const { createdTime = now, attributes = unlocked() } = repository.tags.get(tag) ?? {};
  repository.tags.set(tag, { digest, createdTime, lastUpdateTime: now, attributes });
  repository.lastUpdateTime = now;
}

/** Removes a tag, and leaves the manifest. */
export function removeTag(repository: Repository, tag: string, clock: Clock): void {
  repository.tags.delete(tag);
  repository.lastUpdateTime = timestampOf(clock);
}

/** Removes a manifest with its tags, and with all manifests that say something about it. */
export function removeManifest(repository: Repository, digest: string, clock: Clock): void {
  repository.manifests.delete(digest);
  for (const tag of tagsOf(repository, digest)) {
    repository.tags.delete(tag);
  }
  for (const [referrer, { subject }] of repository.manifests) {
    if (subject === digest) {
      removeManifest(repository, referrer, clock);
    }
  }
  repository.lastUpdateTime = timestampOf(clock);
}

/** The tags of a manifest, in order. */
export function tagsOf(repository: Repository, digest: string): string[] {
  return [...repository.tags]
    .filter(([, tag]) => tag.digest === digest)
    .map(([name]) => name)
    .sort();
}

/** The manifest that a tag or digest leads to. */
export function findManifest(
  repository: Repository | undefined,
  reference: string,
): { readonly digest: string; readonly manifest: Manifest } | undefined {
  const digest = isDigest(reference) ? reference : repository?.tags.get(reference)?.digest;
  const manifest = repository?.manifests.get(digest ?? "");
  return digest === undefined || manifest === undefined ? undefined : { digest, manifest };
}

/** The clock's time as the registry writes it: `2023-03-02T23:15:59.8012764Z`. */
export function timestampOf(clock: Clock): string {
  return clock.timestamp().replace("+00:00", "Z");
}

function unlocked(): ChangeableAttributes {
  return { deleteEnabled: true, writeEnabled: true, readEnabled: true, listEnabled: true };
}
