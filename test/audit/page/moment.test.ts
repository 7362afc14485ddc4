// The moment: after an update or at the end of a day, never later than the page was made.

import { expect } from "chai";
import type { Lives } from "../../../audit/lives";
import {
  momentOfDay,
  momentOfUpdate,
  nextChange,
  timeWords,
  updateOf,
} from "../../../audit/page/moment";
import { STORY } from "../../helpers/lives/story";

describe("the moment of the page", () => {
  it("is the end of an update, and for the last one when the page was made", () => {
    expect(momentOfUpdate(STORY, 1)).to.deep.equal({ at: "2026-02-01T09:00:00Z", index: 1 });
    expect(momentOfUpdate(STORY, 5)).to.deep.equal({ at: "2026-06-01T18:00:00.000Z", index: 5 });
    expect(momentOfUpdate(STORY, 99)).to.deep.equal({ at: "2026-06-01T18:00:00.000Z", index: 5 });
    expect(momentOfUpdate(STORY, -3)).to.deep.equal({ at: "2026-01-01T09:00:00Z", index: 0 });
  });

  it("is the end of a day, in which an update of that day counts and one of the next does not", () => {
    expect(momentOfDay(STORY, "2026-02-01")).to.deep.equal({
      at: "2026-02-01T23:59:59.999Z",
      index: 1,
    });
    expect(momentOfDay(STORY, "2026-03-31").index).to.equal(2);
    expect(momentOfDay(STORY, "2025-12-31").index).to.equal(-1);
  });

  it("is when the page was made for the day of that, and for a later one", () => {
    const last = { at: "2026-06-01T18:00:00.000Z", index: 5 };
    expect(momentOfDay(STORY, "2026-06-01")).to.deep.equal(last);
    expect(momentOfDay(STORY, "2030-01-01")).to.deep.equal(last);
  });

  it("compares times and not their texts", () => {
    const [first, second, ...rest] = STORY.updates;
    if (first === undefined || second === undefined) throw new Error("the story has updates");
    const east = { ...second, endedAt: "2026-02-02T00:30:00+02:00" };
    const lives: Lives = { ...STORY, updates: [first, east, ...rest] };
    expect(momentOfDay(lives, "2026-02-01").index).to.equal(1);
  });

  it("goes to the next change on either side over what changed nothing, and no further", () => {
    expect(nextChange(STORY, { at: "", index: 1 }, 1)).to.equal(3);
    expect(nextChange(STORY, { at: "", index: 3 }, -1)).to.equal(1);
    expect(nextChange(STORY, { at: "", index: 4 }, 1)).to.equal(undefined);
    expect(nextChange(STORY, { at: "", index: 0 }, -1)).to.equal(undefined);
  });

  it("stands in an empty history before any update", () => {
    const empty = { ...STORY, updates: [] };
    expect(momentOfUpdate(empty, 0)).to.deep.equal({ at: STORY.asOf, index: -1 });
  });

  it("finds an update by its number, also where numbers are missing", () => {
    const lives = { ...STORY, updates: STORY.updates.slice(2) };
    expect(updateOf(lives, 4)?.message).to.equal("Give contoso base/*");
    expect(updateOf(lives, 1)).to.equal(undefined);
  });

  it("is written in UTC to the minute", () => {
    expect(timeWords("2026-02-02T00:30:59+02:00")).to.equal("2026-02-01 22:30 UTC");
    expect(timeWords("")).to.equal("an unknown time");
  });
});
