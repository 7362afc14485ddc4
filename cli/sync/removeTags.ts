// Removes tags of the copy that the vendor has no more; never a manifest, never beyond the limit.
import { atOnce } from "../../access/atOnce";
import { AzureError } from "../../azure/azureError";
import { AccessRefused } from "../../azure/registry/answers";
import { hasTag, removeTag } from "../../azure/registry/tags";
import { parseRegistryId } from "../../azure/tokens/tokenId";
import { type TargetTag, tagsToRemove } from "../../sync/tagsToRemove";
import { failureOf, SyncError } from "./failure";
import type { SyncWorld } from "./world";

/** Removes them, if there are not too many. @returns those that are gone */
export async function removeTags(
  world: SyncWorld,
  extra: readonly TargetTag[],
): Promise<TargetTag[]> {
  const { deletes, maxDeletes } = world.settings;
  const { remove, isRefused } = tagsToRemove(extra, deletes, maxDeletes);
  if (isRefused) {
    world.failures.push({
      where: "--deletes untag",
      what: `tags that the vendor has no more: ${extra.length}; --max-deletes allows ${maxDeletes}, so none was removed`,
      remedy: `check them; then run again with --max-deletes ${extra.length}`,
    });
  }
  const gone: TargetTag[] = [];
  await atOnce(remove, async (each) => {
    const { repository, target, tag } = each;
    const image = `${target}:${tag}`;
    try {
      // The list is some minutes old.
      if (await hasTag(world.source, { repository, tag })) return;
      await removeTag(world.target, { repository: target, tag }).catch((thrown) =>
        explain(thrown, world.settings.target, image),
      );
      gone.push(each);
    } catch (thrown) {
      world.failures.push(failureOf(image, thrown, world.signal));
    }
  });
  return gone;
}

/** Says what to do about a tag that the registry keeps. @throws SyncError, or what was thrown */
function explain(thrown: unknown, registryId: string, image: string): never {
  if (thrown instanceof AccessRefused) {
    throw new SyncError(
      "the registry does not let this identity remove it",
      'give the identity the role "AcrDelete" on the target registry ("Container Registry Repository Contributor", if it uses repository permissions)',
    );
  }
  if (thrown instanceof AzureError && thrown.status === 405) {
    const { registryName } = parseRegistryId(registryId);
    throw new SyncError(
      "it is locked",
      `unlock it if it shall go: \`az acr repository update --name ${registryName} --image ${image} --delete-enabled true --write-enabled true\``,
    );
  }
  throw thrown;
}
