// Images over HTTP: reading the seeded ones, uploading, tags, deletion, lists.
import { expect } from "chai";
import { digestOf } from "../../../emulator/registry/repositories";
import { type Received, useEmulator } from "../useEmulator";

const INDEX = "application/vnd.oci.image.index.v1+json";
const MANIFEST = "application/vnd.oci.image.manifest.v1+json";

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

  it("give parts of blobs", async () => {
    const index = await get("manifests/latest");
    const [first] = (index.body as { manifests: Descriptor[] }).manifests;
    const manifest = await get(`manifests/${first?.digest}`);
    const { config } = manifest.body as { config: Descriptor };
    const whole = await get(`blobs/${config.digest}`);
    const part = await get(`blobs/${config.digest}`, { range: "bytes=5-9" });
    const rest = await get(`blobs/${config.digest}`, { range: `bytes=${config.size - 3}-` });
    const beyond = await get(`blobs/${config.digest}`, { range: `bytes=${config.size}-` });

    expect([part.status, part.headers["content-range"]]).to.deep.equal([
      206,
      `bytes 5-9/${config.size}`,
    ]);
    expect(part.bytes.equals(whole.bytes.subarray(5, 10))).to.equal(true);
    expect(rest.bytes.equals(whole.bytes.subarray(-3))).to.equal(true);
    expect(beyond.status).to.equal(416);
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
      [{ code: "BLOB_UNKNOWN", message: "blob unknown to registry", detail: { Digest: digest } }],
    ]);
  });
});

describe("pushing to an emulated registry", () => {
  const azure = useEmulator();
  let token = "";
  const send = (method: string, path: string, bytes?: Buffer, headers?: Record<string, string>) =>
    azure.registry(method, path, token, { bytes, headers });
  const upload = async (repository: string, bytes: Buffer) => {
    const { headers } = await send("POST", `/v2/${repository}/blobs/uploads/`);
    return send("PUT", `${headers.location}?digest=${digestOf(bytes)}`, bytes);
  };
  const image = (config: Buffer, layer: Buffer) => ({
    schemaVersion: 2,
    mediaType: MANIFEST,
    config: {
      mediaType: "application/vnd.oci.image.config.v1+json",
      digest: digestOf(config),
      size: config.length,
    },
    layers: [
      {
        mediaType: "application/vnd.oci.image.layer.v1.tar",
        digest: digestOf(layer),
        size: layer.length,
      },
    ],
  });
  const config = Buffer.from("{}");
  const layer = Buffer.from("layer");

  before(async () => {
    token = await azure.givenAccess(
      "writer-token",
      ["content/read", "content/write", "content/delete", "metadata/read"].map(
        (action) => `repositories/new/*/${action}`,
      ),
      "repository:new/one:pull,push,delete,metadata_read",
      "repository:new/two:pull,push",
    );
  });

  it("takes a blob in one piece, in chunks and in a single POST", async () => {
    const bytes = Buffer.from("hello world");
    const digest = digestOf(bytes);

    const one = await upload("new/one", bytes);
    expect([one.status, one.headers.location, one.headers["docker-content-digest"]]).to.deep.equal([
      201,
      `/v2/new/one/blobs/${digest}`,
      digest,
    ]);

    const started = await send("POST", "/v2/new/two/blobs/uploads/");
    expect([started.status, started.headers.range]).to.deep.equal([202, "0-0"]);
    const { location = "" } = started.headers;
    const first = await send("PATCH", location, bytes.subarray(0, 5), { "content-range": "0-4" });
    expect([first.status, first.headers.range]).to.deep.equal([202, "0-4"]);
    const gap = await send("PATCH", location, bytes.subarray(7), { "content-range": "7-10" });
    expect(gap.status).to.equal(416);
    const progress = await send("GET", location);
    expect([progress.status, progress.headers.range]).to.deep.equal([204, "0-4"]);
    await send("PATCH", location, bytes.subarray(5), { "content-range": "5-10" });
    const finished = await send("PUT", `${location}?digest=${digest}`);
    expect(finished.status).to.equal(201);
    expect((await send("GET", `/v2/new/two/blobs/${digest}`)).bytes.toString()).to.equal(
      "hello world",
    );

    const whole = Buffer.from("at once");
    const posted = await send(
      "POST",
      `/v2/new/one/blobs/uploads/?digest=${digestOf(whole)}`,
      whole,
    );
    expect(posted.status).to.equal(201);
  });

  it("refuses a blob that is not what its digest says", async () => {
    const { headers } = await send("POST", "/v2/new/one/blobs/uploads/");
    const digest = digestOf(Buffer.from("other"));
    const answer = await send("PUT", `${headers.location}?digest=${digest}`, Buffer.from("this"));

    expect(errorsOf(answer)).to.deep.equal([
      400,
      [
        {
          code: "DIGEST_INVALID",
          message: "provided digest did not match uploaded content",
          detail: { Digest: digest },
        },
      ],
    ]);
  });

  it("forgets a cancelled upload", async () => {
    const { headers } = await send("POST", "/v2/new/one/blobs/uploads/");
    const cancelled = await send("DELETE", String(headers.location));
    const late = await send("PATCH", String(headers.location), Buffer.from("x"));

    expect(cancelled.status).to.equal(204);
    expect([
      late.status,
      (late.body as { errors: { code: string }[] }).errors[0]?.code,
    ]).to.deep.equal([404, "BLOB_UPLOAD_UNKNOWN"]);
  });

  it("mounts a blob from a repository that may be read, and starts an upload otherwise", async () => {
    const bytes = Buffer.from("shared");
    const digest = digestOf(bytes);
    await upload("new/one", bytes);

    const mounted = await send("POST", `/v2/new/two/blobs/uploads/?mount=${digest}&from=new/one`);
    const foreign = await send("POST", `/v2/new/two/blobs/uploads/?mount=${digest}&from=app/api`);

    expect([mounted.status, mounted.headers["docker-content-digest"]]).to.deep.equal([201, digest]);
    expect((await send("HEAD", `/v2/new/two/blobs/${digest}`)).status).to.equal(200);
    expect(foreign.status).to.equal(202);
  });

  it("takes a manifest once everything in it is there, by tag and by digest", async () => {
    const manifest = Buffer.from(JSON.stringify(image(config, layer)));
    const put = (reference: string) =>
      send("PUT", `/v2/new/one/manifests/${reference}`, manifest, { "content-type": MANIFEST });

    expect(errorsOf(await put("v1"))).to.deep.equal([
      400,
      [
        {
          code: "MANIFEST_BLOB_UNKNOWN",
          message: "blob unknown to registry",
          detail: { Digest: digestOf(config) },
        },
      ],
    ]);
    await upload("new/one", config);
    await upload("new/one", layer);
    const tagged = await put("v1");
    expect([tagged.status, tagged.headers["docker-content-digest"]]).to.deep.equal([
      201,
      digestOf(manifest),
    ]);
    expect((await put(digestOf(manifest))).status).to.equal(201);
    expect((await put(digestOf(layer))).status).to.equal(400);

    const read = await send("GET", "/v2/new/one/manifests/v1");
    expect([read.headers["content-type"], read.bytes.equals(manifest)]).to.deep.equal([
      MANIFEST,
      true,
    ]);
  });

  it("removes one tag, or a digest with all its tags", async () => {
    const other = Buffer.from('{"other":true}');
    await upload("new/one", other);
    await upload("new/one", layer);
    const manifest = Buffer.from(JSON.stringify(image(other, layer)));
    for (const tag of ["a", "b", "c"]) {
      await send("PUT", `/v2/new/one/manifests/${tag}`, manifest, { "content-type": MANIFEST });
    }
    const status = async (reference: string) =>
      (await send("HEAD", `/v2/new/one/manifests/${reference}`)).status;

    expect((await send("DELETE", "/v2/new/one/manifests/a")).status).to.equal(202);
    expect([await status("a"), await status("b"), await status(digestOf(manifest))]).to.deep.equal([
      404, 200, 200,
    ]);
    expect((await send("DELETE", `/v2/new/one/manifests/${digestOf(manifest)}`)).status).to.equal(
      202,
    );
    expect([await status("b"), await status("c")]).to.deep.equal([404, 404]);
    expect((await send("DELETE", "/v2/new/one/manifests/b")).status).to.equal(404);
  });

  it("is refused to a token that may only pull", async () => {
    const reader = await azure.givenAccess(
      "onlyread-token",
      ["repositories/app/api/content/read"],
      "repository:app/api:pull,push",
    );
    const start = await azure.registry("POST", "/v2/app/api/blobs/uploads/", reader);
    const put = await azure.registry("PUT", "/v2/app/api/manifests/evil", reader, { bytes: layer });

    for (const { status, headers } of [start, put]) {
      expect(status).to.equal(401);
      expect(headers["www-authenticate"]).to.include('error="insufficient_scope"');
    }
  });
});

describe("lists of an emulated registry", () => {
  const azure = useEmulator();

  it("give the tags of a repository in pages, to a token with metadata/read", async () => {
    const token = await azure.givenAccess(
      "lister-token",
      ["repositories/app/api/metadata/read"],
      "repository:app/api:metadata_read",
    );
    const all = await azure.registry("GET", "/v2/app/api/tags/list", token);
    const first = await azure.registry("GET", "/v2/app/api/tags/list?n=2", token);
    const rest = await azure.registry("GET", "/v2/app/api/tags/list?n=2&last=1.1.0", token);

    expect(all.body).to.deep.equal({ name: "app/api", tags: ["1.0.0", "1.1.0", "latest"] });
    expect(first.body).to.deep.equal({ name: "app/api", tags: ["1.0.0", "1.1.0"] });
    expect(first.headers.link).to.equal(
      '</v2/app/api/tags/list?last=1.1.0&n=2&orderby=>; rel="next"',
    );
    expect(rest.body).to.deep.equal({ name: "app/api", tags: ["latest"] });
    expect(rest.headers.link).to.equal(undefined);
  });

  it("refuse the tags to a token with only content/read", async () => {
    const token = await azure.givenAccess(
      "puller-token",
      ["repositories/app/api/content/read"],
      "repository:app/api:pull,metadata_read",
    );
    expect((await azure.registry("GET", "/v2/app/api/tags/list", token)).status).to.equal(401);
  });

  it("refuse the catalog to a customer's token, and give it for the root wildcard", async () => {
    const customer = await azure.givenAccess(
      "customer-token",
      ["repositories/app/*/metadata/read"],
      "registry:catalog:*",
    );
    const operator = await azure.givenAccess(
      "operator-token",
      ["repositories/*/metadata/read"],
      "registry:catalog:*",
    );
    const refused = await azure.registry("GET", "/v2/_catalog", customer);
    const given = await azure.registry("GET", "/v2/_catalog?n=3", operator);

    expect(refused.status).to.equal(401);
    expect(refused.headers["www-authenticate"]).to.include('error="insufficient_scope"');
    expect(given.body).to.deep.equal({ repositories: ["app/api", "app/web", "app/worker"] });
    expect(given.headers.link).to.equal(
      '</v2/_catalog?last=app%2Fworker&n=3&orderby=>; rel="next"',
    );
  });

  it("answer 404 for a repository that is not there", async () => {
    const token = await azure.givenAccess(
      "future-token",
      ["repositories/app/*/metadata/read"],
      "repository:app/future:metadata_read",
    );
    expect(errorsOf(await azure.registry("GET", "/v2/app/future/tags/list", token))).to.deep.equal([
      404,
      [
        {
          code: "NAME_UNKNOWN",
          message: 'repository "app/future" is not found',
          detail: { name: "app/future" },
        },
      ],
    ]);
  });
});
