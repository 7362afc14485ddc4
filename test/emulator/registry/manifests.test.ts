// The seeded images over HTTP: indexes, manifests, configurations, layers.
import { expect } from "chai";
import { digestOf } from "../../../emulator/registry/repositories";
import type { Received } from "../exchange";
import { useEmulator } from "../useEmulator";

const INDEX = "application/vnd.oci.image.index.v1+json";

interface Descriptor {
  readonly mediaType: string;
  readonly digest: string;
  readonly size: number;
  readonly platform?: { readonly os: string; readonly architecture: string };
}

const errorsOf = ({ status, body }: Received) => [status, (body as { errors: unknown }).errors];

describe("seeded images", () => {
  const azure = useEmulator();
  let token = "";
  const get = (path: string, headers: Record<string, string> = {}) =>
    azure.registry("GET", `/v2/app/api/${path}`, token, { headers });

  before(async () => {
    token = await azure.givenAccess(
      "reader-token",
      ["repositories/app/api/content/read"],
      "repository:app/api:pull",
    );
  });

  it("are indexes for two platforms, whose manifests, configurations and layers are all there", async () => {
    const index = await get("manifests/latest");
    const { manifests } = index.body as { manifests: Descriptor[] };

    expect(index.headers).to.include({
      "content-type": INDEX,
      "docker-content-digest": digestOf(index.bytes),
      "content-length": String(index.bytes.length),
    });
    expect(manifests.map(({ platform }) => platform)).to.deep.equal([
      { architecture: "amd64", os: "linux" },
      { architecture: "arm64", os: "linux" },
    ]);
    for (const { digest, size } of manifests) {
      const manifest = await get(`manifests/${digest}`);
      expect([digestOf(manifest.bytes), manifest.bytes.length]).to.deep.equal([digest, size]);
      const { config, layers } = manifest.body as { config: Descriptor; layers: Descriptor[] };
      for (const blob of [config, ...layers]) {
        const { bytes } = await get(`blobs/${blob.digest}`);
        expect([digestOf(bytes), bytes.length]).to.deep.equal([blob.digest, blob.size]);
      }
    }
  });

  it("have latest at 1.1.0, and another image at 1.0.0", async () => {
    const digest = async (tag: string) =>
      (await get(`manifests/${tag}`)).headers["docker-content-digest"];

    expect(await digest("latest")).to.equal(await digest("1.1.0"));
    expect(await digest("latest")).not.to.equal(await digest("1.0.0"));
  });

  it("answer HEAD with the headers and no body", async () => {
    const { headers } = await get("manifests/latest");
    const head = await azure.registry("HEAD", "/v2/app/api/manifests/latest", token);

    expect([head.status, head.bytes.length]).to.deep.equal([200, 0]);
    expect(head.headers["docker-content-digest"]).to.equal(headers["docker-content-digest"]);
    expect(head.headers["content-length"]).to.equal(headers["content-length"]);
  });

  it("are not found by a wrong tag, digest or blob", async () => {
    const digest = digestOf(Buffer.from("nothing"));

    expect(errorsOf(await get("manifests/9.9.9"))).to.deep.equal([
      404,
      [
        {
          code: "MANIFEST_UNKNOWN",
          message: 'manifest tagged by "9.9.9" is not found',
          detail: { Name: "app/api", Tag: "9.9.9" },
        },
      ],
    ]);
    expect(errorsOf(await get(`manifests/${digest}`))).to.deep.equal([
      404,
      [
        {
          code: "MANIFEST_UNKNOWN",
          message: `manifest tagged by "${digest}" is not found`,
          detail: { Name: "app/api", Digest: digest },
        },
      ],
    ]);
    expect(errorsOf(await get(`blobs/${digest}`))).to.deep.equal([
      404,
      [{ code: "BLOB_UNKNOWN", message: "blob unknown to registry", detail: digest }],
    ]);
  });
});
