// A password that was there before: it is held until it has ended, also where that is in the middle of a day.

import { expect } from "chai";
import fc from "fast-check";
import { adoptedSlot } from "../../passwords/adoptedSlot";
import { startOf } from "../../passwords/days";
import { decide } from "../../passwords/rotation";
import { hasEnded, isFree, promisedUntil } from "../../passwords/validity";
import { slot, wanted } from "./passwords";

const PASSWORD = { name: "password2", createdAt: "2026-01-20T10:00:00.000Z" } as const;

describe("an adopted password that ends in the middle of a day", () => {
  const read = (expiresAt: string, now: string) => adoptedSlot({ ...PASSWORD, expiresAt }, now);

  const moments: [now: string, until: string, isPromiseOver: boolean, isFree: boolean][] = [
    ["2026-06-09T23:59:59.999Z", "2026-06-10", false, false],
    ["2026-06-10", "2026-06-10", true, false],
    ["2026-06-10T00:00:00.000Z", "2026-06-10", true, false],
    ["2026-06-10T14:59:59.999Z", "2026-06-10", true, false],
    ["2026-06-10T15:00:00.000Z", "2026-06-10", true, true],
    ["2026-06-11T00:00:00.000Z", "2026-06-10", true, true],
  ];
  for (const [now, ...expected] of moments) {
    it(`is promised until that day begins, and its slot is kept until it has ended: ${now}`, () => {
      const held = read("2026-06-10T15:00:00.000Z", now);
      const today = now.slice(0, 10);
      expect([promisedUntil(held), hasEnded(held, today), isFree(held, today)]).to.deep.equal(
        expected,
      );
    });
  }

  it("is never promised beyond its end, nor its slot free before, at any time", () => {
    const any = fc.date({
      min: new Date("2026-01-01T00:00:00.000Z"),
      max: new Date("2026-01-05T00:00:00.000Z"),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(any, any, any, (end, readAt, later) => {
        const held = read(end.toISOString(), readAt.toISOString());
        expect(Date.parse(startOf(promisedUntil(held) ?? ""))).to.be.at.most(end.getTime());
        const at = Math.max(readAt.getTime(), later.getTime());
        const today = new Date(at).toISOString().slice(0, 10);
        if (isFree(held, today)) expect(end.getTime()).to.be.at.most(at);
      }),
    );
  });

  it("waits with a new password in its slot until it has ended", () => {
    const decided = (now: string) => {
      const run = { today: now.slice(0, 10), mayRotate: true };
      const slots = [
        read("2026-06-10T15:00:00.000Z", now),
        slot("password1", { expiresOn: "2026-07-01" }),
      ];
      return decide({ currentSlot: "password1", hasValue: true, slots }, wanted(), run).kind;
    };
    expect(["2026-06-10T14:59:59Z", "2026-06-10T15:00:00Z"].map(decided)).to.deep.equal([
      "wait",
      "issue",
    ]);
  });

  it("has not ended where that day is the last that can be written", () => {
    const held = read("9999-12-31T23:59:59.999Z", "2026-01-21");
    expect([held.expiresOn, hasEnded(held, "2026-01-21")]).to.deep.equal(["9999-12-31", false]);
  });
});
