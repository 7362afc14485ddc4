// The protocol's conformance checks of pulling, after https://github.com/opencontainers/distribution-spec/tree/v1.1.1/conformance.
import { expect } from "chai";
import { digestOf } from "../../../../emulator/registry/repositories";
import {
  type Check,
  checks,
  configOf,
  conformanceImage,
  hasDigest,
  LAYER,
  UNKNOWN,
  Workflow,
} from "./workflow";

const config = [configOf("pull 0"), configOf("pull 1")] as const;
const image = [conformanceImage(config[0]), conformanceImage(config[1])] as const;
const digest = [digestOf(image[0]), digestOf(image[1])] as const;
const TAG = "tagtest0";
const NONE = ".INVALID_MANIFEST_NAME";

for (const manifestsFirst of [false, true]) {
  describe(`conformance: pull, removed with ${manifestsFirst ? "manifests" : "blobs"} first`, () => {
    const registry = new Workflow();
    const manifests: Check[] = [
      ["teardown: the first manifest", () => registry.delete("manifests", image[0]), 202],
      ["teardown: the second manifest", () => registry.delete("manifests", image[1]), 202],
    ];
    const blobs: Check[] = [
      ["teardown: the first configuration", () => registry.delete("blobs", config[0]), 202],
      ["teardown: the second configuration", () => registry.delete("blobs", config[1]), 202],
      ["teardown: the layer", () => registry.delete("blobs", LAYER), 202],
    ];

    checks([
      ["setup: the first configuration", () => registry.push(config[0]), 201],
      ["setup: the second configuration", () => registry.push(config[1]), 201],
      ["setup: the layer", () => registry.push(LAYER), 201],
      ["setup: the first manifest by tag", () => registry.put(image[0], TAG), 201],
      ["setup: the second manifest by digest", () => registry.put(image[1]), 201],

      ["HEAD of an unknown blob", () => registry.send("HEAD", `blobs/${UNKNOWN}`), 404],
      [
        "HEAD of a blob",
        () => registry.send("HEAD", `blobs/${digestOf(config[0])}`),
        200,
        hasDigest(config[0]),
      ],
      ["GET of an unknown blob", () => registry.send("GET", `blobs/${UNKNOWN}`), 404],
      ["GET of a blob", () => registry.send("GET", `blobs/${digestOf(config[0])}`), 200],

      ["HEAD of an unknown manifest", () => registry.send("HEAD", `manifests/${NONE}`), 404],
      [
        "HEAD of the first manifest by digest",
        () => registry.image("HEAD", digest[0]),
        200,
        hasDigest(image[0]),
      ],
      [
        "HEAD of the second manifest by digest",
        () => registry.image("HEAD", digest[1]),
        200,
        hasDigest(image[1]),
      ],
      ["HEAD of a manifest by tag", () => registry.image("HEAD", TAG), 200, hasDigest(image[0])],
      ["GET of an unknown manifest", () => registry.send("GET", `manifests/${NONE}`), 404],
      ["GET of the first manifest by digest", () => registry.image("GET", digest[0]), 200],
      ["GET of the second manifest by digest", () => registry.image("GET", digest[1]), 200],
      ["GET of a manifest by tag", () => registry.image("GET", TAG), 200],

      [
        "errors have the form of the specification",
        () => registry.send("GET", "manifests/sha256:totallywrong"),
        404,
        ({ body }) =>
          expect((body as { errors: { code: string }[] }).errors[0]?.code).to.equal(
            "MANIFEST_UNKNOWN",
          ),
      ],
      ...(manifestsFirst ? [...manifests, ...blobs] : [...blobs, ...manifests]),
    ]);
  });
}
