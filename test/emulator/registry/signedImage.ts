// A small image for two platforms with a signature that refers to it, and with it one access token for pushing.

import { digestOf } from "../../../emulator/registry/repositories";
import type { EmulatedAzure } from "../useEmulator";
import {
  artifactOf,
  descriptorOf,
  imageOf,
  indexOf,
  OCI_ARTIFACT,
  OCI_INDEX,
  OCI_MANIFEST,
  type ORAS_ARTIFACT,
  Pusher,
} from "./pushing";

/** The digests of what was pushed. */
export interface Pushed {
  readonly index: string;
  readonly children: readonly string[];
  readonly signature: string;
}

/** A client that may do everything with the repositories, as a token of that name which it makes. */
export async function givenPusher(
  azure: EmulatedAzure,
  token: string,
  ...repositories: string[]
): Promise<Pusher> {
  const kinds = ["content/read", "content/write", "content/delete", "metadata/read"];
  const access = await azure.givenAccess(
    token,
    repositories.flatMap((name) => kinds.map((kind) => `repositories/${name}/${kind}`)),
    ...repositories.map((name) => `repository:${name}:pull,push,delete,metadata_read`),
  );
  return new Pusher(azure, access);
}

/** Pushes an image for two platforms under a tag; the content differs by `version`. */
export async function pushImage(
  pusher: Pusher,
  repository: string,
  tag: string,
  version = tag,
): Promise<Omit<Pushed, "signature">> {
  const children = [];
  for (const architecture of ["amd64", "arm64"]) {
    const config = Buffer.from(JSON.stringify({ os: "linux", architecture, version }));
    await pusher.upload(repository, config);
    const image = imageOf(config, []);
    await pusher.put(repository, image);
    children.push({
      ...descriptorOf(image, OCI_MANIFEST),
      platform: { os: "linux", architecture },
    });
  }
  const index = indexOf(children);
  await pusher.put(repository, index, { mediaType: OCI_INDEX, tag });
  return { index: digestOf(index), children: children.map(({ digest }) => digest) };
}

/** Pushes a signature of a manifest, by its digest as it has no tag. */
export async function pushSignature(
  pusher: Pusher,
  repository: string,
  subject: string,
): Promise<string> {
  const config = Buffer.from("{}");
  await pusher.upload(repository, config);
  const signature = imageOf(config, [], {
    artifactType: "application/vnd.example.signature",
    subject: { mediaType: OCI_INDEX, digest: subject, size: 1 },
  });
  await pusher.put(repository, signature);
  return digestOf(signature);
}

/** Pushes one of a retired form, about a manifest or about nothing. */
export async function pushArtifact(
  pusher: Pusher,
  repository: string,
  {
    subject,
    mediaType = OCI_ARTIFACT,
    tag,
  }: {
    readonly subject?: string;
    readonly mediaType?: typeof OCI_ARTIFACT | typeof ORAS_ARTIFACT;
    readonly tag?: string;
  },
): Promise<string> {
  const about = { mediaType: OCI_INDEX, digest: subject, size: 1 };
  const artifact = artifactOf(mediaType, [], subject === undefined ? {} : { subject: about });
  await pusher.put(repository, artifact, { mediaType, ...(tag === undefined ? {} : { tag }) });
  return digestOf(artifact);
}
