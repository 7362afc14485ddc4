// Blobs over HTTP: whole, in parts, and removed.
import { expect } from "chai";
import { digestOf } from "../../../emulator/registry/repositories";
import { useEmulator } from "../useEmulator";
import { Pusher } from "./pushing";

describe("a blob in an emulated registry", () => {
  const azure = useEmulator();
  const text = "0123456789";
  const path = `/v2/parts/blobs/${digestOf(Buffer.from(text))}`;
  const none = digestOf(Buffer.alloc(0));
  let pusher: Pusher;

  before(async () => {
    const token = await azure.givenAccess(
      "parts-token",
      ["content/read", "content/write", "content/delete"].map(
        (action) => `repositories/parts/${action}`,
      ),
      "repository:parts:pull,push,delete",
    );
    pusher = new Pusher(azure, token);
    await pusher.upload("parts", Buffer.from(text));
    await pusher.upload("parts", Buffer.alloc(0));
  });

  for (const { range, found } of [
    { range: "bytes=5-7", found: [206, "567", "bytes 5-7/10"] },
    { range: "bytes=0-0", found: [206, "0", "bytes 0-0/10"] },
    { range: "bytes=7-", found: [206, "789", "bytes 7-9/10"] },
    { range: "bytes=7-99", found: [206, "789", "bytes 7-9/10"] },
    { range: "bytes=-5", found: [206, "56789", "bytes 5-9/10"] },
    { range: "bytes=-99", found: [206, text, "bytes 0-9/10"] },
    { range: "bytes=-0", found: [416, "", "bytes */10"] },
    { range: "bytes=10-", found: [416, "", "bytes */10"] },
    { range: "bytes=10-20", found: [416, "", "bytes */10"] },
    { range: "bytes=7-5", found: [200, text, undefined] },
    { range: "bytes=-", found: [200, text, undefined] },
    { range: "bytes=0-1,3-4", found: [200, text, undefined] },
    { range: "bytes=a-b", found: [200, text, undefined] },
    { range: "lines=1-2", found: [200, text, undefined] },
  ]) {
    it(`is answered ${found[0]} to the range ${range}`, async () => {
      const { status, bytes, headers } = await pusher.send("GET", path, undefined, { range });
      expect([status, bytes.toString(), headers["content-range"]]).to.deep.equal(found);
      if (status !== 416) expect(headers["content-length"]).to.equal(String(bytes.length));
    });
  }

  it("has no parts where it is empty, and none for HEAD", async () => {
    const headers = { range: "bytes=-5" };
    const empty = await pusher.send("GET", `/v2/parts/blobs/${none}`, undefined, headers);
    const head = await pusher.send("HEAD", path, undefined, headers);
    expect([empty.status, empty.headers["content-range"]]).to.deep.equal([416, "bytes */0"]);
    expect([head.status, head.headers["content-length"]]).to.deep.equal([200, "10"]);
  });

  it("is gone once it is removed, and cannot be removed again", async () => {
    const statuses = [];
    for (const method of ["DELETE", "GET"]) {
      statuses.push((await pusher.send(method, path)).status);
    }
    const { status, body } = await pusher.send("DELETE", path);
    expect(statuses).to.deep.equal([202, 404]);
    expect([status, body]).to.deep.equal([
      404,
      { errors: [{ code: "BLOB_UNKNOWN", message: "blob unknown to registry" }] },
    ]);
  });
});
