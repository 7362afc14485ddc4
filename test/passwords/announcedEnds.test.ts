// Which ends are announced for passwords beside the current one, and how long such an end stands.

import { expect } from "chai";
import { earlier } from "../../passwords/days";
import {
  announcedEnd,
  type HeldSlot,
  type Wanted,
  withAnnouncedEnds,
} from "../../passwords/validity";
import { adoptedSlot, slot, wanted } from "./passwords";

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
        { ...beside, endsWithAccess: { on: endsOn, notAfter: "2026-03-01" } },
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

describe("an end that was announced with that of the access", () => {
  const last = slot("password1", { expiresOn: "2026-02-20" });
  const announced = { on: "2026-02-10", notAfter: "2026-02-20" };
  const cases: [name: string, change: Partial<Wanted>, expected: HeldSlot["endsWithAccess"]][] = [
    ["stands while the access ends as it did", { notAfter: "2026-02-20" }, announced],
    [
      "is moved with the access where that ends before it",
      { notAfter: "2026-02-05", rotateBeforeDays: 10 },
      { on: "2026-02-05", notAfter: "2026-02-05" },
    ],
    ["is void where the access does not end", {}, undefined],
    [
      "is void where the password ends with the access by itself",
      { notAfter: "2026-03-02" },
      undefined,
    ],
    [
      "is announced again where the access ends later",
      { notAfter: "2026-02-28", rotateBeforeDays: 20 },
      { on: "2026-02-21", notAfter: "2026-02-28" },
    ],
    [
      "comes with the access where rotation is manual",
      { notAfter: "2026-02-28", rotation: "manual" },
      { on: "2026-02-28", notAfter: "2026-02-28" },
    ],
  ];
  for (const [name, change, expected] of cases) {
    it(name, () => {
      const current = { ...last, expiresOn: earlier(last.expiresOn, change.notAfter) };
      const before = slot("password2", { endsWithAccess: announced });
      const [after] = withAnnouncedEnds([before], current, wanted(change), "2026-02-01");
      expect(after).to.deep.equal(
        slot("password2", expected === undefined ? {} : { endsWithAccess: expected }),
      );
    });
  }
});
