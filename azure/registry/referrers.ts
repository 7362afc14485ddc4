// What says something about an image: its signatures, bills of materials and the like.

import { isManifest, type ListForm } from "./listForms";
import { pagesOf } from "./pages";
import type { RegistrySession } from "./session";

/** One of them. */
export interface Referrer {
  /** `sha256:…` */
  digest: string;
  mediaType: string;
  /** Such as `application/vnd.cncf.notary.signature`. */
  artifactType?: string;
}

/** The form of a list of them. */
export const REFERRERS: ListForm<Referrer> = { field: "manifests", isItem: isManifest };

/**
 * Lists what refers to a manifest, which takes content/read.
 *
 * https://github.com/opencontainers/distribution-spec/blob/main/spec.md#listing-referrers
 *
 * @param digest `sha256:…`
 * @throws AccessRefused, NotFound
 */
export async function listReferrers(
  session: RegistrySession,
  { repository, digest }: { repository: string; digest: string },
): Promise<Referrer[]> {
  const referrers: Referrer[] = [];
  const request = {
    operation: `listing the referrers of ${repository} as ${session.name}`,
    path: `/v2/${repository}/referrers/${digest}`,
    scope: `repository:${repository}:pull`,
    accept: "application/vnd.oci.image.index.v1+json",
  };
  for await (const referrer of pagesOf(session, request, REFERRERS)) {
    referrers.push(referrer);
  }
  return referrers;
}
