// Passwords that go on working after the day that was announced: without an end of their own, or with one at midday.
import { expect } from "chai";
import { eventsOf } from "../../audit/events";
import { livesOf } from "../../audit/livesOf";
import { snapshotOf, TOKEN, TOKEN_SECRET } from "./history/checkpoints";
import { slot, type ToldUpdate, toldHistory } from "./toldHistory";

const NOW = "2026-12-31T12:00:00.000Z";
const two = slot("password2", "2026-03-01", "2026-06-01");
const three = slot("password1", "2026-05-01", "2026-08-01");

/** The first password. */
function passwordIn(updates: readonly ToldUpdate[], asOf = NOW) {
  return livesOf(toldHistory(updates), asOf).customers[0]?.passwords[0];
}

describe("passwords that work longer than they were announced to", () => {
  const announced = { ...slot("password1", "2026-01-01"), announcedEnd: "2026-04-01" };
  const first = {
    at: "2026-01-01T10:00:00.000Z",
    customers: { contoso: { slots: [announced, two], current: "password2" as const } },
  };
  const begun = { slot: "password1", from: announced.createdAt, seenIn: 1, generation: 1 };

  it("work on after the day that was announced, until a run replaces them", () => {
    expect(passwordIn([first], "2026-04-09T00:00:00.000Z")).to.deep.equal({
      ...begun,
      announcedEnd: "2026-04-01",
      how: "still works",
    });
  });

  it("end when their successor is created in the slot", () => {
    const replaced = {
      at: "2026-05-01T10:00:00.000Z",
      customers: { contoso: { slots: [three, two], current: "password1" as const } },
    };
    const life = livesOf(toldHistory([first, replaced]), NOW);
    expect(life.customers[0]?.passwords[0]).to.deep.equal({
      ...{ ...begun, goneIn: 2, announcedEnd: "2026-04-01" },
      ...{ end: "2026-05-01T10:00:00.000Z", how: "rotated" },
    });
    const ended = eventsOf(life).find(({ kind }) => kind === "ended");
    expect([ended?.update, ended?.at]).to.deep.equal([2, "2026-05-01T10:00:00.000Z"]);
  });

  it("are, where they end in the middle of a day, announced for its beginning, and work until the next one", () => {
    const midday = {
      ...slot("password1", "2026-01-01", "2026-04-02"),
      announcedEnd: "2026-04-01",
    };
    const told = [{ ...first, customers: { contoso: { slots: [midday] } } }];
    expect(passwordIn(told, "2026-04-01T09:00:00.000Z")).to.deep.equal({
      ...begun,
      announcedEnd: "2026-04-01",
      how: "in use",
    });
    expect(passwordIn(told)).to.deep.equal({
      ...{ ...begun, announcedEnd: "2026-04-01" },
      ...{ end: "2026-04-02T00:00:00.000Z", how: "expired" },
    });
  });

  it("are read from the state with both days", () => {
    const made = { name: "password1", createdAt: "2026-07-01T09:00:02.740Z", generation: 0 };
    const said = (ends: object) => {
      const outputs = { username: "contoso-pull", slots: [{ ...made, ...ends }] };
      return snapshotOf(TOKEN, { ...TOKEN_SECRET, outputs }).customers[0]?.slots;
    };
    expect(said({ endsOn: "2026-10-01" })).to.deep.equal([{ ...made, announcedEnd: "2026-10-01" }]);
    // Its own end is in the middle of the day before.
    const midday = { expiresOn: "2026-10-02", announcedEnd: "2026-10-01" };
    expect(said({ expiresOn: "2026-10-02", endsOn: "2026-10-01" })).to.deep.equal([
      { ...made, ...midday },
    ]);
    // It is void if the access ends later.
    const endsWithAccess = { on: "2026-09-01", notAfter: "2026-09-01" };
    expect(said({ expiresOn: "2026-10-02", endsWithAccess })).to.deep.equal([
      { ...made, expiresOn: "2026-10-02" },
    ]);
  });
});
