// The protocol's conformance checks of pushing, after https://github.com/opencontainers/distribution-spec/tree/v1.1.1/conformance.
import { expect } from "chai";
import { digestOf } from "../../../../emulator/registry/repositories";
import type { Received } from "../../exchange";
import {
  type Check,
  checks,
  configOf,
  conformanceImage,
  hasLocation,
  LAYER,
  UNKNOWN,
  Workflow,
} from "./workflow";

const OCTETS = { "content-type": "application/octet-stream" };
const config = configOf("push");
const image = conformanceImage(config);
const withoutLayers = conformanceImage(config, []);
const streamed = Buffer.from("NBA Jam on my NBA toast");
const chunked = Buffer.from("Hello, how are you today?");
const [first, second] = [chunked.subarray(0, 3), chunked.subarray(3)];
const FIRST = { ...OCTETS, "content-range": "0-2" };
const SECOND = { ...OCTETS, "content-range": `3-${chunked.length - 1}` };

for (const manifestsFirst of [false, true]) {
  describe(`conformance: push, removed with ${manifestsFirst ? "manifests" : "blobs"} first`, () => {
    const registry = new Workflow();
    let [last, before] = ["", ""];
    /** Keeps where the answer leads. */
    const follow = (answer: Received) => {
      hasLocation(answer);
      last = String(answer.headers.location);
    };
    const start = async () =>
      String((await registry.send("POST", "blobs/uploads/")).headers.location);
    const get = (content: Buffer) => () => registry.send("GET", `blobs/${digestOf(content)}`);
    const close = (content: Buffer) => `${last}&digest=${digestOf(content)}`;
    const mount = (query: string) => () =>
      registry.send("POST", `/v2/oci/mounted/blobs/uploads/?${query}`);
    const mounted = `/v2/oci/mounted/blobs/${digestOf(streamed)}`;

    const manifests: Check[] = [
      ["teardown: the manifest", () => registry.delete("manifests", image), 202],
      [
        "teardown: the manifest without layers",
        () => registry.delete("manifests", withoutLayers),
        202,
      ],
    ];
    const blobs: Check[] = [
      ["teardown: the configuration", () => registry.delete("blobs", config), 202],
      ["teardown: the layer", () => registry.delete("blobs", LAYER), 202],
    ];

    checks([
      [
        "streamed: PATCH with the whole blob",
        async () => registry.send("PATCH", await start(), streamed, OCTETS),
        202,
        follow,
      ],
      [
        "streamed: PUT with the digest, without content",
        () => registry.send("PUT", close(streamed), undefined, OCTETS),
        201,
        hasLocation,
      ],

      ["monolithic: GET of an unknown blob", () => registry.send("GET", `blobs/${UNKNOWN}`), 404],
      [
        "monolithic: POST with digest and blob",
        () => registry.send("POST", `blobs/uploads/?digest=${digestOf(config)}`, config, OCTETS),
        201,
        hasLocation,
      ],
      ["monolithic: GET of that blob", get(config), 200],
      [
        "monolithic: POST starts an upload",
        () => registry.send("POST", "blobs/uploads/"),
        202,
        follow,
      ],
      [
        "monolithic: PUT of a blob",
        () => registry.send("PUT", close(config), config, OCTETS),
        201,
        hasLocation,
      ],
      ["monolithic: GET of a blob that is there", get(config), 200],
      ["monolithic: PUT of a layer", () => registry.push(LAYER), 201, hasLocation],
      ["monolithic: GET of the layer", get(LAYER), 200],

      [
        "chunked: the second chunk first",
        async () => registry.send("PATCH", await start(), second, SECOND),
        416,
      ],
      [
        "chunked: the first chunk",
        async () => {
          before = await start();
          return registry.send("PATCH", before, first, FIRST);
        },
        202,
        (answer) => {
          expect(answer.headers.range).to.equal("0-2");
          follow(answer);
        },
      ],
      [
        "chunked: the first chunk again, to its old address",
        () => registry.send("PATCH", before, first, FIRST),
        416,
      ],
      [
        "chunked: GET of an old address",
        () => registry.send("GET", before),
        204,
        (answer) => {
          expect(answer.headers.range).to.equal("0-2");
          follow(answer);
        },
      ],
      [
        "chunked: the second chunk",
        () => registry.send("PATCH", last, second, SECOND),
        202,
        follow,
      ],
      [
        "chunked: PUT with the digest",
        () => registry.send("PUT", close(chunked), undefined, OCTETS),
        201,
        hasLocation,
      ],

      ["mount: without the repository that it is in", mount(`mount=${UNKNOWN}`), 202, hasLocation],
      [
        "mount: from another repository",
        mount(`mount=${digestOf(streamed)}&from=oci/conformance`),
        201,
        ({ headers }) => expect(headers.location).to.equal(mounted),
      ],
      ["mount: GET of the mounted blob", () => registry.send("GET", mounted), 200],
      [
        "mount: of an unknown blob starts an upload",
        mount(`mount=${UNKNOWN}&from=oci/conformance`),
        202,
        ({ headers }) => expect(headers.location).to.match(/^\/v2\/oci\/mounted\/blobs\/uploads\//),
      ],
      [
        "mount: without the repository, of a blob that is somewhere",
        mount(`mount=${digestOf(streamed)}`),
        202,
      ],

      [
        "manifest: GET of an unknown one",
        () => registry.send("GET", "manifests/.INVALID_MANIFEST_NAME"),
        404,
      ],
      ...["test0", "test1", "test2", "test3"].map(
        (tag): Check => [
          `manifest: PUT as ${tag}`,
          () => registry.put(image, tag),
          201,
          hasLocation,
        ],
      ),
      [
        "manifest: PUT without layers",
        () => registry.put(withoutLayers, "emptylayer"),
        201,
        hasLocation,
      ],
      ["manifest: GET by digest", () => registry.image("GET", digestOf(image)), 200],
      ...(manifestsFirst ? [...manifests, ...blobs] : [...blobs, ...manifests]),
    ]);
  });
}
