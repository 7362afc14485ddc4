// The tags of webhooks and of the versions of a header.

import { isOurs, type SyncMark, syncTags } from "../../access/syncMark";
import type { Target } from "./targets";

type Tags = Readonly<Record<string, string>>;

/** The tags of a webhook. */
export function webhookTags(mark: SyncMark, { repository }: Target): Record<string, string> {
  return { ...syncTags(mark), Repository: repository };
}

/** The tags of a version of the secret that holds a header. */
export function headerTags(mark: SyncMark, generation: number): Record<string, string> {
  return { ...syncTags(mark), Generation: String(generation) };
}

/** The generation of a header, in the tags of its version; undefined for a version of somebody else. */
export function generationIn(tags: Tags, mark: SyncMark): number | undefined {
  const generation = Number(tags.Generation);
  const isHeader = isOurs(tags, mark) && Number.isInteger(generation) && generation > 0;
  return isHeader ? generation : undefined;
}

/** Does it have our tags? Azure Policy may add others. */
export function hasTags(tags: Tags, wanted: Tags): boolean {
  return Object.entries(wanted).every(([name, value]) => tags[name] === value);
}
