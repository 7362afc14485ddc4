// The bars of a timeline: where each begins and ends, and what the axis says.

import { expect } from "chai";
import { barsOf, periodOf, ticksOf } from "../../../audit/page/bars";
import { STORY } from "../../helpers/lives/story";

describe("the bars of a timeline", () => {
  it("show access and each password from its beginning to its end", () => {
    const [northwind, contoso] = STORY.customers;
    if (northwind === undefined || contoso === undefined) throw new Error("the story has both");
    const period = periodOf(STORY);
    const day = (text: string) => (Date.parse(text) - period.from) / (period.to - period.from);
    const shown = [...barsOf(STORY, northwind), ...barsOf(STORY, contoso)];
    expect(shown.map(({ lane, what, words }) => `${lane} ${what} | ${words}`)).to.deep.equal([
      "access active | active, 2026-02-01 09:00 UTC to 2026-03-16 00:00 UTC",
      "access ended | ended, 2026-03-16 00:00 UTC to 2026-04-01 09:00 UTC",
      "access active | active, 2026-04-01 09:00 UTC to 2026-05-20 00:00 UTC",
      "access no password | no password, 2026-05-20 00:00 UTC, still as of 2026-06-01 18:00 UTC",
      "password1 expired | password1, 2026-02-01 08:59 UTC to 2026-03-16 00:00 UTC: expired",
      "password2 expired | password2, 2026-04-01 09:00 UTC to 2026-05-20 00:00 UTC: expired",
      "access active | active, 2026-01-01 09:00 UTC to 2026-04-01 09:00 UTC",
      "access active | active, 2026-04-01 09:00 UTC, still as of 2026-06-01 18:00 UTC",
      "password1 rotated | password1, 2026-01-01 09:00 UTC to 2026-05-01 00:00 UTC: rotated",
      "password2 in use | password2, 2026-04-01 09:00 UTC, still as of 2026-06-01 18:00 UTC: in use",
    ]);
    expect(shown[1]?.from).to.be.closeTo(day("2026-03-16T00:00:00Z"), 1e-9);
    expect(shown[1]?.to).to.be.closeTo(day("2026-04-01T09:00:00Z"), 1e-9);
    expect(shown.at(-1)?.to).to.equal(1);
  });

  it("never reach out of the page's time, nor end before they begin", () => {
    const [life] = STORY.customers;
    if (life === undefined) throw new Error("the story has customers");
    const odd = {
      ...life,
      passwords: [
        { slot: "password1", from: "2020-01-01T00:00:00Z", seenIn: 1, how: "unknown" },
        {
          slot: "password1",
          from: "no time",
          seenIn: 1,
          end: "1999-01-01T00:00:00Z",
          how: "unknown",
        },
        { slot: "password2", from: "2030-01-01T00:00:00Z", seenIn: 1, how: "in use" },
      ] as const,
    };
    for (const { from, to, words } of barsOf(STORY, odd)) {
      expect(from, words).to.be.within(0, to);
      expect(to, words).to.be.within(0, 1);
    }
  });

  it("stand over months, quarters or years, at most eight of them", () => {
    const ticks = (from: string, to: string) =>
      ticksOf({ from: Date.parse(from), to: Date.parse(to) }).map(({ word }) => word);
    expect(ticks("2026-01-15", "2026-05-02")).to.deep.equal([
      "2026-02",
      "2026-03",
      "2026-04",
      "2026-05",
    ]);
    expect(ticks("2025-06-02", "2026-11-30")).to.deep.equal([
      "2025-07",
      "2025-10",
      "2026-01",
      "2026-04",
      "2026-07",
      "2026-10",
    ]);
    expect(ticks("2019-03-01", "2026-11-30")).to.deep.equal([
      "2020",
      "2021",
      "2022",
      "2023",
      "2024",
      "2025",
      "2026",
    ]);
    expect(ticks("2026-05-02", "2026-05-20")).to.deep.equal([]);
  });

  it("stand over at least a day, also in a history of one moment", () => {
    const asOf = STORY.updates[0]?.startedAt ?? "";
    const { from, to } = periodOf({ ...STORY, asOf });
    expect(to - from).to.equal(86_400_000);
  });
});
