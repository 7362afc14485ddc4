// Reviewed plans with a sync: what was previewed is applied, and what changes meanwhile is refused and comes with the next run.

import { expect } from "chai";
import { Reviewed } from "../../helpers/reviewed";
import { SyncedStack } from "./syncedStack";

describe("a sync in a reviewed plan", function () {
  this.timeout(300_000);
  const stack = new SyncedStack();
  let reviewed: Reviewed;
  before(async () => {
    await stack.open();
    await stack.up("");
    reviewed = new Reviewed(stack.deployment);
  });
  after(() => stack.close());

  async function apply(contoso: string, meanwhile = async () => {}): Promise<string[]> {
    await stack.write(contoso);
    const preview = await reviewed.preview();
    expect(preview.failed, preview.output.slice(-2000)).to.equal(false);
    await meanwhile();
    const applied = await reviewed.apply();
    // The update is preceded by a preview, which says the same.
    return applied.failed ? [applied.output] : [...new Set(stack.said(applied, false))];
  }
  const statuses = async () => Object.values(await stack.webhooks()).map(([status]) => status);

  it("is applied as previewed: header, webhooks, the next header, a suspension, the end", async () => {
    expect((await apply("sync: {}"))[0]).to.include("header 1 is handed over");
    await stack.bringUrl(stack.url("Signature-0123456789"));
    expect(await apply("sync: {}")).to.have.length(4);
    expect(await statuses()).to.deep.equal(Array(4).fill("enabled"));
    expect(await apply("sync: { header: { generation: 2 } }")).to.have.length(1);
    expect(await apply("sync: { header: { generation: 2, inUse: 2 } }")).to.have.length(4);
    await apply("sync: { header: { generation: 2, inUse: 2 } }\n    state: suspended");
    expect(await statuses()).to.deep.equal(Array(4).fill("disabled"));
    await apply("sync: { header: { generation: 2, inUse: 2 } }");
    expect(await statuses()).to.deep.equal(Array(4).fill("enabled"));
  });

  const NOW = "sync: { header: { generation: 2, inUse: 2 } }";

  it("is refused where a repository came below a prefix since, which the next run announces", async () => {
    const [output] = await apply(NOW, async () => {
      await stack.push("base/late", "1.0.0");
    });
    expect(output).to.match(/contoso-sync violates plan/);
    expect(Object.keys(await stack.webhooks())).to.have.length(4);
    await stack.up(NOW);
    expect(Object.keys(await stack.webhooks())).to.have.length(5);
  });

  it("is applied where somebody changed an address, which only the next run without a plan compares", async () => {
    await stack.redirectOne();
    expect(await apply(NOW)).to.deep.equal([]);
    const [said] = await stack.up(NOW);
    expect(said).to.match(/was changed outside Pulumi \(address\) and is corrected$/);
  });
});
