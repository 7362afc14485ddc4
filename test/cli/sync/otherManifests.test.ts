// Manifests of other forms than images and indexes: what retired specifications left, and what no client here knows.
import { expect } from "chai";
import { digestOf } from "../../../emulator/registry/repositories";
import { text } from "../../azure/foreign";
import { giveRole } from "../../emulator/arm/importing";
import {
  artifactOf,
  DOCKER_SCHEMA_1,
  descriptorOf,
  imageOf,
  indexOf,
  OCI_ARTIFACT,
  OCI_INDEX,
  OCI_MANIFEST,
  ORAS_ARTIFACT,
  toJson,
} from "../../emulator/registry/pushing";
import { pushArtifact, pushImage } from "../../emulator/registry/signedImage";
import { IMPORTER } from "./importer";
import { useSync } from "./useSync";

const ACR_DELETE = "c2f4ef07-c644-48eb-af81-4b1b4947fb11";

describe("a sync of manifests of other forms", () => {
  const { vendor, made, sync, source, requests } = useSync();
  const blob = Buffer.from("{}");
  afterEach(() => vendor.emulator.faults.clear());
  beforeEach(() => giveRole(made.contoso, IMPORTER, ACR_DELETE, made.contoso.registryId));

  const push = async (bytes: Buffer, mediaType: string, tag?: string) => {
    await made.pusher.upload("app/api", blob);
    const named = tag === undefined ? {} : { tag };
    const { status } = await made.pusher.put("app/api", bytes, { mediaType, ...named });
    expect(status).to.equal(201);
    return digestOf(bytes);
  };
  const about = (digest: string) => ({ subject: { mediaType: OCI_INDEX, digest, size: 1 } });
  /** What a pull of the copy gives. */
  const pulled = async (reference: string) => {
    const path = `/v2/vendor/app/api/manifests/${reference}`;
    const { status, headers } = await made.reader.send("GET", path);
    return [status, headers["docker-content-digest"]];
  };

  it("copies the retired forms of referrers, of every depth and of platforms", async () => {
    const { index, children } = await pushImage(made.pusher, "app/api", "9.0");
    const artifact = (given: Parameters<typeof pushArtifact>[2]) =>
      pushArtifact(made.pusher, "app/api", given);
    const oci = await artifact({ subject: index });
    const oras = await artifact({ subject: oci, mediaType: ORAS_ARTIFACT });
    const onChild = await artifact({ subject: children[0] ?? "" });
    // Nothing needs this one.
    const loose = await artifact({});
    const dry = await sync();
    const { imports = [] } = dry.data.repositories[0] ?? {};
    const untagged = imports.filter(({ tags }) => tags.length === 0);
    expect(untagged.map(({ digest }) => digest).sort()).to.deep.equal([oci, oras, onChild].sort());
    const { exitCode, data } = await sync({ apply: true });
    expect([exitCode, data.failures]).to.deep.equal([0, []]);
    for (const digest of [oci, oras, onChild]) {
      expect(await pulled(digest)).to.deep.equal([200, digest]);
    }
    expect((await pulled(loose))[0]).to.equal(404);
    vendor.emulator.journal.clear();
    const again = await sync({ apply: true });
    expect([again.exitCode, requests("Registries_ImportImage")]).to.deep.equal([0, 0]);
  });

  it("copies the tags by which older registries and clients name referrers", async () => {
    const { index } = await pushImage(made.pusher, "app/api", "9.0");
    const tag = index.replace(":", "-");
    const signature = imageOf(blob, []);
    await push(signature, OCI_MANIFEST);
    const expected: Record<string, string> = {
      [tag]: await push(indexOf([descriptorOf(signature, OCI_MANIFEST)]), OCI_INDEX, tag),
    };
    for (const kind of ["sig", "att", "sbom"]) {
      const image = imageOf(blob, [], { annotations: { kind } });
      expected[`${tag}.${kind}`] = await push(image, OCI_MANIFEST, `${tag}.${kind}`);
    }
    const { exitCode, data } = await sync({ apply: true });
    expect([exitCode, data.failures]).to.deep.equal([0, []]);
    for (const [name, digest] of Object.entries(expected)) {
      expect([name, ...(await pulled(name))]).to.deep.equal([name, 200, digest]);
    }
    expect(await pulled(digestOf(signature))).to.deep.equal([200, digestOf(signature)]);
  });

  it("copies and reads back tags of artifacts, and of Docker's first schema", async () => {
    const schema1 = toJson({
      schemaVersion: 1,
      name: "app/api",
      tag: "old",
      fsLayers: [{ blobSum: digestOf(blob) }],
    });
    const tagged = {
      oci: await push(artifactOf(OCI_ARTIFACT, [blob]), OCI_ARTIFACT, "oci"),
      oras: await push(artifactOf(ORAS_ARTIFACT, [blob]), ORAS_ARTIFACT, "oras"),
      old: await push(schema1, DOCKER_SCHEMA_1, "old"),
    };
    vendor.emulator.journal.clear();
    const { exitCode, data } = await sync({ apply: true });
    expect([exitCode, data.failures, requests("Registries_ImportImage")]).to.deep.equal([0, [], 5]);
    for (const [tag, digest] of Object.entries(tagged)) {
      expect([tag, ...(await pulled(tag))]).to.deep.equal([tag, 200, digest]);
    }
  });

  it("keeps a tag that the vendor has again, of whatever form it is", async () => {
    const { index } = await pushImage(made.pusher, "app/api", "back");
    await sync({ apply: true });
    await made.pusher.send("DELETE", "/acr/v1/app/api/_tags/back");
    const stop = vendor.emulator.intercept(async ({ phase, entry: { operation, path } }) => {
      const isListed = operation === "Tags_ListAttributes" && path.startsWith("/acr/v1/app/api/");
      if (phase === "after" && isListed) {
        stop();
        await pushArtifact(made.pusher, "app/api", { tag: "back" });
      }
    });
    const { data } = await sync({ apply: true, deletes: "untag" });
    expect([data.removed, data.repositories[0]?.extra]).to.deep.equal([
      [],
      [{ tag: "back", digest: index }],
    ]);
    expect(await pulled("back")).to.deep.equal([200, index]);
  });

  it("keeps a tag where a proxy answers for the vendor, and one whose repository went meanwhile", async () => {
    await pushImage(made.pusher, "app/api", "gone");
    await sync({ apply: true });
    await made.pusher.send("DELETE", "/acr/v1/app/api/_tags/gone");
    for (const [answer, what] of [
      [
        { status: 404, headers: { "content-type": "text/html" }, body: "<html>" },
        "looking for the tag gone of app/api as contoso-pull: 404: the answer is a web page, not an answer from Azure (request id ID)",
      ],
      [
        { status: 404, code: "NAME_UNKNOWN", message: "repository name not known to registry" },
        "looking for the tag gone of app/api as contoso-pull: 404 NAME_UNKNOWN: repository name not known to registry",
      ],
      [
        { status: 404, code: "UNSUPPORTED", message: "no such path" },
        "looking for the tag gone of app/api as contoso-pull: 404 UNSUPPORTED: no such path",
      ],
    ] as const) {
      vendor.emulator.faults.add({ operation: "Tags_GetAttributes", ...answer });
      const { exitCode, data } = await sync({ apply: true, deletes: "untag" });
      expect([exitCode, data.removed, data.failures.map(inWords)]).to.deep.equal([
        1,
        [],
        [`vendor/app/api:gone: ${what}`],
      ]);
    }
    const { exitCode, data } = await sync({ apply: true, deletes: "untag" });
    expect([exitCode, data.removed]).to.deep.equal([0, ["vendor/app/api:gone"]]);
  });

  it("says so where the vendor's registry has a manifest in a form that cannot be asked for", async () => {
    const { index } = await pushImage(made.pusher, "app/api", "9.0");
    await sync({ apply: true });
    const digest = await push(imageOf(blob, [], about(index)), OCI_MANIFEST);
    vendor.emulator.faults.add({
      operation: "Manifests_Get",
      status: 404,
      code: "MANIFEST_UNKNOWN",
      message: "OCI thing found, but accept header does not support OCI things",
    });
    const { exitCode, data } = await sync();
    expect([exitCode, data.failures]).to.deep.equal([
      1,
      [
        {
          where: `app/api@${digest}`,
          what: `pulling app/api@${digest} as contoso-pull: 404 MANIFEST_UNKNOWN: OCI thing found, but accept header does not support OCI things`,
          remedy: "run again",
        },
      ],
    ]);
  });

  it("takes a copy for there that is served, also where a HEAD is not answered", async () => {
    const unanswered = { operation: "Manifests_Head", path: "/v2/vendor/", status: 404 };
    vendor.emulator.faults.add({ ...unanswered, code: "NOT_FOUND", times: 1_000 });
    const { exitCode, data } = await sync({ repository: ["app/worker"], apply: true });
    expect([exitCode, data.failures]).to.deep.equal([0, []]);
  });

  it("says who answers where a proxy stands between it and its own registry", async () => {
    const proxy = { ...text("<html>"), status: 404, headers: { "content-type": "text/html" } };
    for (const operation of ["Manifests_Head", "Manifests_Get"]) {
      vendor.emulator.faults.add({ operation, path: "/v2/vendor/", ...proxy, times: 100 });
    }
    const { exitCode, data } = await sync({ repository: ["app/worker"], apply: true });
    const digests = new Set(Object.values(await source("app/worker")));
    const what = (digest: string) =>
      `pulling vendor/app/worker@${digest} as this identity: 404: the answer is a web page, not an answer from Azure (request id ID)`;
    expect([exitCode, data.failures.map(({ what }) => inWords({ what })).sort()]).to.deep.equal([
      1,
      [...digests].map(what).sort(),
    ]);
  });
});

function inWords({ where, what }: { where?: string; what: string }): string {
  const words = what.replace(/request id [0-9a-f-]{36}/, "request id ID");
  return where === undefined ? words : `${where}: ${words}`;
}
