// Any history of pushes, moves, deletions, disturbed events and failing imports ends with the same tags at both sides.
import { expect } from "chai";
import fc from "fast-check";
import { IS_LONG, runs as numberOf } from "../../helpers/longRun";
import { anyHistory, isHealedByEvents } from "./anyHistory";
import { trustsEvents, withoutUntil } from "./mutations";
import { useSyncedRegistries } from "./syncedRegistries";
import { Histories } from "./toldHistory";

describe("any history", function () {
  // It takes a minute of a processor that other tests use as well, and has taken three.
  this.timeout(IS_LONG ? 7_200_000 : 900_000);
  const both = useSyncedRegistries();
  let histories: Histories;
  before(async () => {
    histories = await Histories.at(both);
  });

  const endsInStep = fc.asyncProperty(anyHistory, async (history) => {
    await histories.tell(history);
    expect(histories.brokenTags()).to.deep.equal([]);
    if (isHealedByEvents(history)) {
      const { source, copy } = histories.tags();
      expect(copy, "before it has caught up").to.deep.equal(source);
    }
    await histories.catchUp();
    const { source, copy } = histories.tags();
    expect(copy).to.deep.equal(source);
    const signatures = histories.signatures();
    expect(signatures.copy).to.deep.equal(signatures.source);
  });

  it("leaves each tag, once caught up, at what it is at the vendor's, with its signatures", async () => {
    await fc.assert(endsInStep, { numRuns: numberOf(2_000, 50_000) });
  });

  // The other tests of mutations take out what only rare histories need.
  for (const [what, mutation] of Object.entries({ trustsEvents, withoutUntil })) {
    it(`leaves some tag behind with a definition that is mutated: ${what}`, async () => {
      await both.deploy({ mutation });
      // With this seed, both are found within 30 histories.
      const limits = { numRuns: 2_000, seed: 8, endOnFailure: true };
      const { failed } = await fc.check(endsInStep, limits);
      expect(failed).to.equal(true);
    });
  }
});
