// What differs between two checkpoints though nothing was written in between is named.
import { expect } from "chai";
import { unwrittenGaps } from "../../../audit/history/unwrittenGaps";
import type { CustomerFact } from "../../../audit/snapshot";
import { toldHistory } from "../toldHistory";

const FIRST = "2026-01-01T10:00:00.000Z";
const ALTERED =
  "contoso: says something else than dev-1, though nothing was written in between: one of the two was altered";

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
    expect(gaps(after, before)).to.deep.equal([{ at: "dev-2", words: ALTERED }]);
    expect(gaps({ ...after, eventSha256: "bb" }, before)).to.deep.equal([]);
    const drift = { password1: "password1 was regenerated outside Pulumi" };
    expect(gaps({ ...after, drift }, before)).to.deep.equal([]);
  });
});
