// How long passwords work and are promised, as tables, and the bounds of the spread over days.

import { expect } from "chai";
import fc from "fast-check";
import { addDays } from "../../access/days";
import {
  expiryDay,
  hasEnded,
  nextRotation,
  promisedUntil,
  rotationDay,
  type Wanted,
} from "../../passwords/validity";
import { anyDay, anyWanted } from "./anyToken";
import { adoptedSlot, slot, TOKEN_ID, wanted } from "./passwords";

describe("expiryDay", () => {
  const cases: [name: string, change: Partial<Wanted>, expected: string | undefined][] = [
    ["ends after the lifetime", {}, "2026-03-02"],
    ["ends with the access where that is earlier", { notAfter: "2026-02-01" }, "2026-02-01"],
    [
      "ends after the lifetime where the access ends later",
      { notAfter: "2026-04-01" },
      "2026-03-02",
    ],
    ["ends with the access tomorrow", { notAfter: "2026-01-02" }, "2026-01-02"],
    ["ends tomorrow where the access ends today", { notAfter: "2026-01-01" }, "2026-01-02"],
    ["ends tomorrow where the access has ended", { notAfter: "2025-06-30" }, "2026-01-02"],
    ["never ends with manual rotation", { rotation: "manual" }, undefined],
    [
      "ends with the access, with manual rotation too",
      { rotation: "manual", notAfter: "2027-01-01" },
      "2027-01-01",
    ],
  ];
  for (const [name, change, expected] of cases) {
    it(name, () => {
      expect(expiryDay(wanted(change), "2026-01-01")).to.equal(expected);
    });
  }
});

describe("expiryDay beside a promise", () => {
  const cases: [
    name: string,
    until: string,
    change: Partial<Wanted>,
    expected: string | undefined,
  ][] = [
    ["ends after the lifetime where that is long enough", "2026-01-31", {}, "2026-03-02"],
    ["ends the usual notice after the promise where that is later", "2026-02-01", {}, "2026-03-03"],
    ["ends with the access all the same", "2026-02-01", { notAfter: "2026-02-10" }, "2026-02-10"],
    ["never ends with manual rotation", "2026-02-01", { rotation: "manual" }, undefined],
  ];
  for (const [name, until, change, expected] of cases) {
    it(name, () => {
      expect(expiryDay(wanted(change), "2026-01-01", until)).to.equal(expected);
    });
  }
});

describe("rotationDay", () => {
  it("lies in the week before the announced days, and in the second half of the lifetime", () => {
    fc.assert(
      fc.property(anyDay, anyWanted, fc.string(), (today, drawn, name) => {
        const asked = { ...drawn, tokenId: `${TOKEN_ID}-${name}` };
        const expiresOn = addDays(today, asked.lifetimeDays);
        const day = rotationDay(expiresOn, asked);
        expect(day <= addDays(expiresOn, -asked.rotateBeforeDays)).to.equal(true);
        expect(day >= addDays(expiresOn, -asked.rotateBeforeDays - 7)).to.equal(true);
        expect(day >= addDays(today, asked.lifetimeDays / 2)).to.equal(true);
      }),
    );
  });

  it("spreads customers over all eight days of a week, evenly enough", () => {
    const counts = new Map<string, number>();
    for (let index = 0; index < 800; index++) {
      const asked = wanted({ lifetimeDays: 90, tokenId: TOKEN_ID.replace("contoso", `c${index}`) });
      const day = rotationDay("2026-04-01", asked);
      counts.set(day, (counts.get(day) ?? 0) + 1);
    }
    const days = [...counts.keys()].sort();
    expect(days).to.deep.equal([
      "2026-02-23",
      "2026-02-24",
      "2026-02-25",
      "2026-02-26",
      "2026-02-27",
      "2026-02-28",
      "2026-03-01",
      "2026-03-02",
    ]);
    for (const count of counts.values()) expect(count).to.be.within(60, 140);
  });

  it("does not depend on how the id is spelled", () => {
    const lower = wanted({ lifetimeDays: 90, tokenId: TOKEN_ID.toLowerCase() });
    const upper = wanted({ lifetimeDays: 90, tokenId: TOKEN_ID.toUpperCase() });
    expect(rotationDay("2026-04-01", lower)).to.equal(rotationDay("2026-04-01", upper));
  });

  it("spreads over fewer days where half of the lifetime leaves fewer", () => {
    const days = new Set<string>();
    for (let index = 0; index < 100; index++) {
      const asked = wanted({ lifetimeDays: 64, tokenId: `${TOKEN_ID}${index}` });
      days.add(rotationDay("2026-04-01", asked));
    }
    expect([...days].sort()).to.deep.equal(["2026-02-28", "2026-03-01", "2026-03-02"]);
  });
});

describe("nextRotation", () => {
  const cases: [
    name: string,
    current: Partial<Parameters<typeof nextRotation>[0]>,
    change: Partial<Wanted>,
    expected: string | undefined,
  ][] = [
    ["comes before the end", {}, {}, "2026-01-31"],
    ["comes by age where there is no end", { expiresOn: undefined }, {}, "2026-01-31"],
    ["never comes by hand", { expiresOn: undefined }, { rotation: "manual" }, undefined],
    ["comes once by hand where there is an end", {}, { rotation: "manual" }, "2026-01-31"],
    ["never comes for the last password", {}, { notAfter: "2026-03-02" }, undefined],
    ["never comes for one that outlives the access", {}, { notAfter: "2026-02-01" }, undefined],
    ["comes where the access ends later", {}, { notAfter: "2026-03-03" }, "2026-01-31"],
  ];
  for (const [name, current, change, expected] of cases) {
    it(name, () => {
      expect(nextRotation(slot("password1", current), wanted(change))).to.equal(expected);
    });
  }
});

describe("promisedUntil and hasEnded", () => {
  const cases: [name: string, held: Parameters<typeof promisedUntil>[0], until?: string][] = [
    ["without an end", adoptedSlot("password1")],
    ["until its expiry", slot("password1"), "2026-03-02"],
    ["until its announced end", adoptedSlot("password1", { endsOn: "2026-03-02" }), "2026-03-02"],
    ["until the earlier of both", slot("password1", { endsOn: "2026-02-01" }), "2026-02-01"],
  ];
  for (const [name, held, until] of cases) {
    it(`promises a password ${name}`, () => {
      expect(promisedUntil(held)).to.equal(until);
      if (until === undefined) {
        expect(hasEnded(held, "9999-12-31")).to.equal(false);
        return;
      }
      expect(hasEnded(held, addDays(until, -1))).to.equal(false);
      expect(hasEnded(held, until)).to.equal(true);
      expect(hasEnded(held, addDays(until, 1))).to.equal(true);
    });
  }
});
