// Repositories below a prefix that the customer takes: what of them is copied, and which names are none of them.
import { expect } from "chai";
import { pushImage, pushSignature } from "../../emulator/registry/signedImage";
import { withoutSchema } from "./deployWorkflow";
import { useSyncedRegistries } from "./syncedRegistries";

describe("the workflow for events, with the prefix base/", () => {
  const both = useSyncedRegistries({ prefixes: ["base/"] });
  const digest = `sha256:${"a".repeat(64)}`;

  it("copies a repository that nobody has named, with its signature", async () => {
    const { index } = await pushImage(both.pusher, "base/new/deep", "1.0");
    const signature = await pushSignature(both.pusher, "base/new/deep", index);
    await both.call(both.event({ repository: "base/new/deep", tag: "1.0", digest: index }));
    await both.call(both.event({ repository: "base/new/deep", digest: signature }));
    expect([
      await both.digest("1.0", "base/new/deep"),
      await both.digest(signature, "base/new/deep"),
    ]).to.deep.equal([index, signature]);
  });

  it("takes exact names as before", async () => {
    const { index } = await pushImage(both.pusher, "app/api", "beside");
    await both.vendor.emulator.settle();
    expect(await both.digest("beside")).to.equal(index);
  });

  it("does not look for a repository that it does not name, when it catches up", async () => {
    const { index } = await pushImage(both.pusher, "base/missed", "1.0");
    await both.catchUp();
    expect([await both.digest("1.0", "base/missed"), index.length]).to.deep.equal(["404", 71]);
    expect((await both.ends("catch-up")).at(-1)).to.equal("Succeeded");
  });

  for (const [how, mutation] of [
    ["with the schema", undefined],
    ["by its conditions alone", withoutSchema],
  ] as const) {
    it(`starts no run for any other name, ${how}`, async () => {
      await both.deploy({ prefixes: ["base/"], ...(mutation === undefined ? {} : { mutation }) });
      const runs = async (repository: unknown) => {
        const before = (await both.ends()).length;
        await both.call(both.event({ repository, tag: "1.0", digest }));
        return (await both.ends()).length - before;
      };
      const started: unknown[] = [];
      for (const name of NO_NAMES) if ((await runs(name)) > 0) started.push(name);
      expect(started).to.deep.equal([]);
      expect(await runs("base/x.y_z-1")).to.equal(1);
    });
  }
});

const NO_NAMES: readonly unknown[] = [
  ...[null, undefined, "", "/", ["base/x"], { name: "base/x" }, 7],
  ...["base", "base/", "basement/x", "other/base/x", "app/other", "/base/x"],
  ...["Base/x", "base/X", "BASE/x"],
  ...["base/../app/other", "base/..", "base/./x", "base/.x", "base/x.", "base/x..y"],
  ...["base//x", "base/x/", "base/x/../../app/other"],
  ...["base/x:1.0", "base/x@sha256:aa", "base/x?n=1", "base/x#y", "base/x%2f..", "base/x&y"],
  ...["base/x y", "base/x\ty", "base/x\ny", "base\\x", 'base/x"y', "base/{x}", "base/[x]"],
];
