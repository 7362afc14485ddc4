// The images of a repository: each manifest with the tags that point at it.
import type { OperatorCatalog } from "../../azure/registry/operatorCatalog";

/** One manifest. */
export interface Image {
  /** `sha256:…` */
  readonly digest: string;
  /** ISO 8601 instant at which it was pushed. */
  readonly pushedAt: string;
  /** The newest first; none for a part of another image, or one whose tag was moved on. */
  readonly tags: readonly {
    readonly name: string;
    /** ISO 8601 instant since which it points here. */
    readonly since: string;
  }[];
}

/** All of them, the one that was pushed last first; undefined where there is no such repository. */
export async function imagesOf(
  catalog: Pick<OperatorCatalog, "tags" | "manifests">,
  repository: string,
): Promise<readonly Image[] | undefined> {
  const manifests = await catalog.manifests(repository);
  if (manifests === undefined) return undefined;
  const tags = (await catalog.tags(repository)) ?? [];
  return manifests
    .map(({ digest, createdTime }) => ({
      digest,
      pushedAt: createdTime,
      tags: tags
        .filter((tag) => tag.digest === digest)
        .map(({ name, lastUpdateTime }) => ({ name, since: lastUpdateTime }))
        .sort((one, other) => descending(one.since, other.since)),
    }))
    .sort((one, other) => descending(one.pushedAt, other.pushedAt));
}

function descending(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? 1 : -1;
}
