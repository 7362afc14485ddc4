// Pushing blobs over HTTP: whole, in chunks, mounted.
import { expect } from "chai";
import { digestOf } from "../../../emulator/registry/repositories";
import type { Received } from "../exchange";
import { useEmulator } from "../useEmulator";
import { imageOf, Pusher } from "./pushing";

const errorsOf = ({ status, body }: Received) => [status, (body as { errors: unknown }).errors];
const codeOf = ({ status, body }: Received) => [
  status,
  (body as { errors: { code: string }[] }).errors[0]?.code,
];

describe("pushing to an emulated registry", () => {
  const azure = useEmulator();
  let pusher: Pusher;
  const send: Pusher["send"] = (...sent) => pusher.send(...sent);
  const start = async () => (await send("POST", "/v2/new/two/blobs/uploads/")).headers.location;

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
    const token = await azure.givenAccess(
      "writer-token",
      ["content/read", "content/write", "content/delete", "metadata/read"].map(
        (action) => `repositories/new/*/${action}`,
      ),
      "repository:new/one:pull,push,delete,metadata_read",
      "repository:new/two:pull,push",
    );
    pusher = new Pusher(azure, token);
  });

  it("takes a blob in one piece, in chunks and in a single POST", async () => {
    const bytes = Buffer.from("hello world");
    const digest = digestOf(bytes);

    const one = await pusher.upload("new/one", bytes);
    expect([one.status, one.headers.location, one.headers["docker-content-digest"]]).to.deep.equal([
      201,
      `/v2/new/one/blobs/${digest}`,
      digest,
    ]);

    const started = await send("POST", "/v2/new/two/blobs/uploads/");
    expect([started.status, started.headers.range]).to.deep.equal([202, "0-0"]);
    const first = await send("PATCH", String(started.headers.location), bytes.subarray(0, 5), {
      "content-range": "0-4",
    });
    expect([first.status, first.headers.range]).to.deep.equal([202, "0-4"]);
    const second = await send("PATCH", String(first.headers.location), bytes.subarray(5), {
      "content-range": "5-10",
    });
    expect([second.status, second.headers.range]).to.deep.equal([202, "0-10"]);
    const finished = await send("PUT", `${second.headers.location}&digest=${digest}`);
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

  it("leads on by an address with a signed state, of which only the newest takes content", async () => {
    const location = String(await start());
    const [, id = "", state = ""] =
      /^\/v2\/new\/two\/blobs\/uploads\/([^?]+)\?_nouploadcache=false&_state=([\w-]+)$/.exec(
        location,
      ) ?? [];
    const { StartedAt, ...signed } = JSON.parse(
      Buffer.from(state, "base64url").subarray(32).toString("utf8"),
    );
    expect(signed).to.deep.equal({ Name: "new/two", UUID: id, Offset: 0 });
    expect(StartedAt).to.match(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{7}Z$/);

    const first = await send("PATCH", location, Buffer.from("01234"));
    const digest = digestOf(Buffer.from("01234"));
    const stale = [
      await send("PATCH", location, Buffer.from("56789")),
      await send("PUT", `${location}&digest=${digest}`),
    ];
    expect(stale.map(codeOf)).to.deep.equal([
      [416, "BLOB_UPLOAD_INVALID"],
      [416, "BLOB_UPLOAD_INVALID"],
    ]);
    const progress = await send("GET", location);
    expect([progress.status, progress.headers.range, progress.headers.location]).to.deep.equal([
      204,
      "0-4",
      first.headers.location,
    ]);
    expect((await send("PUT", `${progress.headers.location}&digest=${digest}`)).status).to.equal(
      201,
    );
  });

  it("knows no address without its state, with another's, or with a second question mark", async () => {
    const location = String(await start());
    const other = String(await start());
    const path = location.split("?")[0];
    const digest = digestOf(Buffer.alloc(0));
    for (const [method, address] of [
      ["GET", path],
      ["PATCH", `${path}?${other.split("?")[1]}`],
      ["PUT", `${path}?digest=${digest}`],
      ["PUT", `${location}?digest=${digest}`],
      ["DELETE", `${location.slice(0, -4)}AAAA`],
    ] as const) {
      expect(codeOf(await send(method, String(address)))).to.deep.equal([
        404,
        "BLOB_UPLOAD_INVALID",
      ]);
    }
    expect((await send("PUT", `${location}&digest=${digest}`)).status).to.equal(201);
  });

  for (const { what, range, found } of [
    { what: "after a gap", range: "7-9", found: [416, "BLOB_UPLOAD_INVALID"] },
    { what: "from the start again", range: "0-2", found: [416, "BLOB_UPLOAD_INVALID"] },
    {
      what: "without a range that is one",
      range: "five-seven",
      found: [416, "BLOB_UPLOAD_INVALID"],
    },
    { what: "shorter than its range", range: "5-9", found: [400, "SIZE_INVALID"] },
    { what: "longer than its range", range: "5-6", found: [400, "SIZE_INVALID"] },
  ] as const) {
    it(`refuses a chunk ${what}, be it the last or not`, async () => {
      const first = await send("PATCH", String(await start()), Buffer.from("01234"));
      const location = String(first.headers.location);
      const headers = { "content-range": range };
      const digest = digestOf(Buffer.from("01234567"));
      for (const [method, address] of [
        ["PATCH", location],
        ["PUT", `${location}&digest=${digest}`],
      ] as const) {
        expect(codeOf(await send(method, address, Buffer.from("567"), headers))).to.deep.equal(
          found,
        );
      }
      const right = await send("PUT", `${location}&digest=${digest}`, Buffer.from("567"), {
        "content-range": "bytes 5-7/8",
      });
      expect(right.status).to.equal(201);
    });
  }

  it("refuses a blob that is not what its digest says", async () => {
    const { headers } = await send("POST", "/v2/new/one/blobs/uploads/");
    const digest = digestOf(Buffer.from("other"));
    const answer = await send("PUT", `${headers.location}&digest=${digest}`, Buffer.from("this"));

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
    await pusher.upload("new/one", bytes);

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

  it("is refused to a token that may only pull", async () => {
    const reader = await azure.givenAccess(
      "onlyread-token",
      ["repositories/app/api/content/read"],
      "repository:app/api:pull,push",
    );
    const start = await azure.registry("POST", "/v2/app/api/blobs/uploads/", reader);
    const put = await azure.registry("PUT", "/v2/app/api/manifests/evil", reader, {
      bytes: imageOf(Buffer.from("{}"), []),
    });

    for (const { status, headers } of [start, put]) {
      expect(status).to.equal(401);
      expect(headers["www-authenticate"]).to.include('error="insufficient_scope"');
    }
  });
});
