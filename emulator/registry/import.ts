// The side of an import to which images go: everything of an image is written there, then the tags.

import { fire, type Happened } from "../webhooks/fire";
import type { Registry, World } from "../world/world";
import type { CopiedImage } from "./importSource";
import { ensureRepository, putBlob, putManifest, putTag } from "./repositories";

/** Where an image goes. */
export interface ImportTarget {
  readonly registry: Registry;
  readonly tags: readonly { readonly repository: string; readonly reference: string }[];
  readonly untagged: readonly string[];
}

/** The first target that is locked against writing; undefined where there is none. */
export function findLocked({ registry, tags, untagged }: ImportTarget): string | undefined {
  const targets = [
    ...tags.map(({ repository, reference }) => ({ repository, tag: reference })),
    ...untagged.map((repository) => ({ repository, tag: undefined })),
  ];
  const locked = targets.find(({ repository: name, tag = "" }) => {
    const repository = registry.repositories.get(name);
    return [repository, repository?.tags.get(tag)].some(
      (each) => each?.attributes.writeEnabled === false,
    );
  });
  return locked === undefined ? undefined : [locked.repository, locked.tag ?? []].flat().join(":");
}

/**
 * Writes an image and points the tags at a digest, which is another one than the image's where the tag moved at the source.
 *
 * Then the tags point to a manifest that may not be there: https://github.com/Azure/azure-cli/issues/21944,
 * https://github.com/Azure/azure-cli/issues/29974. Each tag and each untagged copy is a push for the webhooks of the target;
 * the images of an index are none. Both is assumed.
 */
export function writeImage(
  image: CopiedImage,
  tagged: { readonly digest: string; readonly mediaType: string; readonly size: number },
  target: ImportTarget,
  { world, requestId }: { readonly world: World; readonly requestId: string },
): void {
  const { registry, tags, untagged } = target;
  for (const name of new Set([...tags.map(({ repository }) => repository), ...untagged])) {
    const repository = ensureRepository(registry, name, world.clock);
    for (const blob of image.blobs.values()) {
      putBlob(registry, repository, blob);
    }
    for (const [digest, manifest] of image.manifests) {
      const { mediaType, bytes, subject } = manifest;
      const content = { mediaType, bytes, ...(subject === undefined ? {} : { subject }) };
      putManifest(repository, digest, content, world.clock);
    }
  }
  for (const { repository, reference } of tags) {
    putTag(
      ensureRepository(registry, repository, world.clock),
      reference,
      tagged.digest,
      world.clock,
    );
    fire(pushOf({ ...tagged, repository, tag: reference }, requestId), registry, world);
  }
  const { mediaType = "", bytes } = image.manifests.get(image.digest) ?? {};
  for (const repository of untagged) {
    const own = { digest: image.digest, mediaType, size: bytes?.length ?? 0 };
    fire(pushOf({ ...own, repository }, requestId), registry, world);
  }
}

function pushOf(target: Happened["target"], requestId: string): Happened {
  const { size } = target;
  return {
    action: "push",
    target: { ...target, ...(size === undefined ? {} : { length: size }) },
    requestId,
    method: "PUT",
    userAgent: undefined,
  };
}
