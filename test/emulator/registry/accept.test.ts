// Which manifests a client gets, by what its Accept header names.
import { expect } from "chai";
import { digestOf } from "../../../emulator/registry/repositories";
import { useEmulator } from "../useEmulator";
import {
  artifactOf,
  DOCKER_LIST,
  DOCKER_MANIFEST,
  DOCKER_SCHEMA_1,
  descriptorOf,
  imageOf,
  indexOf,
  OCI_ARTIFACT,
  OCI_INDEX,
  OCI_MANIFEST,
  ORAS_ARTIFACT,
  Pusher,
  toJson,
} from "./pushing";

const INDEX_REFUSED = "OCI index found, but accept header does not support OCI indexes";
const ARTIFACT_REFUSED = "OCI artifact found, but accept header does not support OCI artifacts";
const ORAS_REFUSED = "ORAS artifact found, but accept header does not support ORAS artifacts";
const MANIFEST_REFUSED = "OCI manifest found, but accept header does not support OCI manifests";

describe("a manifest in an emulated registry", () => {
  const azure = useEmulator();
  let token = "";
  const config = Buffer.from("{}");
  const linux = { os: "linux", architecture: "amd64" };
  const image = imageOf(config, []);
  const docker = imageOf(config, [], { mediaType: DOCKER_MANIFEST });
  const contents = {
    index: indexOf([{ ...descriptorOf(image, OCI_MANIFEST), platform: linux }]),
    image,
    docker,
    list: indexOf([{ ...descriptorOf(docker, DOCKER_MANIFEST), platform: linux }], {
      mediaType: DOCKER_LIST,
    }),
    artifact: artifactOf(OCI_ARTIFACT, [config]),
    oras: artifactOf(ORAS_ARTIFACT, [config]),
    schema1: toJson({
      schemaVersion: 1,
      name: "kinds",
      tag: "schema1",
      fsLayers: [{ blobSum: digestOf(config) }],
    }),
    "list of another platform": indexOf(
      [
        {
          ...descriptorOf(docker, DOCKER_MANIFEST),
          platform: { os: "windows", architecture: "amd64" },
        },
      ],
      { mediaType: DOCKER_LIST },
    ),
  };
  type Content = keyof typeof contents;
  const tagOf = (content: Content) => content.replaceAll(" ", "-");

  before(async () => {
    token = await azure.givenAccess(
      "accept-token",
      ["repositories/kinds/content/read", "repositories/kinds/content/write"],
      "repository:kinds:pull,push",
    );
    const pusher = new Pusher(azure, token);
    await pusher.upload("kinds", config);
    for (const [content, mediaType] of [
      ["image", OCI_MANIFEST],
      ["docker", DOCKER_MANIFEST],
      ["index", OCI_INDEX],
      ["list", DOCKER_LIST],
      ["artifact", OCI_ARTIFACT],
      ["oras", ORAS_ARTIFACT],
      ["schema1", DOCKER_SCHEMA_1],
      ["list of another platform", DOCKER_LIST],
    ] as const) {
      const tag = tagOf(content);
      const { status } = await pusher.put("kinds", contents[content], { mediaType, tag });
      expect([content, status]).to.deep.equal([content, 201]);
    }
  });

  const ask = (method: string, reference: string, accept: string | undefined) =>
    azure.send(`https://${azure.loginServer}/v2/kinds/manifests/${reference}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(accept === undefined ? {} : { accept }),
      },
    });
  const served = (content: Content) => [200, digestOf(contents[content])];
  const both = (content: Content) => ({ byTag: served(content), byDigest: served(content) });
  const refused = (message: string) => ({ byTag: [404, message], byDigest: [404, message] });

  for (const { content, accept, found } of [
    { content: "index", accept: undefined, found: refused(INDEX_REFUSED) },
    { content: "index", accept: "*/*", found: refused(INDEX_REFUSED) },
    { content: "index", accept: "application/json", found: refused(INDEX_REFUSED) },
    { content: "index", accept: DOCKER_MANIFEST, found: refused(INDEX_REFUSED) },
    { content: "index", accept: OCI_MANIFEST, found: refused(INDEX_REFUSED) },
    { content: "index", accept: `${OCI_MANIFEST}, ${OCI_INDEX}`, found: both("index") },
    { content: "index", accept: `${OCI_INDEX};q=0.5,*/*`, found: both("index") },
    { content: "image", accept: undefined, found: refused(MANIFEST_REFUSED) },
    { content: "image", accept: "*/*", found: refused(MANIFEST_REFUSED) },
    { content: "image", accept: OCI_INDEX, found: refused(MANIFEST_REFUSED) },
    { content: "image", accept: OCI_MANIFEST, found: both("image") },
    { content: "artifact", accept: `${OCI_MANIFEST}, */*`, found: refused(ARTIFACT_REFUSED) },
    { content: "artifact", accept: OCI_ARTIFACT, found: both("artifact") },
    { content: "oras", accept: OCI_ARTIFACT, found: refused(ORAS_REFUSED) },
    { content: "oras", accept: ORAS_ARTIFACT, found: both("oras") },
    { content: "schema1", accept: OCI_MANIFEST, found: both("schema1") },
    { content: "docker", accept: undefined, found: both("docker") },
    { content: "docker", accept: OCI_MANIFEST, found: both("docker") },
    { content: "list", accept: DOCKER_LIST, found: both("list") },
    {
      content: "list",
      accept: DOCKER_MANIFEST,
      found: { byTag: served("docker"), byDigest: served("list") },
    },
    {
      content: "list",
      accept: undefined,
      found: { byTag: served("docker"), byDigest: served("list") },
    },
    {
      content: "list of another platform",
      accept: undefined,
      found: {
        byTag: [404, 'manifest tagged by "list-of-another-platform" is not found'],
        byDigest: served("list of another platform"),
      },
    },
  ] as const) {
    it(`of kind ${content} is answered to Accept ${accept ?? "(none)"}`, async () => {
      for (const [reference, expected] of [
        [tagOf(content), found.byTag],
        [digestOf(contents[content]), found.byDigest],
      ] as const) {
        const { status, body, headers } = await ask("GET", reference, accept);
        const head = await ask("HEAD", reference, accept);
        const errors = (body as { errors?: { code: string; message: string }[] }).errors;
        expect([status, errors?.[0]?.message ?? headers["docker-content-digest"]]).to.deep.equal(
          expected,
        );
        expect(errors?.map(({ code }) => code)).to.deep.equal(
          status === 404 ? ["MANIFEST_UNKNOWN"] : undefined,
        );
        expect([head.status, head.bytes.length]).to.deep.equal([status, 0]);
        expect(head.headers["docker-content-digest"]).to.equal(headers["docker-content-digest"]);
      }
    });
  }
});
