// Reads the manifests that a plan needs: each once in its life, since what stands in it belongs to its digest.
import { atOnce } from "../../access/atOnce";
import { getManifest, isGone } from "../../azure/registry/manifests";
import type { KnownManifests, Sides } from "../../sync/knownManifests";
import { factsOf, type ManifestFacts } from "../../sync/sides";
import { targetNameOf } from "../../sync/targetName";
import { manifestsToRead } from "../../sync/toRead";
import { failureOf } from "./failure";
import type { SyncWorld } from "./world";

/** Reads, and remembers; a manifest that cannot be read is a failure, and the others go on. */
export async function readManifests(world: SyncWorld, sides: Sides): Promise<KnownManifests> {
  const { name: repository, manifests, tags } = sides.source;
  const tagged = new Set(tags.values());
  const image = `${world.settings.source}/${repository}`;
  const remembered = world.remembered.of(image);
  const known = new Map<string, ManifestFacts | "unreadable" | "gone">();
  const read = async (digest: string) => {
    try {
      known.set(digest, remembered.get(digest) ?? (await readOne(world, sides, digest)));
    } catch (thrown) {
      if (isGone(thrown) && !tagged.has(digest)) {
        known.set(digest, "gone");
        return;
      }
      world.failures.push(failureOf(`${repository}@${digest}`, thrown, world.signal));
      known.set(digest, "unreadable");
    }
  };
  for (;;) {
    const next = manifestsToRead(sides, known);
    if (next.length === 0) break;
    await atOnce(next, read);
  }
  world.remembered.add(image, known, (digest) => manifests.has(digest));
  return known;
}

/** From our registry where the vendor has locked it: its content is the same. */
async function readOne(
  { source, target, settings }: SyncWorld,
  { source: { name, manifests }, target: copy }: Sides,
  digest: string,
): Promise<ManifestFacts> {
  const { mediaType, isReadable = true } = manifests.get(digest) ?? {};
  const image = { reference: digest, mediaType };
  const { content } =
    !isReadable && copy.manifests.has(digest)
      ? await getManifest(target, {
          ...image,
          repository: targetNameOf(settings.targetPrefix, name),
        })
      : await getManifest(source, { ...image, repository: name });
  return factsOf(content);
}
