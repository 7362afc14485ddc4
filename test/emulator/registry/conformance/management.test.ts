// The protocol's conformance checks of content management, after https://github.com/opencontainers/distribution-spec/tree/v1.1.1/conformance.
import { expect } from "chai";
import { digestOf } from "../../../../emulator/registry/repositories";
import type { Received } from "../../exchange";
import { checks, configOf, conformanceImage, LAYER, Workflow } from "./workflow";

describe("conformance: content management", () => {
  const registry = new Workflow();
  const config = configOf("management");
  const image = conformanceImage(config);
  const tagsAre =
    (...tags: string[]) =>
    (answer: Received) =>
      expect((answer.body as { tags: string[] }).tags).to.deep.equal(tags);

  checks([
    ["setup: the configuration", () => registry.push(config), 201],
    ["setup: the layer", () => registry.push(LAYER), 201],
    ["setup: the tag", () => registry.put(image, "tagtest0"), 201],
    ["setup: the tags", () => registry.send("GET", "tags/list"), 200, tagsAre("tagtest0")],

    [
      "DELETE of a manifest by tag, which is not allowed",
      () => registry.send("DELETE", "manifests/tagtest0"),
      405,
    ],
    ["DELETE of a manifest by digest", () => registry.delete("manifests", image), 202],
    ["GET of a deleted manifest", () => registry.image("GET", digestOf(image)), 404],
    ["the tags after it", () => registry.send("GET", "tags/list"), 200, tagsAre()],

    ["DELETE of the configuration", () => registry.delete("blobs", config), 202],
    ["DELETE of the layer", () => registry.delete("blobs", LAYER), 202],
    ["GET of a deleted blob", () => registry.send("GET", `blobs/${digestOf(config)}`), 404],
  ]);
});
