// The registry's own API over HTTP: attributes of repositories, tags and manifests, their pages, and their removal.
import { expect } from "chai";
import { digestOf } from "../../../emulator/registry/repositories";
import type { Received } from "../exchange";
import { useEmulator } from "../useEmulator";
import { descriptorOf, imageOf, indexOf, OCI_INDEX, OCI_MANIFEST, Pusher } from "./pushing";

const UNLOCKED = {
  deleteEnabled: true,
  writeEnabled: true,
  readEnabled: true,
  listEnabled: true,
};

describe("attributes in an emulated registry", () => {
  const azure = useEmulator();
  const config = Buffer.from('{"os":"linux","architecture":"arm64"}');
  const layer = Buffer.from("layer");
  const image = imageOf(config, [layer, layer]);
  const other = imageOf(config, []);
  const index = indexOf([descriptorOf(image, OCI_MANIFEST)]);
  let pusher: Pusher;
  const heading = () => ({ registry: azure.loginServer, imageName: "at/one" });
  const get = (path: string) => pusher.send("GET", `/acr/v1/at%2Fone${path}`);
  /** With times replaced, which differ from run to run. */
  const stable = ({ body }: Received) =>
    JSON.parse(JSON.stringify(body).replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{7}Z/g, "<time>"));
  const times = { createdTime: "<time>", lastUpdateTime: "<time>" };
  const tag = (name: string, content: Buffer) => ({
    name,
    digest: digestOf(content),
    ...times,
    signed: false,
    changeableAttributes: UNLOCKED,
  });

  before(async () => {
    const token = await azure.givenAccess(
      "attributes-token",
      ["content/read", "content/write", "content/delete", "metadata/read"].map(
        (action) => `repositories/at/*/${action}`,
      ),
      "repository:at/one:pull,push,delete,metadata_read",
      "repository:at/none:delete,metadata_read",
    );
    pusher = new Pusher(azure, token);
    for (const blob of [config, layer]) await pusher.upload("at/one", blob);
    await pusher.put("at/one", image, { tag: "b" });
    await pusher.put("at/one", index, { tag: "c", mediaType: OCI_INDEX });
    await pusher.put("at/one", other, { tag: "a" });
    await pusher.put("at/one", image, { tag: "d" });
  });

  it("of a repository count its manifests and tags", async () => {
    expect(stable(await get(""))).to.deep.equal({
      ...heading(),
      ...times,
      manifestCount: 3,
      tagCount: 4,
      changeableAttributes: UNLOCKED,
    });
  });

  it("of tags name what they lead to", async () => {
    expect(stable(await get("/_tags/b"))).to.deep.equal({ ...heading(), tag: tag("b", image) });
    expect(stable(await get("/_tags"))).to.deep.equal({
      ...heading(),
      tags: [tag("a", other), tag("b", image), tag("c", index), tag("d", image)],
    });
  });

  const shown = {
    image: {
      digest: digestOf(image),
      imageSize: 2 * layer.length,
      ...times,
      architecture: "arm64",
      os: "linux",
      mediaType: OCI_MANIFEST,
      configMediaType: "application/vnd.oci.image.config.v1+json",
      tags: ["b", "d"],
      changeableAttributes: UNLOCKED,
    },
    index: {
      digest: digestOf(index),
      imageSize: index.length,
      ...times,
      mediaType: OCI_INDEX,
      tags: ["c"],
      changeableAttributes: UNLOCKED,
    },
  };

  it("of manifests name platform, size, type and tags", async () => {
    const listed = stable(await get("/_manifests")).manifests;
    expect(listed.map(({ digest }: { digest: string }) => digest)).to.deep.equal(
      [image, index, other].map(digestOf).sort(),
    );
    for (const [content, expected] of [
      [image, shown.image],
      [index, shown.index],
    ] as const) {
      const one = await get(`/_manifests/${encodeURIComponent(digestOf(content))}`);
      expect(stable(one)).to.deep.equal({ ...heading(), manifest: expected });
      expect(listed).to.deep.include(expected);
    }
  });

  const named = ({ body }: Received) =>
    (body as { tags: { name: string }[] }).tags.map(({ name }) => name);
  for (const { query, names, link } of [
    { query: "n=2", names: ["a", "b"], link: "last=b&n=2&orderby=" },
    { query: "n=2&last=b", names: ["c", "d"] },
    { query: "orderby=timeasc", names: ["b", "c", "a", "d"] },
    { query: "orderby=timedesc", names: ["d", "a", "c", "b"] },
    {
      query: "n=1&orderby=timedesc&last=a",
      names: ["c"],
      link: "last=c&n=1&orderby=timedesc",
    },
    { query: "n=0", names: [] },
    { query: `digest=${digestOf(image)}`, names: ["b", "d"] },
  ]) {
    it(`of tags come in the order and number of ?${query}`, async () => {
      const answer = await get(`/_tags?${query}`);
      expect(named(answer)).to.deep.equal(names);
      expect(answer.headers.link).to.equal(link && `</acr/v1/at%2Fone/_tags?${link}>; rel="next"`);
    });
  }

  it("of manifests come in pages that lead from one to the next to the end", async () => {
    const found: string[] = [];
    let path: string | undefined = "/acr/v1/at%2Fone/_manifests?n=2&orderby=timedesc";
    while (path !== undefined && found.length < 9) {
      const { body, headers } = await pusher.send("GET", path);
      found.push(
        ...(body as { manifests: { digest: string }[] }).manifests.map(({ digest }) => digest),
      );
      path = /<(.+)>/.exec(String(headers.link ?? ""))?.[1];
    }
    expect(found).to.deep.equal([other, index, image].map(digestOf));
  });

  for (const { method, path, found } of [
    { method: "GET", path: "/_tags/none", found: [404, "TAG_UNKNOWN"] },
    { method: "DELETE", path: "/_tags/none", found: [404, "TAG_UNKNOWN"] },
    { method: "GET", path: "/_manifests/sha256:abc", found: [404, "MANIFEST_UNKNOWN"] },
    { method: "GET", path: "/_tags?n=-1", found: [400, "PAGINATION_NUMBER_INVALID"] },
    { method: "GET", path: "/_manifests?n=abc", found: [400, "PAGINATION_NUMBER_INVALID"] },
  ]) {
    it(`answer ${found.join(" ")} to ${method} ${path}`, async () => {
      const { status, body } = await pusher.send(method, `/acr/v1/at/one${path}`);
      const { errors } = body as { errors: { code: string }[] };
      expect([status, errors[0]?.code]).to.deep.equal(found);
    });
  }

  for (const { method, path, action } of [
    { method: "GET", path: "", action: "metadata_read" },
    { method: "GET", path: "/_tags", action: "metadata_read" },
    { method: "GET", path: "/_tags/a", action: "metadata_read" },
    { method: "GET", path: "/_manifests", action: "metadata_read" },
    { method: "GET", path: "/_manifests/sha256:abc", action: "metadata_read" },
    { method: "PATCH", path: "", action: "metadata_write" },
    { method: "PATCH", path: "/_tags/a", action: "metadata_write" },
    { method: "PATCH", path: "/_manifests/sha256:abc", action: "metadata_write" },
    { method: "DELETE", path: "", action: "delete" },
    { method: "DELETE", path: "/_tags/a", action: "delete" },
  ]) {
    it(`ask for ${action} on ${method} ${path}`, async () => {
      const { status, headers } = await azure.registry(method, `/acr/v1/app/api${path}`);
      expect([status, headers["www-authenticate"]]).to.deep.equal([
        401,
        `Bearer realm="https://${azure.loginServer}/oauth2/token",service="${azure.loginServer}",scope="repository:app/api:${action}"`,
      ]);
    });
  }

  it("go with a tag that is removed, while its manifest stays", async () => {
    const removed = await pusher.send("DELETE", "/acr/v1/at/one/_tags/d");
    expect([removed.status, removed.bytes.length]).to.deep.equal([202, 0]);
    expect(named(await get("/_tags"))).to.deep.equal(["a", "b", "c"]);
    const manifest = await pusher.send("HEAD", `/v2/at/one/manifests/${digestOf(image)}`);
    expect(manifest.status).to.equal(200);
  });

  it("go with the repository, which tells what went", async () => {
    const removed = await pusher.send("DELETE", "/acr/v1/at/one");
    expect([removed.status, removed.body]).to.deep.equal([
      202,
      {
        manifestsDeleted: [image, index, other].map(digestOf).sort(),
        tagsDeleted: ["a", "b", "c"],
      },
    ]);
    const unknown = (name: string) => [
      404,
      {
        errors: [
          {
            code: "NAME_UNKNOWN",
            message: "repository name not known to registry",
            detail: { name },
          },
        ],
      },
    ];
    const again = await pusher.send("DELETE", "/acr/v1/at/one");
    const elsewhere = await pusher.send("GET", "/acr/v1/at/none/_tags");
    expect([again.status, again.body]).to.deep.equal(unknown("at/one"));
    expect([elsewhere.status, elsewhere.body]).to.deep.equal(unknown("at/none"));
  });
});
