// Late, doubled, lost and reordered events, parallel and failing imports: each history ends at the present tag.
import { expect } from "chai";
import fc from "fast-check";
import { pushImage } from "../../emulator/registry/signedImage";
import { runs as numberOf } from "../../helpers/longRun";
import { pointTag, SCENARIOS, tell } from "./scenarios";
import { type SyncedRegistries, useSyncedRegistries } from "./syncedRegistries";

describe("the workflow for events, disturbed", () => {
  const both = useSyncedRegistries();

  for (const scenario of Object.keys(SCENARIOS) as (keyof typeof SCENARIOS)[]) {
    it(`ends at the present tag after ${scenario}`, async () => {
      const { source, copy } = await tell(scenario, both);
      expect(source).to.match(/^sha256:/);
      expect(copy).to.equal(source);
    });
  }

  it("imports by digest alone", () => {
    const imports = both.vendor.emulator.journal
      .entries()
      .filter(({ operation }) => operation === "Registries_ImportImage");
    expect(imports).not.to.have.lengthOf(0);
    for (const { detail } of imports) expect(detail?.sourceImage).to.match(/@sha256:[0-9a-f]{64}$/);
  });

  it("answers 100 calls at once, and loses none", async () => {
    const calls = Array.from({ length: 100 }, () => both.send(both.event({ tag: "never-was" })));
    const answers = await Promise.all(calls);
    await both.vendor.emulator.settle();
    const started = new Set(answers.map(({ headers }) => headers["x-ms-workflow-run-id"]));
    expect([new Set(answers.map(({ status }) => status)), started.size]).to.deep.equal([
      new Set([202]),
      100,
    ]);
    expect(new Set(await both.ends())).to.deep.equal(new Set(["Succeeded"]));
  });
});

const TAGS = ["a", "b"];
const IMAGES = ["image-0", "image-1", "image-2"];

/** Something that happens to a tag, and what happens to its event and to the import that comes of it. */
const step = fc.record({
  tag: fc.constantFrom(...TAGS),
  image: fc.option(fc.constantFrom(...IMAGES)),
  delivery: fc.constantFrom("lost", "doubled", "held", undefined),
  deliverySeconds: fc.constantFrom(0, 0, 20, 900),
  importSeconds: fc.constantFrom(0, 0, 40, 4000),
  importStatus: fc.constantFrom(undefined, undefined, 500),
  isSettled: fc.boolean(),
});
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

describe("any history, caught up", () => {
  const both = useSyncedRegistries();

  before(async () => {
    for (const image of IMAGES) await pushImage(both.pusher, "app/api", image);
    await both.vendor.emulator.settle();
    // Else each catch-up would copy them, and what the registry had before.
    both.vendor.emulator.clock.advanceDays(2);
    // An hour's import is asked for half an hour long.
    both.vendor.emulator.behaviours.pollSeconds = 60;
  });

  it("leaves each tag at what it is at the vendor's", async () => {
    const steps = fc.array(step, { minLength: 1, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(steps, async (history) => {
        await both.logIn();
        for (const each of history) await take(each, both);
        await both.vendor.emulator.settle();
        both.vendor.emulator.faults.clear();
        await both.catchUp();
        await both.logIn();
        for (const tag of TAGS) {
          const source = await both.vendorDigest(tag);
          if (source !== "404") expect(await both.digest(tag), tag).to.equal(source);
        }
      }),
      { numRuns: numberOf(30, 1000) },
    );
  });
});

async function take(given: Step, both: SyncedRegistries): Promise<void> {
  const { tag, image, delivery, deliverySeconds, importSeconds, importStatus, isSettled } = given;
  const { faults } = both.vendor.emulator;
  if (image === null) {
    await both.pusher.send("DELETE", `/v2/app/api/manifests/${tag}`);
  } else {
    faults.add({
      operation: "Webhooks_Deliver",
      ...(delivery === undefined ? {} : { delivery }),
      delaySeconds: deliverySeconds,
    });
    faults.add({
      operation: "Imports_Copy",
      delaySeconds: importSeconds,
      ...(importStatus === undefined ? {} : { status: importStatus }),
    });
    await pointTag(both, tag, image);
  }
  // An hour may pass, after which the access token no longer counts.
  if (isSettled) {
    await both.vendor.emulator.settle();
    await both.logIn();
  }
}
