// Faults of imports: late failures, false successes, long and endless ones.
import { expect } from "chai";
import { pushImage } from "../registry/signedImage";
import { poll, useImports } from "./importing";

describe("an emulated import that is disturbed", () => {
  const { vendor, contoso, pusher, source, start, imported, manifest } = useImports();
  let index = "";
  before(async () => {
    index = (await pushImage(pusher(), "app/api", "1.0")).index;
  });

  const disturbed = (fault: object) =>
    vendor.emulator.faults.add({ operation: "Imports_Copy", path: "app/api@", ...fault });
  const target = (tag: string) => ({ targetTags: [`vendor/api:${tag}`] });

  it("fails late, with nothing or with everything copied", async () => {
    disturbed({ status: 500, code: "InternalError", message: "try again" });
    disturbed({ status: 500, code: "InternalError", message: "try again", when: "after" });
    for (const [tag, there] of [
      ["late", 404],
      ["after", 200],
    ] as const) {
      expect(await imported(`app/api@${index}`, target(tag))).to.deep.equal([
        500,
        "InternalError",
        "FAILED try again",
      ]);
      expect((await manifest(tag))[0]).to.equal(there);
    }
  });

  it("says that it is done although nothing was copied", async () => {
    disturbed({ delivery: "lost" });
    expect(await imported(`app/api@${index}`, target("lost"))).to.deep.equal([200]);
    expect((await manifest("lost"))[0]).to.equal(404);
  });

  it("takes longer, or for ever", async () => {
    disturbed({ delaySeconds: 100 });
    disturbed({ delaySeconds: Number.POSITIVE_INFINITY });
    const body = (tag: string) => ({ source: source(`app/api@${index}`), ...target(tag) });
    const slow = await start(body("slow"));
    const endless = await start(body("endless"));
    vendor.emulator.clock.advanceSeconds(50);
    const early = await poll(contoso(), slow);
    await vendor.emulator.settle();
    vendor.emulator.clock.advanceSeconds(1000);
    const ends = [await poll(contoso(), slow), await poll(contoso(), endless)];
    expect([early, ...ends].map(({ status }) => status)).to.deep.equal([202, 200, 202]);
    expect([(await manifest("slow"))[0], (await manifest("endless"))[0]]).to.deep.equal([200, 404]);
  });
});
