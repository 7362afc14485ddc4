// What the events of a webhook say, for any events in any order.
import { expect } from "chai";
import fc from "fast-check";
import type { Delivery } from "../../../azure/webhooks/webhookEvents";
import { standingOf } from "../../../cli/deliveries/standing";

const NOW = Date.parse("2026-10-03T12:00:00Z");

const event = (minutesAgo: number, status?: number, action = "push"): Delivery => ({
  id: `${minutesAgo}`,
  at: new Date(NOW - minutesAgo * 60_000).toISOString(),
  action,
  ...(status === undefined ? {} : { status }),
  isForeignAddress: false,
});

/** Events at different times, which have ended. */
const events = fc
  .uniqueArray(fc.integer({ min: 2, max: 10_000 }), { maxLength: 30 })
  .chain((minutes) =>
    fc.tuple(
      ...minutes.map((each) =>
        fc
          .constantFrom(200, 202, 401, 403, 404, 429, 503, undefined)
          .map((status) => event(each, status)),
      ),
    ),
  );

describe("the standing of a webhook", () => {
  it("is the same in whatever order Azure lists the events", () => {
    fc.assert(
      fc.property(
        events.chain((all) =>
          fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
        ),
        ([all, shuffled]) => {
          expect(standingOf(shuffled, NOW)).to.deep.equal(standingOf(all, NOW));
        },
      ),
    );
  });

  it("is what one sees who goes through the events from the oldest", () => {
    fc.assert(
      fc.property(events, (all) => {
        let [failingSince, lastAnswered, failed]: [string | null, string | null, number] = [
          null,
          null,
          0,
        ];
        for (const { at, status = 0 } of [...all].sort(
          (a, b) => Date.parse(a.at) - Date.parse(b.at),
        )) {
          const isGood = status === 200 || status === 202;
          failed += isGood ? 0 : 1;
          lastAnswered = isGood ? at : lastAnswered;
          failingSince = isGood ? null : (failingSince ?? at);
        }
        const { answers, status: _, isForeignAddress: __, ...standing } = standingOf(all, NOW);
        expect(standing).to.deep.equal({
          verdict: all.length === 0 ? "silent" : failingSince === null ? "answered" : "failing",
          ...{ pushes: all.length, lost: failed, failingSince, lastAnswered },
        });
        expect(answers.reduce((sum, { count }) => sum + count, 0)).to.equal(all.length);
      }),
    );
  });

  const verdict = (...all: Delivery[]) => {
    const { verdict: said, status, lost } = standingOf(all, NOW);
    return [said, status, lost];
  };

  it("leaves out an event without an answer that may be under way, and counts it a minute later", () => {
    expect(verdict(event(0.5))).to.deep.equal(["silent", null, 0]);
    expect(verdict(event(2, 202), event(0.5))).to.deep.equal(["answered", 202, 0]);
    expect(verdict(event(3, 202), event(2))).to.deep.equal(["failing", null, 1]);
  });

  it("believes a ping where the address was wrong, not where the event was", () => {
    const ping = event(2, 202, "ping");
    for (const status of [401, 403, 404, 429, 503]) {
      expect(verdict(event(3, status), ping)).to.deep.equal(["answered", 202, 1]);
    }
    for (const status of [400, 408, 413, 422, 500, 504]) {
      expect(verdict(event(3, status), ping)).to.deep.equal(["failing", status, 1]);
      expect(verdict(event(4, status), ping, event(1, 202))).to.deep.equal(["answered", 202, 1]);
    }
    expect(verdict(event(3, 504), event(2, 401, "ping"))).to.deep.equal(["failing", 401, 1]);
    expect(verdict(event(3, 202), event(2, 401, "ping"))).to.deep.equal(["failing", 401, 0]);
  });

  it("counts answers, the most frequent first", () => {
    const { answers } = standingOf([event(9, 202), event(8, 401), event(7), event(6, 401)], NOW);
    expect(answers).to.deep.equal([
      { status: 401, count: 2 },
      { status: null, count: 1 },
      { status: 202, count: 1 },
    ]);
  });
});
