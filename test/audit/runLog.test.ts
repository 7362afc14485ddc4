// A run log that does not reach as far as the time that is asked about: what is not known then is said.

import { expect } from "chai";
import { changesAnswer } from "../../audit/answers/changes";
import type { LoggedRun } from "../../audit/attest/facts";
import { statement } from "../../audit/attest/statement";
import { livesOf } from "../../audit/livesOf";
import { toldHistory } from "./toldHistory";

const FROM = "2026-06-30T23:59:59.999Z";
const TO = "2026-09-30T23:59:59.999Z";

/** What each answer says of the log, and the runs that programs get. */
function told(runs: readonly LoggedRun[]) {
  const lives = livesOf(toldHistory([{ at: "2026-06-10T10:00:00.000Z", customers: {} }]), TO);
  const { notes, data } = changesAnswer(lives, { from: FROM, to: TO, runs });
  const period = { name: "2026Q3", first: "2026-07-01", last: "2026-09-30", from: FROM, to: TO };
  const stated = statement({
    stacks: [lives],
    period,
    tool: "c".repeat(40),
    madeAt: "2026-10-05T08:00:00.000Z",
    evidence: [],
    runs,
  });
  const { cannotTell } = stated.data as { cannotTell: string[] };
  return {
    changes: notes.filter((note) => note.includes("--runs")),
    statement: cannotTell.filter((what) => what.includes("--runs")),
    runs: (data as { runs: unknown }).runs,
  };
}

const run = (time: string, stack?: string): LoggedRun => ({
  time,
  verdict: "succeeded",
  ...(stack === undefined ? {} : { stack }),
});

describe("a run log", () => {
  const none =
    "runs of customer-access/dev that were refused: no run of this stack is in the run log (--runs)";
  const short =
    "runs of customer-access/dev that were refused before 2026-07-10 02:00 UTC or after 2026-08-01 02:00 UTC: the run log (--runs) reaches no further";
  const cases: Record<string, { runs: LoggedRun[]; words: string[]; data: unknown }> = {
    "has no run": { runs: [], words: [none], data: null },
    "is of another stack": {
      runs: [run("2026-08-01T02:00:00.000Z", "customer-access/prod")],
      words: [none],
      data: null,
    },
    "reaches less far": {
      runs: [
        run("2026-07-10T02:00:00.000Z", "dev"),
        run("2026-08-01T02:00:00.000Z"),
        run("2026-10-02T02:00:00.000Z", "customer-access/prod"),
      ],
      words: [short],
      data: [],
    },
    "begins before and ends after": {
      runs: [run("2026-06-30T02:00:00.000Z"), run("2026-10-01T02:00:00.000Z")],
      words: [],
      data: [],
    },
  };
  for (const [what, { runs, words, data }] of Object.entries(cases)) {
    it(`says what it cannot tell where it ${what}`, () => {
      expect(told(runs)).to.deep.equal({
        changes: words.map((each) => `not known: ${each}`),
        statement: words,
        runs: data,
      });
    });
  }
});
