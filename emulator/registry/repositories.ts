// Repositories and their content: found, made and changed in one place, for the protocol and for the seeded world.
import { createHash } from "node:crypto";
import type { Clock } from "../clock";
import type { Manifest, Registry, Repository } from "../world";

/** `sha256:…` of some bytes. */
export function digestOf(bytes: Buffer): string {
  return `sha256:${createHash("sha256").update(bytes).digest("hex")}`;
}

/** The repository of that name, made when it is not there. */
export function ensureRepository(registry: Registry, name: string): Repository {
  const existing = registry.repositories.get(name);
  if (existing !== undefined) {
    return existing;
  }
  const repository = { name, manifests: new Map(), tags: new Map(), blobs: new Set<string>() };
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
  content: { readonly mediaType: string; readonly bytes: Buffer },
  clock: Clock,
): string {
  const digest = digestOf(content.bytes);
  if (!repository.manifests.has(digest)) {
    repository.manifests.set(digest, { ...content, createdTime: clock.timestamp() });
  }
  if (!isDigest(reference)) {
    repository.tags.set(reference, digest);
  }
  return digest;
}

/** The manifest that a tag or digest leads to. */
export function findManifest(
  repository: Repository | undefined,
  reference: string,
): { readonly digest: string; readonly manifest: Manifest } | undefined {
  const digest = isDigest(reference) ? reference : repository?.tags.get(reference);
  const manifest = repository?.manifests.get(digest ?? "");
  return digest === undefined || manifest === undefined ? undefined : { digest, manifest };
}

/** Whether a reference is a digest rather than a tag. */
export function isDigest(reference: string): boolean {
  return reference.includes(":");
}
