// Entries that differ from what anchors have seen are named between the anchors around them, and nothing else is.

import { expect } from "chai";
import fc from "fast-check";
import { BEGINNING, chained } from "../../../audit/entryChain";
import type { WrittenRun } from "../../../audit/snapshot";
import { entryBreaks } from "../../../audit/verify/anchoredEntries";
import { coveringAnchors } from "../../../audit/verify/keptAnchor";

const LONG = process.env.TEST_LONG === "yes" ? 50 : 1;

function run(number: number, content = "as it was"): WrittenRun {
  return {
    name: `dev-${number}`,
    number: `${number}`,
    sha256: `${number} ${content}`,
    isWhole: true,
  };
}

/** Runs 10, 20, …: there is room between them. */
function runs(count: number): WrittenRun[] {
  return Array.from({ length: count }, (_, index) => run((index + 1) * 10));
}

/** What an anchor says after so many of the runs, on the day of that number. */
function anchorAfter(count: number, written: readonly WrittenRun[]) {
  const covered = written.slice(0, count);
  return {
    name: `anchors.jsonl:${count}`,
    stack: "dev",
    revision: 1,
    recordSha256: "",
    time: `2026-07-${`${count}`.padStart(2, "0")}`,
    entries: {
      count,
      last: covered.at(-1)?.number ?? "",
      sha256: chained(BEGINNING, covered),
    },
  };
}

/** The breaks as `at: words`. */
function found(written: readonly WrittenRun[], counts: readonly number[], honest = runs(9)) {
  const anchors = coveringAnchors(counts.map((count) => anchorAfter(count, honest)));
  return entryBreaks(written, anchors).map(({ at, words }) => `${at?.split(":")[1]}: ${words}`);
}

const without = (...numbers: number[]) =>
  runs(9).filter(({ number }) => !numbers.includes(Number(number)));
const altered = (...numbers: number[]) =>
  runs(9).map((each) =>
    numbers.includes(Number(each.number)) ? run(Number(each.number), "altered") : each,
  );
const added = (number: number) =>
  [...runs(9), run(number)].sort((one, other) => Number(one.number) - Number(other.number));

describe("entries and anchors", () => {
  const cases: [what: string, written: WrittenRun[], counts: number[], found: string[]][] = [
    ["an honest history", runs(9), [2, 5, 5, 9], []],
    ["later entries, which no anchor has seen", [...runs(9), run(100)], [2, 5, 9], []],
    [
      "an altered entry",
      altered(40),
      [2, 5, 9],
      [
        "5: between the anchor of 2026-07-02 and this one (2026-07-05) an entry was altered, or removed and another one added: there are dev-30, dev-40 and dev-50",
      ],
    ],
    [
      "an altered entry, with an anchor after each",
      altered(40),
      [3, 4, 5],
      [
        "4: between the anchor of 2026-07-03 and this one (2026-07-04) an entry was altered: dev-40",
      ],
    ],
    [
      "an altered first entry",
      altered(10),
      [1, 9],
      ["1: before this anchor (2026-07-01) an entry was altered: dev-10"],
    ],
    [
      "an altered entry among many",
      altered(40),
      [9],
      [
        "9: before this anchor (2026-07-09) an entry was altered, or removed and another one added: there are 9 from dev-10 to dev-90",
      ],
    ],
    ["an altered entry after the last anchor", altered(90), [2, 8], []],
    [
      "a removed entry",
      without(40),
      [2, 5, 9],
      [
        "5: between the anchor of 2026-07-02 and this one (2026-07-05) 1 entry was removed, and others may be altered: there are dev-30 and dev-50",
      ],
    ],
    [
      "a removed entry that was the last one of its anchor",
      without(50),
      [2, 5, 9],
      [
        "5: between the anchor of 2026-07-02 and this one (2026-07-05) 1 entry was removed, and others may be altered: there are dev-30 and dev-40",
      ],
    ],
    [
      "all entries between two anchors",
      without(30, 40, 50),
      [2, 5, 9],
      ["5: between the anchor of 2026-07-02 and this one (2026-07-05) 3 entries were removed"],
    ],
    [
      "the end, cut off",
      runs(6),
      [2, 6, 9],
      ["9: between the anchor of 2026-07-06 and this one (2026-07-09) 3 entries were removed"],
    ],
    [
      "the end, cut off within what an anchor covers",
      runs(7),
      [2, 6, 9],
      [
        "9: between the anchor of 2026-07-06 and this one (2026-07-09) 2 entries were removed, and others may be altered: there are dev-70",
      ],
    ],
    [
      "the beginning, cut off",
      runs(9).slice(3),
      [2, 5, 9],
      [
        "2: before this anchor (2026-07-02) 2 entries were removed",
        "5: between the anchor of 2026-07-02 and this one (2026-07-05) 1 entry was removed, and others may be altered: there are dev-40 and dev-50",
      ],
    ],
    [
      "an added entry",
      added(45),
      [2, 5, 9],
      [
        "5: between the anchor of 2026-07-02 and this one (2026-07-05) 1 entry was added, and others may be altered: there are dev-30, dev-40, dev-45 and dev-50",
      ],
    ],
    [
      "two altered entries, each between its own anchors",
      altered(20, 80),
      [1, 3, 5, 7, 9],
      [
        "3: between the anchor of 2026-07-01 and this one (2026-07-03) an entry was altered, or removed and another one added: there are dev-20 and dev-30",
        "9: between the anchor of 2026-07-07 and this one (2026-07-09) an entry was altered, or removed and another one added: there are dev-80 and dev-90",
      ],
    ],
    ["everything", [], [2], ["2: before this anchor (2026-07-02) 2 entries were removed"]],
    ["no anchor", altered(40), [], []],
  ];
  for (const [what, written, counts, expected] of cases) {
    it(`name ${what}`, () => {
      expect(found(written, counts)).to.deep.equal(expected);
    });
  }

  it("name an anchor of another history between two that agree", () => {
    const anchors = coveringAnchors([
      anchorAfter(2, runs(9)),
      { ...anchorAfter(3, altered(20)), name: "a:1" },
      { ...anchorAfter(5, altered(20)), name: "a:2" },
      anchorAfter(5, runs(9)),
    ]);
    const words =
      "contradicts the anchor of 2026-07-05, with which the history agrees: it is of another history, or was altered";
    const named = entryBreaks(runs(9), anchors).map(({ at, words }) => ({ at, words }));
    expect(named).to.deep.equal([
      { at: "a:1", words },
      { at: "a:2", words },
    ]);
  });
});

describe("one change of a history with anchors", () => {
  const changes = fc
    .record({
      size: fc.integer({ min: 1, max: 9 }),
      at: fc.nat(),
      kind: fc.constantFrom("alter", "remove", "add"),
      counts: fc.uniqueArray(fc.integer({ min: 1, max: 9 }), { maxLength: 6 }),
    })
    .map(({ size, at, kind, counts }) => ({
      size,
      /** The index of the entry. */
      index: at % size,
      kind,
      counts: counts.filter((count) => count <= size).sort((one, other) => one - other),
    }));

  it("is named exactly once, between the anchors next to it, and only where one has seen it", () => {
    fc.assert(
      fc.property(changes, ({ size, index, kind, counts }) => {
        const honest = runs(size);
        const written = honest.flatMap((each, at) => {
          if (at !== index) return [each];
          if (kind === "remove") return [];
          if (kind === "alter") return [run(Number(each.number), "altered")];
          return [run(Number(each.number) - 5), each];
        });
        const to = counts.find((count) => count > index);
        const from = counts.findLast((count) => count <= index);
        const breaks = found(written, counts, honest);
        expect(breaks).to.have.length(to === undefined ? 0 : 1);
        if (to === undefined) return;
        const where =
          from === undefined ? "before this anchor" : `between the anchor of 2026-07-0${from}`;
        expect(breaks[0]).to.match(new RegExp(`^${to}: ${where}`));
      }),
      { numRuns: 1_000 * LONG },
    );
  });

  it("leaves no change unnamed, however many there are", () => {
    const several = fc.record({
      counts: fc.uniqueArray(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 6 }),
      contents: fc.array(fc.constantFrom("as it was", "altered", "gone", "more"), {
        minLength: 9,
        maxLength: 9,
      }),
    });
    fc.assert(
      fc.property(several, ({ counts, contents }) => {
        const written = runs(9).flatMap((each, index) => {
          const content = contents[index];
          if (content === "gone") return [];
          if (content === "more") return [run(Number(each.number) - 5), each];
          return [run(Number(each.number), content)];
        });
        const reach = Math.max(...counts);
        const isChanged = contents.slice(0, reach).some((content) => content !== "as it was");
        expect(found(written, counts).length > 0).to.equal(isChanged);
      }),
      { numRuns: 1_000 * LONG },
    );
  });
});
