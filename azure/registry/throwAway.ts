// A repository that a trial makes, and deletes again: nobody else has a right on its name.

import {
  ContainerRegistryClient,
  ContainerRegistryContentClient,
  KnownManifestMediaType,
} from "@azure/container-registry";
import { AzureError, azureError } from "../azureError";
import type { Cloud } from "../cloud";
import { allows } from "./claims";
import { audienceIn, entraIdentity } from "./identities";
import { RegistrySession } from "./session";

/** What can be done with it, by the identity of the environment. */
export interface ThrowAwayRepository {
  name: string;
  /** Pushes an image of two bytes under a tag; each tag has its own digest. @throws AzureError */
  push(tag: string): Promise<void>;
  /** Deletes the repository with everything in it; does nothing if it is not there. @throws AzureError */
  remove(): Promise<void>;
}

const ROLES =
  'the roles "AcrPush" and "AcrDelete" on the registry, or where roles count on repositories "Container Registry Repository Contributor"';

/** Opens it; nothing is sent yet. */
export function openThrowAway(
  cloud: Cloud,
  loginServer: string,
  name: string,
): ThrowAwayRepository {
  const endpoint = `https://${loginServer}`;
  const options = { ...cloud.http.clientOptions, audience: audienceIn(cloud) };
  const content = new ContainerRegistryContentClient(endpoint, name, cloud.credential, options);
  const client = new ContainerRegistryClient(endpoint, cloud.credential, options);
  return {
    name,

    async push(tag) {
      try {
        await content.uploadBlob(EMPTY);
        await content.setManifest(manifestOf(tag), {
          tag,
          mediaType: KnownManifestMediaType.OciImageManifest,
        });
      } catch (thrown) {
        throw azureError(`pushing ${name}:${tag}`, thrown);
      }
    },

    async remove() {
      try {
        await client.deleteRepository(name);
      } catch (thrown) {
        const failure = azureError(`deleting repository ${name}`, thrown);
        if (failure.status !== 404) throw failure;
      }
    },
  };
}

/**
 * Asks for the rights beforehand, so that nothing is begun that cannot be cleaned up.
 *
 * @throws AzureError that names the roles
 */
export async function requireThrowAwayRights(
  cloud: Cloud,
  loginServer: string,
  repository: string,
): Promise<void> {
  const operation = `asking for the right to push to ${repository} and to delete it`;
  const session = new RegistrySession(entraIdentity(cloud, loginServer));
  const login = await session.login([`repository:${repository}:pull,push,delete`]);
  if (login.outcome === "unreachable") throw new AzureError({ operation, reason: login.reason });
  const access = login.outcome === "accepted" ? login.access : [];
  const missing = ["pull", "push", "delete"].filter(
    (action) => !allows(access, { repository, action }),
  );
  if (missing.length === 0) return;
  throw new AzureError({
    operation,
    reason: `the registry does not allow ${missing.join(", ")}`,
    advice: `give the identity ${ROLES}`,
  });
}

const EMPTY = Buffer.from("{}");

/** https://github.com/opencontainers/image-spec/blob/main/manifest.md#guidance-for-an-empty-descriptor */
const EMPTY_DESCRIPTOR = {
  mediaType: "application/vnd.oci.empty.v1+json",
  digest: "sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a",
  size: EMPTY.length,
};

function manifestOf(tag: string): Record<string, unknown> {
  return {
    schemaVersion: 2,
    mediaType: KnownManifestMediaType.OciImageManifest,
    artifactType: EMPTY_DESCRIPTOR.mediaType,
    config: EMPTY_DESCRIPTOR,
    layers: [EMPTY_DESCRIPTOR],
    annotations: { "org.opencontainers.image.title": `a trial that is deleted again: ${tag}` },
  };
}
