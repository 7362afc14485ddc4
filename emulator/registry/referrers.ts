// The manifests that say something about another one: signatures, bills of materials.
import { Refusal, type Reply } from "../http/reply";
import { isObject, type JsonObject, param, type Request } from "../http/request";
import type { Manifest, World } from "../world/world";
import { registryOf, requireAccess } from "./access";
import { digestInvalid } from "./errors";
import { OCI_INDEX } from "./mediaTypes";
import { isDigestForm } from "./references";

/**
 * GET /v2/{name}/referrers/{digest}: an index of them, which is empty where there are none; `artifactType` filters.
 *
 * https://github.com/opencontainers/distribution-spec/blob/main/spec.md#listing-referrers; that Azure implements it as it stands:
 * https://github.com/Azure/azure-rest-api-specs/pull/42612
 */
export async function listReferrers(request: Request, world: World): Promise<Reply> {
  const name = param(request, "name");
  const digest = param(request, "digest");
  await requireAccess(request, world, name, ["pull"]);
  if (!isDigestForm(digest)) {
    throw new Refusal(digestInvalid(digest));
  }

  const repository = registryOf(request, world).repositories.get(name);
  const artifactType = request.query.get("artifactType");
  const manifests = [...(repository?.manifests ?? [])]
    .filter(([, { subject }]) => subject === digest)
    .map(([referrer, manifest]) => describe(referrer, manifest))
    .filter((each) => artifactType === null || each.artifactType === artifactType);
  const index = { schemaVersion: 2, mediaType: OCI_INDEX, manifests };
  return {
    status: 200,
    headers: {
      "content-type": OCI_INDEX,
      ...(artifactType === null ? {} : { "oci-filters-applied": "artifactType" }),
    },
    body: Buffer.from(JSON.stringify(index)),
  };
}

/** An image without an artifact type of its own has that of its configuration. */
function describe(digest: string, { mediaType, bytes }: Manifest) {
  const content: JsonObject = JSON.parse(bytes.toString("utf8"));
  const { annotations, config } = content;
  const artifactType = content.artifactType ?? (isObject(config) ? config.mediaType : undefined);
  return { mediaType, digest, size: bytes.length, artifactType, annotations };
}
