// The vendor's images of the sync story: pushed by Microsoft's client, and looked up at both sides.
import { ContainerRegistryContentClient } from "@azure/container-registry";
import { NotFound } from "../../../azure/registry/answers";
import { audienceIn } from "../../../azure/registry/identities";
import { getManifest } from "../../../azure/registry/manifests";
import { PREFIX, REPOSITORY } from "./scenario";
import type { Side, Stage } from "./stage";

/** What was pushed: by what people call it, the tag or the digest under which it is found. */
export type Pushed = ReadonlyMap<string, string>;

const INDEX = "application/vnd.oci.image.index.v1+json";
const MANIFEST = "application/vnd.oci.image.manifest.v1+json";
const ARTIFACT = "application/vnd.oci.empty.v1+json";

/** Pushes an image for two platforms under a tag, and a signature that refers to it. */
export async function pushSigned(vendor: Side, version: string): Promise<Pushed> {
  const client = clientAt(vendor);
  const upload = async (content: string, mediaType: string) => {
    const { digest, sizeInBytes: size } = await client.uploadBlob(Buffer.from(content));
    return { mediaType, digest, size };
  };
  const put = async (manifest: object, mediaType: string, tag?: string) => {
    const bytes = Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType, ...manifest }));
    const options = { mediaType, ...(tag === undefined ? {} : { tag }) };
    const { digest } = await client.setManifest(bytes, options);
    return { mediaType, digest, size: bytes.length };
  };
  const manifests = [];
  for (const architecture of ["amd64", "arm64"]) {
    const platform = { os: "linux", architecture };
    const layer = await upload(`${REPOSITORY} ${version} for ${architecture}`, LAYER);
    const rootfs = { type: "layers", diff_ids: [layer.digest] };
    const config = await upload(JSON.stringify({ ...platform, rootfs }), CONFIG);
    manifests.push({ ...(await put({ config, layers: [layer] }, MANIFEST)), platform });
  }
  const image = await put({ manifests }, INDEX, version);
  const signature = await put(
    {
      artifactType: "application/vnd.cncf.notary.signature",
      config: await upload("{}", ARTIFACT),
      layers: [await upload(`signature of ${image.digest}`, "application/jose+json")],
      subject: image,
    },
    MANIFEST,
  );
  return new Map([
    [`${REPOSITORY}:${version}`, version],
    ...manifests.map(({ digest, platform: { os, architecture } }): [string, string] => [
      `  ${os}/${architecture}`,
      digest,
    ]),
    ["  signature", signature.digest],
  ]);
}

const LAYER = "application/vnd.oci.image.layer.v1.tar";
const CONFIG = "application/vnd.oci.image.config.v1+json";

/** Points a tag to what another tag points to. */
export async function pointTag(vendor: Side, tag: string, to: string): Promise<Pushed> {
  const client = clientAt(vendor);
  const { content, mediaType } = await client.getManifest(to);
  await client.setManifest(content, { tag, mediaType });
  return new Map([[`${REPOSITORY}:${tag}`, tag]]);
}

function clientAt({ cloud, loginServer }: Side): ContainerRegistryContentClient {
  // Without our policies, which read each answer to its end, where this client wants a stream.
  const { tlsOptions = {} } = cloud.http.clientOptions;
  const options = { tlsOptions, audience: audienceIn(cloud) };
  const endpoint = `https://${loginServer}`;
  return new ContainerRegistryContentClient(endpoint, REPOSITORY, cloud.credential, options);
}

/** What both sides have under one name: a digest, or undefined for nothing. */
export interface Compared {
  readonly name: string;
  readonly source: string | undefined;
  readonly copy: string | undefined;
}

/** Looks for everything that was pushed, at both sides. */
export async function compare({ vendor, contoso }: Stage, pushed: Pushed): Promise<Compared[]> {
  const [source, copy] = [vendor.openSession(), contoso.openSession()];
  const found: Compared[] = [];
  for (const [name, reference] of pushed) {
    found.push({
      name,
      source: await digestAt(source, REPOSITORY, reference),
      copy: await digestAt(copy, `${PREFIX}${REPOSITORY}`, reference),
    });
  }
  return found;
}

async function digestAt(
  session: ReturnType<Side["openSession"]>,
  repository: string,
  reference: string,
): Promise<string | undefined> {
  try {
    return (await getManifest(session, { repository, reference })).digest;
  } catch (thrown) {
    if (thrown instanceof NotFound) return undefined;
    throw thrown;
  }
}
