// How long passwords work and are promised, as tables, and the bounds of the spread over days.

import { expect } from "chai";
import fc from "fast-check";
import { addDays } from "../../access/days";
import {
  announcedEnd,
  expiryDay,
  type HeldSlot,
  hasEnded,
  nextRotation,
  promisedUntil,
  rotationDay,
  type Wanted,
  withAnnouncedEnds,
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

describe("announcedEnd", () => {
  const cases: [name: string, today: string, expected: string][] = [
    ["is the next rotation", "2026-01-01", "2026-01-31"],
    ["is the next rotation while that is far enough away", "2025-12-31", "2026-01-31"],
    ["gives the usual notice where the next rotation is near", "2026-01-02", "2026-02-01"],
    ["gives the usual notice where the next rotation is overdue", "2026-06-01", "2026-07-01"],
  ];
  for (const [name, today, expected] of cases) {
    it(name, () => {
      expect(announcedEnd("2026-01-31", wanted(), today)).to.equal(expected);
    });
  }
});

describe("withAnnouncedEnds", () => {
  const current = slot("password1");

  it("announces an end to the password that has none", () => {
    expect(
      withAnnouncedEnds([current, adoptedSlot("password2")], current, wanted(), "2026-01-01"),
    ).to.deep.equal([current, adoptedSlot("password2", { endsOn: "2026-01-31" })]);
  });

  const last = slot("password1", { expiresOn: "2026-03-01" });
  const beyond: [
    name: string,
    beside: HeldSlot,
    today: string,
    change: Partial<Wanted>,
    endsOn: string,
  ][] = [
    ["with the usual notice", slot("password2"), "2026-01-15", {}, "2026-02-14"],
    ["with the access where that comes first", slot("password2"), "2026-02-10", {}, "2026-03-01"],
    ["where it has no end of its own", adoptedSlot("password2"), "2026-01-15", {}, "2026-02-14"],
    [
      "with the access where passwords are issued by hand",
      adoptedSlot("password2"),
      "2026-01-15",
      { rotation: "manual" },
      "2026-03-01",
    ],
  ];
  for (const [name, beside, today, change, endsOn] of beyond) {
    it(`announces an end to one that would outlive the access ${name}`, () => {
      const asked = wanted({ notAfter: "2026-03-01", ...change });
      expect(withAnnouncedEnds([last, beside], last, asked, today)).to.deep.equal([
        last,
        { ...beside, endsOn },
      ]);
    });
  }

  const unchanged: [name: string, ...Parameters<typeof withAnnouncedEnds>][] = [
    [
      "an end that was announced",
      [current, adoptedSlot("password2", { endsOn: "2026-01-15" })],
      current,
      wanted(),
      "2026-01-01",
    ],
    ["an expiry", [current, slot("password2")], current, wanted(), "2026-01-01"],
    [
      "a current password without an end",
      [slot("password1", { expiresOn: undefined })],
      slot("password1", { expiresOn: undefined }),
      wanted(),
      "2026-01-01",
    ],
    [
      "everything while the current password outlives the access",
      [current, adoptedSlot("password2")],
      current,
      wanted({ notAfter: "2026-02-01" }),
      "2026-01-01",
    ],
    [
      "an end before that of the access",
      [current, slot("password2", { expiresOn: "2026-03-03" })],
      current,
      wanted({ notAfter: "2026-03-03" }),
      "2026-01-01",
    ],
    [
      "everything before the first password",
      [adoptedSlot("password2")],
      undefined,
      wanted(),
      "2026-01-01",
    ],
  ];
  for (const [name, slots, ...rest] of unchanged) {
    it(`leaves ${name} as it is`, () => {
      expect(withAnnouncedEnds(slots, ...rest)).to.deep.equal(slots);
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
