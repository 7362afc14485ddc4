// Finds a layer of an image: it may lie behind another host than the manifest, which a firewall may block on its own.
import { fieldAt } from "../../azure/jsonAnswer";
import { getManifest, type ManifestContent } from "../../azure/registry/manifests";
import type { RegistrySession } from "../../azure/registry/session";

/**
 * Finds the digest of one layer, of an index that of its first image.
 *
 * @returns undefined for an artifact without layers
 * @throws AccessRefused, NotFound, AzureError
 */
export async function layerOf(
  session: RegistrySession,
  repository: string,
  { content }: ManifestContent,
): Promise<string | undefined> {
  const image = digestAt(content, "manifests");
  if (image === undefined) return digestAt(content, "layers");
  const manifest = await getManifest(session, { repository, reference: image });
  return digestAt(manifest.content, "layers");
}

/** The digest of the first entry of a list. */
function digestAt(content: unknown, list: string): string | undefined {
  const digest = fieldAt(content, `${list}.0.digest`);
  return typeof digest === "string" ? digest : undefined;
}
