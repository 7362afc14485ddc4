// The protocol's conformance checks of content discovery, after https://github.com/opencontainers/distribution-spec/tree/v1.1.1/conformance.
import { expect } from "chai";
import { digestOf } from "../../../../emulator/registry/repositories";
import type { Received } from "../../exchange";
import { descriptorOf, imageOf, indexOf, OCI_INDEX, OCI_MANIFEST } from "../pushing";
import {
  type Check,
  checks,
  configOf,
  conformanceImage,
  LAYER,
  UNKNOWN,
  Workflow,
} from "./workflow";

const tagged = conformanceImage(configOf("discovery"));
const subjectConfig = configOf("subject");
const image = conformanceImage(subjectConfig);
const subject = descriptorOf(image, OCI_MANIFEST);
const absent = descriptorOf(conformanceImage(configOf("absent")), OCI_MANIFEST);
const EMPTY = Buffer.from("{}");
const empty = descriptorOf(EMPTY, "application/vnd.oci.empty.v1+json");
const [A, B] = [
  "application/vnd.nhl.peanut.butter.bagel",
  "application/vnd.nba.strawberry.jam.croissant",
];
const [blobA, blobB] = [Buffer.from("NHL Peanut Butter"), Buffer.from("NBA Strawberry Jam")];

const noted = (text: string) => ({ annotations: { "org.opencontainers.conformance.test": text } });
const byConfig = (type: string, blob: Buffer, text: string) =>
  imageOf(EMPTY, [], {
    config: descriptorOf(blob, type),
    layers: [empty],
    subject,
    ...noted(text),
  });
const byType = (type: string, blob: Buffer, more: object) =>
  imageOf(EMPTY, [], {
    artifactType: type,
    config: empty,
    layers: [descriptorOf(blob, type)],
    subject,
    ...more,
  });
const configA = byConfig(A, blobA, "test config a");
const layerA = byType(A, blobA, noted("test layer a"));
const configB = byConfig(B, blobB, "test config b");
const layerB = byType(B, blobB, noted("test layer b"));
const ofAbsent = byType(B, blobB, { subject: absent });
const index = indexOf([descriptorOf(configA, OCI_MANIFEST), descriptorOf(layerA, OCI_MANIFEST)], {
  artifactType: "application/vnd.food.stand",
  subject,
  ...noted("test index"),
});

describe("conformance: content discovery", () => {
  const registry = new Workflow();
  const tagsAre =
    (...tags: string[]) =>
    (answer: Received) =>
      expect((answer.body as { tags: string[] }).tags).to.deep.equal(tags);
  const refersTo =
    (digest: string) =>
    ({ headers }: Received) =>
      expect(headers["oci-subject"]).to.equal(digest);
  const referrersAre =
    (...contents: Buffer[]) =>
    ({ headers, body }: Received) => {
      expect(headers["content-type"]).to.equal(OCI_INDEX);
      const { manifests } = body as { manifests: { digest: string; annotations?: object }[] };
      expect(manifests.map(({ digest }) => digest)).to.deep.equal(contents.map(digestOf));
      expect(manifests.map(({ annotations }) => annotations)).to.deep.equal(
        contents.map((each) => JSON.parse(each.toString()).annotations),
      );
    };
  const refer = (
    what: string,
    content: Buffer,
    to = subject.digest,
    type = OCI_MANIFEST,
  ): Check => [`setup: ${what}`, () => registry.put(content, undefined, type), 201, refersTo(to)];
  const referrers =
    (digest: string, query = "") =>
    () =>
      registry.send("GET", `referrers/${digest}${query}`);
  const remove = (what: string, content: Buffer, status: number): Check => [
    `teardown: ${what}`,
    () => registry.delete("manifests", content),
    status,
  ];

  checks([
    ["setup: the configuration", () => registry.push(configOf("discovery")), 201],
    ["setup: the layer", () => registry.push(LAYER), 201],
    ...["test0", "test1", "test2", "test3"].map(
      (tag): Check => [`setup: ${tag}`, () => registry.put(tagged, tag), 201],
    ),
    ["setup: the empty blob", () => registry.push(EMPTY), 201],
    ["setup: a blob before the image", () => registry.push(blobA), 201],
    refer("a referrer by its configuration, before the image", configA),
    refer("a referrer by its artifact type, before the image", layerA),
    refer("a referrer that is an index", index, subject.digest, OCI_INDEX),
    ["setup: the image's configuration", () => registry.push(subjectConfig), 201],
    ["setup: the image", () => registry.put(image, "tagtest0"), 201],
    ["setup: a blob after the image", () => registry.push(blobB), 201],
    refer("a referrer by its configuration, after the image", configB),
    refer("a referrer by its artifact type, after the image", layerB),
    refer("a referrer of what is not there", ofAbsent, absent.digest),

    [
      "tags: all",
      () => registry.send("GET", "tags/list"),
      200,
      tagsAre("tagtest0", "test0", "test1", "test2", "test3"),
    ],
    [
      "tags: at most n",
      () => registry.send("GET", "tags/list?n=2"),
      200,
      tagsAre("tagtest0", "test0"),
    ],
    [
      "tags: those after the last",
      () => registry.send("GET", "tags/list?n=2&last=test0"),
      200,
      tagsAre("test1", "test2"),
    ],

    ["referrers: none", referrers(UNKNOWN), 200, referrersAre()],
    [
      "referrers: all",
      referrers(subject.digest),
      200,
      referrersAre(configA, layerA, index, configB, layerB),
    ],
    [
      "referrers: of one artifact type",
      referrers(subject.digest, `?artifactType=${A}`),
      200,
      (answer) => {
        expect(answer.headers["oci-filters-applied"]).to.equal("artifactType");
        referrersAre(configA, layerA)(answer);
      },
    ],
    ["referrers: of what is not there", referrers(absent.digest), 200, referrersAre(ofAbsent)],

    ["teardown: the configuration", () => registry.delete("blobs", configOf("discovery")), 202],
    ["teardown: the layer", () => registry.delete("blobs", LAYER), 202],
    remove("the index", index, 202),
    remove("the tagged image", tagged, 202),
    remove("the image, and its referrers with it", image, 202),
    remove("a referrer that is gone already", configA, 404),
    remove("the referrer of what is not there", ofAbsent, 202),
    ["teardown: the tags are gone", () => registry.send("GET", "tags/list"), 200, tagsAre()],
    ["teardown: the empty blob", () => registry.delete("blobs", EMPTY), 202],
  ]);
});
