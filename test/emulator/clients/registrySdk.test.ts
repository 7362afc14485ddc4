// Microsoft's own client of registries against the emulator, unchanged but for the trusted authority.
import { ContainerRegistryClient, ContainerRegistryContentClient } from "@azure/container-registry";
import { RestError } from "@azure/core-rest-pipeline";
import { ClientSecretCredential } from "@azure/identity";
import { expect } from "chai";
import { EmulatedAzure } from "../useEmulator";

const AUDIENCE = "https://containerregistry.azure.net";

describe("Microsoft's client of registries", () => {
  const azure = new EmulatedAzure();
  let client: ContainerRegistryClient;
  let content: ContainerRegistryContentClient;

  before(async () => {
    await azure.start();
    const { url, ca, tenantId, environment } = azure.emulator;
    const { ARM_CLIENT_ID = "", ARM_CLIENT_SECRET = "" } = environment;
    const credential = new ClientSecretCredential(tenantId, ARM_CLIENT_ID, ARM_CLIENT_SECRET, {
      authorityHost: url,
      disableInstanceDiscovery: true,
      tlsOptions: { ca },
    });
    const endpoint = `https://${azure.loginServer}`;
    const options = { audience: AUDIENCE, tlsOptions: { ca } };
    client = new ContainerRegistryClient(endpoint, credential, options);
    content = new ContainerRegistryContentClient(endpoint, "sdk/image", credential, options);
  });
  after(() => azure.close());

  async function all<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
    const found: Item[] = [];
    for await (const item of items) found.push(item);
    return found;
  }
  const failure = (promise: Promise<unknown>) =>
    promise.then(
      () => expect.fail("the call succeeded"),
      (error: unknown) => {
        expect(error).to.be.instanceOf(RestError);
        return (error as RestError).statusCode;
      },
    );

  it("lists repositories, tags and manifests, in pages and in the order of their times", async () => {
    const repository = client.getRepository("app/api");
    const { manifestCount, tagCount, canWrite } = await repository.getProperties();
    const newest = await all(
      repository.listManifestProperties({ order: "LastUpdatedOnDescending" }),
    );
    const pages = await all(
      repository.getArtifact("latest").listTagProperties().byPage({ maxPageSize: 2 }),
    );

    expect((await all(client.listRepositoryNames())).length).to.equal(12);
    expect([manifestCount, tagCount, canWrite]).to.deep.equal([6, 3, true]);
    expect(newest.map(({ architecture }) => architecture)).to.deep.equal([
      undefined,
      "arm64",
      "amd64",
      undefined,
      "arm64",
      "amd64",
    ]);
    expect(newest[0]?.tags).to.deep.equal(["1.1.0", "latest"]);
    expect(pages.map((page) => page.map(({ name }) => name))).to.deep.equal([
      ["1.0.0", "1.1.0"],
      ["latest"],
    ]);
  });

  it("pushes an image in chunks, reads it, locks it, and removes it", async () => {
    const blob = Buffer.from("a blob");
    const config = await content.uploadBlob(Buffer.from("{}"));
    const layer = await content.uploadBlob(blob);
    const set = await content.setManifest(
      {
        schemaVersion: 2,
        config: {
          mediaType: "application/vnd.oci.image.config.v1+json",
          digest: config.digest,
          size: config.sizeInBytes,
        },
        layers: [
          {
            mediaType: "application/vnd.oci.image.layer.v1.tar",
            digest: layer.digest,
            size: layer.sizeInBytes,
          },
        ],
      },
      { tag: "v1" },
    );
    const got = await content.getManifest("v1");
    const download = await content.downloadBlob(layer.digest);
    const parts = await all(download.content as AsyncIterable<Buffer>);
    expect([got.digest, got.mediaType, Buffer.concat(parts).toString()]).to.deep.equal([
      set.digest,
      "application/vnd.oci.image.manifest.v1+json",
      "a blob",
    ]);

    const artifact = client.getArtifact("sdk/image", "v1");
    const locked = await artifact.updateTagProperties("v1", { canDelete: false });
    expect(locked.canDelete).to.equal(false);
    expect(await failure(artifact.deleteTag("v1"))).to.equal(405);
    await artifact.updateTagProperties("v1", { canDelete: true });
    await artifact.deleteTag("v1");
    expect(await failure(artifact.getTagProperties("v1"))).to.equal(404);
    await content.deleteManifest(set.digest);
    await content.deleteBlob(layer.digest);
    await client.deleteRepository("sdk/image");
    expect(await all(client.listRepositoryNames())).to.not.include("sdk/image");
  });
});
