// What differs between two checkpoints though nothing was written in between is named.
import { expect } from "chai";
import { unwrittenGaps } from "../../../audit/history/unwrittenGaps";
import type { CustomerFact, SlotFact } from "../../../audit/snapshot";
import { slot, toldHistory } from "../toldHistory";

const FIRST = "2026-01-01T10:00:00.000Z";
const ALTERED =
  "contoso: says something else than dev-1, though nothing was written in between: one of the two was altered";

const UNEXPLAINED =
  "contoso: password1 of 2025-01-01 is explained by no entry: a run that was killed issued it, or the checkpoint was altered";

/** Two updates with one customer, of whom the second one says something else. */
function gaps(more: Partial<CustomerFact>, before: Partial<CustomerFact> = {}) {
  const { entries } = toldHistory([
    { at: FIRST, customers: { contoso: { modifiedAt: FIRST } }, guard: { revision: 1 } },
    {
      at: "2026-01-02T10:00:00.000Z",
      customers: { contoso: { modifiedAt: FIRST } },
      guard: { revision: 1, modifiedAt: FIRST },
    },
  ]);
  Object.assign(entries[0]?.snapshot?.customers[0] ?? {}, before);
  Object.assign(entries[1]?.snapshot?.customers[0] ?? {}, more);
  return unwrittenGaps(entries);
}

describe("a password that no entry explains", () => {
  const known = slot("password1", "2026-01-01");
  const found = slot("password2", "2026-03-01");
  const fact = (slots: SlotFact[], more: Partial<CustomerFact> = {}): CustomerFact => ({
    ...{
      id: "contoso",
      slots,
      events: 1,
      eventSha256: "aa",
      modifiedAt: "2026-01-01T10:00:00.000Z",
    },
    ...more,
  });
  const entries = (...facts: (CustomerFact | undefined)[]) =>
    toldHistory(
      facts.map((_, index) => ({ at: `2026-0${index + 3}-02T10:00:00.000Z`, customers: {} })),
    ).entries.map((entry, index) => {
      const one = facts[index];
      return { ...entry, snapshot: { customers: one === undefined ? [] : [one] } };
    });
  const later = { modifiedAt: "2026-04-02T10:00:01.000Z" };
  const words =
    "contoso: password2 of 2026-03-01 is explained by no entry: a run that was killed issued it, or the checkpoint was altered";

  it("is named where the credential's events do not count it", () => {
    const empty = entries(fact([known]), fact([known, found], later));
    const taken = entries(
      fact([known, slot("password2", "2025-11-01")]),
      fact([known, found], later),
    );
    for (const each of [empty, taken]) {
      expect(unwrittenGaps(each)).to.deep.equal([{ at: "dev-2", words: words }]);
    }
  });

  it("is named where it is older than the run in which it is first seen, though an event counts it", () => {
    const counted = { ...later, events: 2, eventSha256: "bb" };
    expect(unwrittenGaps(entries(fact([known]), fact([known, found], counted)))).to.deep.equal([
      { at: "dev-2", words },
    ]);
    // The first run of the customer was killed.
    expect(unwrittenGaps(entries(undefined, fact([found], later)))).to.deep.equal([
      { at: "dev-2", words },
    ]);
  });

  it("may be of a run whose checkpoint cannot be read", () => {
    const counted = { ...later, events: 2, eventSha256: "bb" };
    const [first, second, third] = entries(fact([known]), undefined, fact([known, found], counted));
    if (first === undefined || second === undefined || third === undefined) throw new Error("few");
    const { snapshot: _, ...unread } = second;
    const within = { ...unread, startedAt: "2026-03-01T09:59:58.000Z" };
    expect(unwrittenGaps([first, within, third])).to.deep.equal([]);
  });

  it("is none that the run itself issued, that is from before an adoption, or that begins the history", () => {
    const counted = { ...later, events: 2, eventSha256: "bb" };
    const own = { ...found, createdAt: "2026-04-02T10:00:03.000Z" };
    const adopted = { ...found, generation: 0 };
    expect(unwrittenGaps(entries(fact([known]), fact([known, own], counted)))).to.deep.equal([]);
    expect(unwrittenGaps(entries(fact([known]), fact([known, adopted], counted)))).to.deep.equal(
      [],
    );
    expect(unwrittenGaps(entries(fact([known, found])))).to.deep.equal([]);
  });
});

describe("two checkpoints", () => {
  it("have no gap where they say the same, or what is new was written later", () => {
    expect(gaps({})).to.deep.equal([]);
    expect(gaps({ enabled: false, modifiedAt: "2026-01-02T10:00:01.000Z" })).to.deep.equal([]);
  });

  it("have one where a customer differs and was not written", () => {
    expect(gaps({ actions: ["repositories/forged/content/read"] })).to.deep.equal([
      { at: "dev-2", words: ALTERED },
    ]);
  });

  it("have one where a password differs without an event, unless others changed it", () => {
    const slots = [{ name: "password1" as const, createdAt: "2025-01-01T00:00:00Z" }];
    const before = { eventSha256: "aa", slots: [{ ...slots[0], createdAt: FIRST }] } as object;
    const after = { eventSha256: "aa", slots, modifiedAt: "2026-01-02T10:00:01.000Z" };
    expect(gaps(after, before)).to.deep.equal([{ at: "dev-2", words: UNEXPLAINED }]);
    expect(gaps({ ...after, eventSha256: "bb" }, before)).to.deep.equal([]);
    const drift = { password1: "password1 was regenerated outside Pulumi" };
    expect(gaps({ ...after, drift }, before)).to.deep.equal([]);
  });
});
