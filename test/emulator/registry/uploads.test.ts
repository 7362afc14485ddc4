// Pushing over HTTP: uploads, mounts, manifests, deletion.
import { expect } from "chai";
import { digestOf } from "../../../emulator/registry/repositories";
import type { Received } from "../exchange";
import { useEmulator } from "../useEmulator";

const MANIFEST = "application/vnd.oci.image.manifest.v1+json";

const errorsOf = ({ status, body }: Received) => [status, (body as { errors: unknown }).errors];

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

  const someBlob = async (reader: string) => {
    const index = await azure.registry("GET", "/v2/app/api/manifests/latest", reader);
    const { manifests } = index.body as { manifests: { digest: string }[] };
    const manifest = await azure.registry(
      "GET",
      `/v2/app/api/manifests/${manifests[0]?.digest}`,
      reader,
    );
    return (manifest.body as { config: { digest: string } }).config.digest;
  };

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
    const reader = await azure.givenAccess(
      "peeking-token",
      ["repositories/app/api/content/read"],
      "repository:app/api:pull",
    );
    const hidden = await someBlob(reader);
    const foreign = await send("POST", `/v2/new/two/blobs/uploads/?mount=${hidden}&from=app/api`);

    expect([mounted.status, mounted.headers["docker-content-digest"]]).to.deep.equal([201, digest]);
    expect((await send("HEAD", `/v2/new/two/blobs/${digest}`)).status).to.equal(200);
    expect(foreign.status).to.equal(202);
    expect((await send("HEAD", `/v2/new/two/blobs/${hidden}`)).status).to.equal(404);
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
