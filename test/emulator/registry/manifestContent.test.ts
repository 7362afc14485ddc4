// Pushing manifests over HTTP: what is taken, what is refused, and how they are removed.
import { expect } from "chai";
import { digestOf } from "../../../emulator/registry/repositories";
import { useEmulator } from "../useEmulator";
import {
  DOCKER_MANIFEST,
  descriptorOf,
  imageOf,
  indexOf,
  OCI_INDEX,
  OCI_MANIFEST,
  Pusher,
  toJson,
} from "./pushing";

describe("a manifest that is pushed to an emulated registry", () => {
  const azure = useEmulator();
  let pusher: Pusher;
  const config = Buffer.from("{}");
  const layer = Buffer.from("layer");
  const absent = [Buffer.from("absent"), Buffer.from("also absent")] as const;
  const image = imageOf(config, [layer]);
  const put = (manifest: Buffer, options = {}) => pusher.put("new/one", manifest, options);
  const status = async (reference: string) =>
    (await pusher.send("HEAD", `/v2/new/one/manifests/${reference}`)).status;

  before(async () => {
    const token = await azure.givenAccess(
      "manifest-token",
      ["content/read", "content/write", "content/delete", "metadata/read"].map(
        (action) => `repositories/new/*/${action}`,
      ),
      "repository:new/one:pull,push,delete",
      "repository:new/empty:pull,push,metadata_read",
    );
    pusher = new Pusher(azure, token);
    await pusher.upload("new/one", config);
    await pusher.upload("new/one", layer);
  });

  it("is kept byte by byte, by tag and by digest", async () => {
    const tagged = await put(image, { tag: "v1" });
    const again = await put(image);
    for (const { status, headers } of [tagged, again]) {
      expect([status, headers.location, headers["docker-content-digest"]]).to.deep.equal([
        201,
        `/v2/new/one/manifests/${digestOf(image)}`,
        digestOf(image),
      ]);
    }
    const read = await pusher.send("GET", "/v2/new/one/manifests/v1");
    expect([read.headers["content-type"], read.bytes.equals(image)]).to.deep.equal([
      OCI_MANIFEST,
      true,
    ]);
  });

  it("needs its content, and everything that is missing is reported at once", async () => {
    const missing = (...contents: Buffer[]) => [
      400,
      {
        errors: contents.map((each) => ({
          code: "MANIFEST_BLOB_UNKNOWN",
          message: "blob unknown to registry",
          detail: digestOf(each),
        })),
      },
    ];
    const image = await put(imageOf(absent[0], [layer, absent[1]]));
    const index = await put(indexOf([descriptorOf(absent[0], OCI_MANIFEST)]), {
      mediaType: OCI_INDEX,
    });
    expect([image.status, image.body]).to.deep.equal(missing(...absent));
    expect([index.status, index.body]).to.deep.equal(missing(absent[0]));
  });

  const urls = ["https://example.com/layer"];
  const windows = "application/vnd.docker.image.rootfs.foreign.diff.tar.gzip";
  const restricted = "application/vnd.oci.image.layer.nondistributable.v1.tar+gzip";
  for (const { what, mediaType, more, found } of [
    { what: "a foreign layer of Docker's", mediaType: windows, more: { urls }, found: 201 },
    { what: "a foreign layer of OCI's", mediaType: restricted, more: { urls }, found: 201 },
    { what: "a foreign layer without addresses", mediaType: windows, more: {}, found: 400 },
    {
      what: "a foreign layer with a wrong address",
      mediaType: windows,
      more: { urls: ["ftp:x"] },
      found: 400,
    },
    {
      what: "a usual layer with addresses",
      mediaType: "application/vnd.oci.image.layer.v1.tar+gzip",
      more: { urls },
      found: 400,
    },
  ]) {
    it(`is answered ${found} for ${what} that was not pushed`, async () => {
      const layers = [{ ...descriptorOf(absent[0], mediaType), ...more }];
      const answer = await put(imageOf(config, [], { layers }));
      expect(answer.status).to.equal(found);
    });
  }

  const text = (value: string) => Buffer.from(value);
  for (const { what, manifest, options, detail } of [
    { what: "an empty object", manifest: text("{}"), detail: "schemaVersion must be 2" },
    {
      what: "no JSON",
      manifest: text("blablabla"),
      detail: "The request content was invalid and could not be deserialized.",
    },
    {
      what: "a list",
      manifest: text("[]"),
      detail: "The request content must be a JSON object.",
    },
    {
      what: "the content type text/html",
      manifest: image,
      options: { mediaType: "text/html" },
      detail: 'the content type "text/html" is not one of a manifest',
    },
    {
      what: "a content type that is none",
      manifest: image,
      options: { mediaType: "text" },
      detail: 'the content type "text" is not one of a manifest',
    },
    {
      what: "another content type than its own",
      manifest: image,
      options: { mediaType: OCI_INDEX },
      detail: `mediaType must be "${OCI_INDEX}", as the content type says`,
    },
    {
      what: "Docker's content type without its own",
      manifest: imageOf(config, [], { mediaType: undefined }),
      options: { mediaType: DOCKER_MANIFEST },
      detail: `mediaType must be "${DOCKER_MANIFEST}", as the content type says`,
    },
    {
      what: "the first schema",
      manifest: imageOf(config, [], { schemaVersion: 1 }),
      detail: "schemaVersion must be 2",
    },
    {
      what: "no configuration",
      manifest: imageOf(config, [], { config: undefined }),
      detail: "config must be a descriptor",
    },
    {
      what: "a digest that is none",
      manifest: imageOf(config, [], {
        layers: [{ ...descriptorOf(layer, "a/b"), digest: "sha256:abc" }],
      }),
      detail: "layers must be a list of descriptors",
    },
    {
      what: "no layers",
      manifest: imageOf(config, [], { layers: undefined }),
      detail: "layers must be a list of descriptors",
    },
    {
      what: "no manifests",
      manifest: toJson({ schemaVersion: 2, mediaType: OCI_INDEX }),
      options: { mediaType: OCI_INDEX },
      detail: "manifests must be a list of descriptors",
    },
    {
      what: "a subject that is none",
      manifest: imageOf(config, [], { subject: "sha256:abc" }),
      detail: "subject must be a descriptor",
    },
  ] as {
    what: string;
    manifest: Buffer;
    options?: { mediaType: string };
    detail: string;
  }[]) {
    it(`is refused with ${what}`, async () => {
      const { status, body } = await put(manifest, options);
      const error = { code: "MANIFEST_INVALID", message: "manifest invalid", detail };
      expect([status, body]).to.deep.equal([400, { errors: [error] }]);
    });
  }

  it("is refused without a content type", async () => {
    const { status, body } = await pusher.send("PUT", "/v2/new/one/manifests/v1", image);
    const detail = 'the content type "" is not one of a manifest';
    const error = { code: "MANIFEST_INVALID", message: "manifest invalid", detail };
    expect([status, body]).to.deep.equal([400, { errors: [error] }]);
  });

  for (const tag of [".bad..tag x", "-v1", ".hidden", "a b", "x".repeat(129), "ä"]) {
    it(`is refused by the tag ${tag}`, async () => {
      const { status, body } = await put(image, { tag });
      expect([status, body]).to.deep.equal([
        400,
        { errors: [{ code: "TAG_INVALID", message: `invalid tag name "${tag}"` }] },
      ]);
    });
  }

  it("is refused by another digest than its own", async () => {
    for (const tag of [digestOf(layer), "sha256:totallywrong"]) {
      const { status, body } = await put(image, { tag });
      expect([status, (body as { errors: { code: string }[] }).errors[0]?.code]).to.deep.equal([
        400,
        "DIGEST_INVALID",
      ]);
    }
  });

  it("makes no repository when it is refused", async () => {
    await pusher.put("new/empty", image);
    const { status } = await pusher.send("GET", "/v2/new/empty/tags/list");
    expect(status).to.equal(404);
  });

  it("is removed by its digest with all its tags, and not by a tag", async () => {
    const other = imageOf(config, [layer], { annotations: { other: "true" } });
    for (const tag of ["a", "b"]) await put(other, { tag });
    const byTag = await pusher.send("DELETE", "/v2/new/one/manifests/a");
    expect([byTag.status, byTag.body]).to.deep.equal([
      405,
      {
        errors: [
          {
            code: "UNSUPPORTED",
            message: "The operation is unsupported.",
            detail: "delete a manifest by its digest, and a tag at /acr/v1/{name}/_tags/{tag}",
          },
        ],
      },
    ]);
    expect(await status("a")).to.equal(200);

    const path = `/v2/new/one/manifests/${digestOf(other)}`;
    expect((await pusher.send("DELETE", path)).status).to.equal(202);
    expect([await status("a"), await status("b"), await status(digestOf(other))]).to.deep.equal([
      404, 404, 404,
    ]);
    expect((await pusher.send("DELETE", path)).status).to.equal(404);
  });
});
