// What happened to a customer around a last day of access: only who may log in again was let in again.

import { expect } from "chai";
import { eventsOf } from "../../audit/events";
import { livesOf } from "../../audit/livesOf";
import { type Told, toldHistory } from "./toldHistory";

const UNTIL = "2026-01-31";

/** What each update says, one after another, each on the next day of February. */
function saidOf(...customers: Told[]): string[][] {
  const history = toldHistory(
    customers.map((contoso, index) => ({
      at: `2026-02-0${index + 1}T10:00:00.000Z`,
      customers: { contoso },
    })),
  );
  const events = eventsOf(livesOf(history, "2026-02-09T00:00:00.000Z"));
  return customers.map((_, index) =>
    events.filter(({ update }) => update === index + 1).map(({ words }) => words),
  );
}

describe("a customer whose last day of access is over", () => {
  it("is not let in by a suspension that ends, but by a later last day", () => {
    const suspended: Told = { until: UNTIL, enabled: false, declared: "suspended" };
    const active: Told = { until: UNTIL, enabled: false, declared: "active" };
    expect(saidOf(suspended, active, {}).slice(1)).to.deep.equal([
      [`access has ended with ${UNTIL}: the token is disabled`],
      ["let in again: the token is enabled", "has no last day of access"],
    ]);
  });
});
