// Referrers over HTTP: what says something about a manifest, and what happens to it.
import { expect } from "chai";
import { digestOf } from "../../../emulator/registry/repositories";
import { useEmulator } from "../useEmulator";
import { descriptorOf, imageOf, indexOf, OCI_INDEX, OCI_MANIFEST, Pusher } from "./pushing";

const SBOM = "application/spdx+json";
const SIGNATURE = "application/vnd.example.signature";

describe("referrers in an emulated registry", () => {
  const azure = useEmulator();
  const config = Buffer.from("{}");
  const image = imageOf(config, []);
  const subject = descriptorOf(image, OCI_MANIFEST);
  const sbom = imageOf(config, [], { artifactType: SBOM, subject, annotations: { made: "by us" } });
  const signature = imageOf(config, [], {
    config: descriptorOf(config, SIGNATURE),
    subject,
  });
  const index = indexOf([descriptorOf(image, OCI_MANIFEST)], { subject });
  const ofSbom = imageOf(config, [], {
    artifactType: SIGNATURE,
    subject: descriptorOf(sbom, OCI_MANIFEST),
  });
  const early = descriptorOf(Buffer.from("not pushed yet"), OCI_MANIFEST);
  const ofEarly = imageOf(config, [], { artifactType: SBOM, subject: early });
  let pusher: Pusher;
  const list = (digest: string, query = "") =>
    pusher.send("GET", `/v2/ref/one/referrers/${digest}${query}`);

  before(async () => {
    const token = await azure.givenAccess(
      "referrers-token",
      ["content/read", "content/write", "content/delete"].map(
        (action) => `repositories/ref/*/${action}`,
      ),
      "repository:ref/one:pull,push,delete",
      "repository:ref/none:pull",
    );
    pusher = new Pusher(azure, token);
    await pusher.upload("ref/one", config);
    await pusher.put("ref/one", image, { tag: "1" });
  });

  it("are reported at their push, also where what they refer to is not there", async () => {
    const pushed = [
      await pusher.put("ref/one", sbom),
      await pusher.put("ref/one", signature),
      await pusher.put("ref/one", index, { mediaType: OCI_INDEX }),
      await pusher.put("ref/one", ofSbom),
      await pusher.put("ref/one", ofEarly),
      await pusher.put("ref/one", image),
    ];
    expect(pushed.map(({ status, headers }) => [status, headers["oci-subject"]])).to.deep.equal([
      [201, subject.digest],
      [201, subject.digest],
      [201, subject.digest],
      [201, digestOf(sbom)],
      [201, early.digest],
      [201, undefined],
    ]);
  });

  it("are listed as an index, with the types of artifacts and annotations", async () => {
    const { status, headers, body } = await list(subject.digest);
    expect([status, headers["content-type"], headers["oci-filters-applied"]]).to.deep.equal([
      200,
      OCI_INDEX,
      undefined,
    ]);
    expect(JSON.parse(JSON.stringify(body))).to.deep.equal({
      schemaVersion: 2,
      mediaType: OCI_INDEX,
      manifests: [
        {
          ...descriptorOf(sbom, OCI_MANIFEST),
          artifactType: SBOM,
          annotations: { made: "by us" },
        },
        { ...descriptorOf(signature, OCI_MANIFEST), artifactType: SIGNATURE },
        descriptorOf(index, OCI_INDEX),
      ],
    });
  });

  it("are filtered by the type of artifact", async () => {
    const { headers, body } = await list(
      subject.digest,
      `?artifactType=${encodeURIComponent(SIGNATURE)}`,
    );
    expect(headers["oci-filters-applied"]).to.equal("artifactType");
    expect(body).to.deep.equal({
      schemaVersion: 2,
      mediaType: OCI_INDEX,
      manifests: [{ ...descriptorOf(signature, OCI_MANIFEST), artifactType: SIGNATURE }],
    });
  });

  it("are an empty index where there are none, also of what and where nothing is", async () => {
    const unknown = digestOf(Buffer.from("unknown"));
    const answers = [
      await list(unknown),
      await list(digestOf(ofSbom)),
      await pusher.send("GET", `/v2/ref/none/referrers/${unknown}`),
    ];
    for (const { status, headers, body } of answers) {
      expect([status, headers["content-type"], body]).to.deep.equal([
        200,
        OCI_INDEX,
        { schemaVersion: 2, mediaType: OCI_INDEX, manifests: [] },
      ]);
    }
  });

  it("are there as soon as they are pushed, before what they refer to", async () => {
    const { body } = await list(early.digest);
    expect((body as { manifests: unknown }).manifests).to.deep.equal([
      { ...descriptorOf(ofEarly, OCI_MANIFEST), artifactType: SBOM },
    ]);
  });

  it("are refused by what is no digest", async () => {
    for (const reference of ["sha256:abc", "latest"]) {
      const { status, body } = await list(reference);
      expect([status, body]).to.deep.equal([
        400,
        {
          errors: [
            {
              code: "DIGEST_INVALID",
              message: "provided digest did not match uploaded content",
              detail: { Digest: reference },
            },
          ],
        },
      ]);
    }
  });

  it("are refused without a login, and without the right to pull", async () => {
    const path = `/v2/app/api/referrers/${subject.digest}`;
    const nobody = await azure.registry("GET", path);
    const stranger = await pusher.send("GET", path);
    const challenge = `Bearer realm="https://${azure.loginServer}/oauth2/token",service="${azure.loginServer}",scope="repository:app/api:pull"`;
    expect([nobody.status, nobody.headers["www-authenticate"]]).to.deep.equal([401, challenge]);
    expect([stranger.status, stranger.headers["www-authenticate"]]).to.deep.equal([
      401,
      `${challenge},error="insufficient_scope"`,
    ]);
  });

  it("go with what they refer to, and so do theirs", async () => {
    const status = async (content: Buffer) =>
      (await pusher.send("HEAD", `/v2/ref/one/manifests/${digestOf(content)}`)).status;
    const deleted = await pusher.send("DELETE", `/v2/ref/one/manifests/${subject.digest}`);
    expect(deleted.status).to.equal(202);
    expect(
      await Promise.all([image, sbom, signature, index, ofSbom, ofEarly].map(status)),
    ).to.deep.equal([404, 404, 404, 404, 404, 200]);
  });
});
