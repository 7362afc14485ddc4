// Random damage to a history: it is always read to its end, and each damage has a gap of its own.

import { expect } from "chai";
import fc from "fast-check";
import { makeHistory } from "../../../audit/history/makeHistory";
import { found, type Left, type StoredRun, seal, storedRuns } from "./storedHistory";

const LONG = process.env.TEST_LONG === "yes" ? 50 : 1;

/** Runs of which some change nothing; the last one changes something. */
const histories = fc.array(fc.boolean(), { minLength: 2, maxLength: 12 }).map((changes): Left[] => {
  let record = 1;
  const middle = changes.map((isChange) => ({ record: isChange ? ++record : record }));
  return [{ record: 1 }, ...middle, { record: record + 1 }];
});

/** A history and one of its runs. */
const cases = fc
  .tuple(histories, fc.nat())
  .map(([left, place]) => ({ left, index: place % left.length }));

/** The gaps of the runs, of which the present state is that of the undamaged last one. */
function gapsOf(left: readonly Left[], damage: (runs: StoredRun[]) => readonly StoredRun[]) {
  const whole = storedRuns(left);
  return makeHistory(found(damage(structuredClone(whole)), whole.at(-1)?.checkpoint)).gaps;
}

function nameOf(left: readonly Left[], index: number): string {
  return storedRuns(left)[index]?.name ?? "";
}

function check<Case>(arbitrary: fc.Arbitrary<Case>, property: (given: Case) => void): void {
  fc.assert(fc.property(arbitrary, property), { numRuns: 200 * LONG });
}

describe("a damaged history", () => {
  it("has no gap before the damage", () => {
    check(histories, (left) => {
      expect(gapsOf(left, (runs) => runs)).to.deep.equal([]);
    });
  });

  it("names the next record where the only run that left a record is missing", () => {
    check(cases, ({ left, index }) => {
      const { record } = left[index] as Left;
      const isOnly = left.filter((each) => each.record === record).length === 1;
      const gaps = gapsOf(left, (runs) => runs.filter((_, at) => at !== index));
      // Of an unchanged run that is missing nothing is left: it takes anchors to notice that.
      expect(gaps).to.have.length(isOnly ? 1 : 0);
      const next = index === left.length - 1 ? undefined : nameOf(left, index + 1);
      if (isOnly) expect(gaps[0]?.at).to.equal(next);
    });
  });

  it("names a file that is cut off, at whatever length", () => {
    const cut = fc.record({
      given: cases,
      share: fc.double({ min: 0, max: 0.99, noNaN: true }),
      part: fc.constantFrom("entry", "checkpoint"),
    });
    check(cut, ({ given: { left, index }, share, part }) => {
      const gaps = gapsOf(left, (runs) => {
        const run = runs[index] as unknown as Record<string, string>;
        run[part] = run[part]?.slice(0, Math.floor(share * run[part].length)) ?? "";
        return runs;
      });
      const damaged = gaps.filter(({ at }) => at === nameOf(left, index));
      expect(damaged.map(({ words }) => words).join()).to.match(
        new RegExp(`^its ${part} is (empty|cut off or damaged)`),
      );
    });
  });

  it("names a copy", () => {
    check(cases, ({ left, index }) => {
      const name = "dev-1999999999999000000";
      const gaps = gapsOf(left, (runs) => [...runs, { ...(runs[index] as StoredRun), name }]);
      expect(gaps).to.deep.equal([
        { at: name, words: `is a copy of ${nameOf(left, index)}; it counts once` },
      ]);
    });
  });

  it("names both where two runs' checkpoints were exchanged, and one where their entries were", () => {
    const pairs = fc
      .tuple(histories, fc.nat(), fc.nat())
      .map(([left, one, other]) => ({ left, one: one % left.length, other: other % left.length }))
      .filter(({ one, other }) => one < other);
    check(pairs, ({ left, one, other }) => {
      const exchange = (part: "entry" | "checkpoint") =>
        gapsOf(left, (runs) => {
          const [first, second] = [runs[one], runs[other]] as [StoredRun, StoredRun];
          [first[part], second[part]] = [second[part], first[part]];
          return runs;
        }).flatMap(({ at = "" }) => at);
      const names = [nameOf(left, one), nameOf(left, other)];
      expect(exchange("checkpoint")).to.include(names[0]);
      expect(exchange("entry")).to.include.members(names);
    });
  });

  it("names a record whose predecessor was edited", () => {
    check(cases, ({ left, index }) => {
      const { record } = left[index] as Left;
      if (record === 1) return;
      const isFirstOfRecord = left.findIndex((each) => each.record === record) === index;
      const gaps = gapsOf(left, (runs) => {
        const run = runs[index] as StoredRun;
        run.checkpoint = run.checkpoint?.replaceAll(seal(record - 1), seal(99));
        return runs;
      });
      const isLast = index === left.length - 1;
      // The record of a later unchanged run is compared by its own hash, by `--verify`.
      expect(gaps.length).to.equal(isLast ? 2 : Number(isFirstOfRecord));
    });
  });

  it("is read to its end, whatever its files hold", () => {
    const junk = fc.oneof(
      fc.string(),
      fc.json(),
      fc.constantFrom(
        '{"checkpoint":{"latest":{"resources":[null]}}}',
        '{"kind":"update","startTime":1}',
      ),
    );
    const run = fc.record({
      name: fc.string(),
      entry: fc.option(junk, { nil: undefined }),
      checkpoint: fc.option(junk, { nil: undefined }),
    });
    check(fc.array(run, { maxLength: 5 }), (runs) => {
      const { gaps, entries } = makeHistory(found(runs));
      const named = new Set([...gaps.map(({ at }) => at), ...entries.map(({ name }) => name)]);
      for (const { name } of runs) expect(named).to.include(name);
    });
  });

  it("is read in any order of its files", () => {
    const shuffled = histories.chain((left) =>
      fc.tuple(
        fc.constant(left),
        fc.shuffledSubarray([...left.keys()], { minLength: left.length }),
      ),
    );
    check(shuffled, ([left, order]) => {
      const gaps = gapsOf(left, (runs) => order.map((index) => runs[index] as StoredRun));
      expect(gaps).to.deep.equal([]);
    });
  });
});
