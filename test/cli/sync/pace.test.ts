// The pace of requests: a burst, then so many a second, and never more than the bucket holds.
import { expect } from "chai";
import fc from "fast-check";
import { pacedBy } from "../../../cli/sync/pace";
import { runs } from "../../helpers/longRun";

const { signal } = new AbortController();

/** The moments at which requests go, each asked for some time after the one before. */
async function moments(pauses: readonly number[], limit: { burst: number; perSecond: number }) {
  let nowMs = 1_000_000;
  const time = {
    nowMs: () => nowMs,
    wait: async (ms: number) => {
      nowMs += ms;
    },
  };
  const mayGo = pacedBy(limit, time, signal);
  const gone: number[] = [];
  for (const pause of pauses) {
    nowMs += pause;
    await mayGo();
    gone.push(nowMs - 1_000_000);
  }
  return gone;
}

describe("the pace of requests", () => {
  it("is a burst at once, and then so many a second", async () => {
    const gone = await moments(Array(8).fill(0), { burst: 3, perSecond: 10 });
    expect(gone).to.deep.equal([0, 0, 0, 100, 200, 300, 400, 500]);
  });

  it("never takes more than the bucket holds, and waits no longer than needed", async () => {
    const limit = { burst: 5, perSecond: 10 };
    const pauses = fc.array(fc.integer({ min: 0, max: 400 }), { maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(pauses, async (given) => {
        let [level, before, asked] = [limit.burst, 0, 0];
        const gone = await moments(given, limit);
        for (const [index, at] of gone.entries()) {
          asked = (gone[index - 1] ?? 0) + (given[index] ?? 0);
          level = Math.min(limit.burst, level + ((at - before) * limit.perSecond) / 1000) - 1;
          before = at;
          expect(level).to.be.at.least(-1e-9);
          if (at > asked) expect(level).to.be.at.most(1e-9);
        }
      }),
      { numRuns: runs(300, 20_000) },
    );
  });
});
