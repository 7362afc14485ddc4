// Single histories that lose images in simpler recipes, and many calls at once: each tag ends at what it is now.
import { expect } from "chai";
import { SCENARIOS, tell } from "./scenarios";
import { useSyncedRegistries } from "./syncedRegistries";

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
