// A repository as an operator's identity sees it: its tags and manifests through all pages.

import { expect } from "chai";
import { connectCloud } from "../../../azure/cloud";
import { openOperatorCatalog } from "../../../azure/registry/operatorCatalog";
import { useInProcess } from "../../emulator/inProcessAzure";
import { imageOf, Pusher } from "../../emulator/registry/pushing";

describe("a repository, to an operator", () => {
  const azure = useInProcess({ now: "2026-03-01T12:00:00Z" });
  const DIGEST = /^sha256:[0-9a-f]{64}$/;
  const connect = () => connectCloud(azure.emulator.environment, azure.http);

  before(async () => {
    const token = await azure.givenAccess(
      "pusher-token",
      ["repositories/*/content/read", "repositories/*/content/write"],
      "repository:app/many:pull,push",
    );
    const pusher = new Pusher(azure, token);
    const config = Buffer.from("{}");
    await pusher.upload("app/many", config);
    // More than a page holds.
    for (let second = 0; second < 150; second += 1) {
      azure.emulator.clock.set(new Date(Date.UTC(2026, 2, 1, 12, 0, second)).toISOString());
      await pusher.put("app/many", imageOf(config, []), { tag: `v${second}` });
    }
  });

  it("has all of its tags, from all pages, and the one that was moved last", async () => {
    const catalog = await openOperatorCatalog(await connect(), azure.registryId);
    const tags = await catalog.tags("app/many");
    expect(tags?.map(({ name }) => name)).to.deep.equal(
      Array.from({ length: 150 }, (_, number) => `v${number}`).sort(),
    );
    const newest = await catalog.newestTag("app/many");
    expect(newest?.name).to.equal("v149");
    expect(newest?.digest).to.match(DIGEST);
    expect(newest?.lastUpdateTime).to.match(/^2026-03-01T12:02:29/);
  });

  it("has its manifests with their tags, those without one as well", async () => {
    const catalog = await openOperatorCatalog(await connect(), azure.registryId);
    const manifests = (await catalog.manifests("app/api")) ?? [];
    expect(manifests.map(({ tags }) => tags.join(" ")).sort()).to.deep.equal([
      ...["", "", "", ""],
      "1.0.0",
      "1.1.0 latest",
    ]);
    for (const { digest, createdTime } of manifests) {
      expect(digest).to.match(DIGEST);
      expect(createdTime).to.match(/^2026-\d\d-\d\dT[\d:.]+Z$/);
    }
  });

  it("is undefined where it is not there", async () => {
    const catalog = await openOperatorCatalog(await connect(), azure.registryId);
    expect([
      await catalog.tags("app/nowhere"),
      await catalog.manifests("app/nowhere"),
      await catalog.newestTag("app/nowhere"),
    ]).to.deep.equal([undefined, undefined, undefined]);
  });
});
