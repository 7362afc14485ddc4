// importImage from another tenant's registry: what is copied and what is not, how it is followed, and what stops it.
import { expect } from "chai";
import { digestOf } from "../../../emulator/registry/repositories";
import { managementClient } from "../managementClient";
import { descriptorOf, imageOf, indexOf, OCI_INDEX, OCI_MANIFEST } from "../registry/pushing";
import { pushImage, pushSignature } from "../registry/signedImage";
import { poll, useImports } from "./importing";

describe("an emulated import", () => {
  const { vendor, contoso, pusher, reader, source, start, imported, manifest } = useImports();

  it("copies an image of two platforms under all its target tags, by Microsoft's client", async () => {
    const { index, children } = await pushImage(pusher(), "app/api", "1.0");
    const { behaviours } = vendor.emulator;
    Object.assign(behaviours, { importSeconds: 0, pollSeconds: 0 });
    await managementClient(contoso()).registries.importImage("contoso-images", "contosoimages", {
      source: source(`app/api@${index}`),
      targetTags: ["vendor/api:1.0", "vendor/api:latest", "vendor/other:one"],
      mode: "NoForce",
    });
    Object.assign(behaviours, { importSeconds: 1, pollSeconds: 1 });

    expect(await manifest("1.0")).to.deep.equal([200, index]);
    expect(await manifest("latest")).to.deep.equal([200, index]);
    expect(await manifest("one", "vendor/other")).to.deep.equal([200, index]);
    for (const child of children) {
      expect(await manifest(child)).to.deep.equal([200, child]);
      const { body } = await reader().send("GET", `/v2/vendor/api/manifests/${child}`);
      const { config } = body as { config: { digest: string } };
      const blob = await reader().send("GET", `/v2/vendor/api/blobs/${config.digest}`);
      expect([blob.status, digestOf(blob.bytes)]).to.deep.equal([200, config.digest]);
    }
  });

  it("answers 202 with the body null, and is followed below the subscription", async () => {
    await pushImage(pusher(), "app/api", "polled");
    const begun = await start({
      source: source("app/api:polled"),
      targetTags: ["vendor/api:polled"],
    });
    const location = new URL(begun.headers.location ?? "");
    const before = await poll(contoso(), begun);
    const early = await manifest("polled");
    vendor.emulator.clock.advanceSeconds(1);
    const after = await poll(contoso(), begun);

    expect([begun.status, begun.bytes.toString(), begun.headers["retry-after"]]).to.deep.equal([
      202,
      "null",
      "1",
    ]);
    expect(location.pathname).to.match(
      /^\/subscriptions\/44444444-4444-4444-8444-444444444444\/providers\/Microsoft\.ContainerRegistry\/locations\/NORTHEUROPE\/operationResults\/registries-[0-9a-f-]{36}$/,
    );
    expect([before.status, before.headers.location]).to.deep.equal([202, location.href]);
    expect([early[0], after.status, (await manifest("polled"))[0]]).to.deep.equal([404, 200, 200]);
  });

  it("copies no referrers, which come untagged by their own digests and then are referrers at once", async () => {
    const { index } = await pushImage(pusher(), "app/api", "signed");
    const signature = await pushSignature(pusher(), "app/api", index);
    const referrers = async () => {
      const { body } = await reader().send("GET", `/v2/vendor/api/referrers/${index}`);
      return (body as { manifests: { digest: string }[] }).manifests.map(({ digest }) => digest);
    };
    expect(await imported(`app/api@${index}`, { targetTags: ["vendor/api:signed"] })).to.deep.equal(
      [200],
    );
    expect(await referrers()).to.deep.equal([]);
    const untagged = { untaggedTargetRepositories: ["vendor/api"] };
    expect(await imported(`app/api@${signature}`, untagged)).to.deep.equal([200]);
    expect(await referrers()).to.deep.equal([signature]);
    const { body } = await reader().send("GET", "/v2/vendor/api/tags/list");
    expect((body as { tags: string[] }).tags).to.include("signed");
  });

  it("names its targets after the source where they have no tag, or where there are none", async () => {
    const { index } = await pushImage(pusher(), "app/api", "named");
    const other = await pushImage(pusher(), "app/api", "latest", "newest");
    await imported("app/api:named", { targetTags: ["vendor/api"] });
    await imported("app/api", { targetTags: ["vendor/other"] });
    await imported("app/api:named");
    expect(await manifest("named")).to.deep.equal([200, index]);
    expect(await manifest("latest", "vendor/other")).to.deep.equal([200, other.index]);
    expect(vendor.emulator.tenants[1]?.registries[0]?.repositories).to.include("app/api");
  });

  it("is refused without force when a target tag exists, and replaces it with force", async () => {
    const first = await pushImage(pusher(), "app/api", "moved", "first");
    await imported("app/api:moved", { targetTags: ["vendor/api:moved"] });
    const second = await pushImage(pusher(), "app/api", "moved", "second");
    const targetTags = ["vendor/api:fresh", "vendor/api:moved"];
    expect(await imported("app/api:moved", { targetTags, mode: "NoForce" })).to.deep.equal([
      409,
      "Conflict",
      "Tag vendor/api:moved already exists in target registry. If you'd like to override, use force.",
    ]);
    expect([await manifest("moved"), (await manifest("fresh"))[0]]).to.deep.equal([
      [200, first.index],
      404,
    ]);
    expect(await imported("app/api:moved", { targetTags })).to.deep.equal([200]);
    expect(await manifest("moved")).to.deep.equal([200, second.index]);
  });

  describe("of a tag that moves while it runs", () => {
    const moving = async (reference: "tag" | "digest", name: string) => {
      const first = await pushImage(pusher(), "app/api", name, `${name} one`);
      const sourceImage = reference === "tag" ? `app/api:${name}` : `app/api@${first.index}`;
      const targetTags = [`vendor/api:${name}`];
      const begun = await start({ source: source(sourceImage), targetTags, mode: "Force" });
      const second = await pushImage(pusher(), "app/api", name, `${name} two`);
      await vendor.emulator.settle();
      const { status } = await poll(contoso(), begun);
      const { body } = await reader().send("GET", "/acr/v1/vendor/api/_tags");
      const { tags } = body as { tags: { name: string; digest: string }[] };
      const tagged = tags.find((each) => each.name === name)?.digest;
      return { first: first.index, second: second.index, status, tagged };
    };

    it("succeeds, and leaves a tag without a manifest when it was imported by tag", async () => {
      const { first, second, status, tagged } = await moving("tag", "racing");
      expect([status, tagged]).to.deep.equal([200, second]);
      expect(await manifest("racing")).to.deep.equal([404, undefined]);
      expect(await manifest(first)).to.deep.equal([200, first]);
    });

    it("copies what it was begun for when it was imported by digest", async () => {
      const { first, status, tagged } = await moving("digest", "calm");
      expect([status, tagged, await manifest("calm")]).to.deep.equal([200, first, [200, first]]);
    });

    it("copies what it was begun for when a behaviour mends it", async () => {
      vendor.emulator.behaviours.importByTagBreaks = false;
      const { first, tagged } = await moving("tag", "mended");
      vendor.emulator.behaviours.importByTagBreaks = true;
      expect([tagged, await manifest("mended")]).to.deep.equal([first, [200, first]]);
    });
  });

  it("takes 50 manifests, and no more", async () => {
    const config = Buffer.from("{}");
    await pusher().upload("app/api", config);
    const children: object[] = [];
    for (let number = 0; number < 50; number += 1) {
      const image = imageOf(config, [], { annotations: { number: String(number) } });
      await pusher().put("app/api", image);
      children.push(descriptorOf(image, OCI_MANIFEST));
    }
    const push = (count: number) =>
      pusher().put("app/api", indexOf(children.slice(0, count)), {
        mediaType: OCI_INDEX,
        tag: `of-${count}`,
      });
    await push(49);
    await push(50);
    const targetTags = ["vendor/api:many"];
    expect(await imported("app/api:of-50", { targetTags })).to.deep.equal([
      400,
      "BadRequest",
      "FAILED the image has more than 50 manifests",
    ]);
    expect(await imported("app/api:of-49", { targetTags })).to.deep.equal([200]);
  });

  it("is a push for the webhooks of the target, one for each tag and each untagged copy", async () => {
    const { index, children } = await pushImage(pusher(), "app/api", "heard");
    await contoso().arm("PUT", "webhooks/chained", {
      location: "northeurope",
      properties: { serviceUri: "https://localhost:1/", actions: ["push"] },
    });
    await imported(`app/api@${index}`, {
      targetTags: ["vendor/api:heard", "vendor/api:again"],
      untaggedTargetRepositories: ["vendor/other"],
    });
    const { body } = await contoso().arm("POST", "webhooks/chained/listEvents");
    await contoso().arm("DELETE", "webhooks/chained");
    const { value } = body as {
      value: { eventRequestMessage: { content: { target: Record<string, unknown> } } }[];
    };
    const targets = value.map(({ eventRequestMessage: { content } }) => content.target);
    expect(children.length).to.equal(2);
    expect(
      targets.map(({ repository, tag, digest }) => [repository, tag, digest]),
    ).to.have.deep.members([
      ["vendor/api", "heard", index],
      ["vendor/api", "again", index],
      ["vendor/other", undefined, index],
    ]);
  });
});
