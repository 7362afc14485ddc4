// A token that was replaced and not deleted, in a quarter's statement and in a review.
import { expect } from "chai";
import { credentialsAnswer } from "../../audit/answers/credentials";
import { undecided } from "../../audit/attest/decisions";
import { exceptionsOf } from "../../audit/attest/exceptions";
import { statement } from "../../audit/attest/statement";
import { after, DELETED, REPLACED, seen, WAITING } from "./replacedToken";
import type { ToldUpdate } from "./toldHistory";

describe("a token that was replaced and not deleted, in a statement", () => {
  it("is an exception of each time that it lasted into", () => {
    const found = (from: string, to: string) =>
      exceptionsOf(seen(DELETED), { period: { from, to } })
        .filter(({ kind }) => kind === "beside")
        .map(({ at, customer, update, words }) => ({ at, customer, update, words }));
    const words =
      "contoso, old token contoso-pull was replaced, and not deleted, from update 2 until update 4: whoever had its password could pull app/api";
    const one = { at: "2026-02-01T10:00:10.000Z", customer: "contoso", update: 2, words };
    expect(found("2026-01-31T00:00:00.000Z", DELETED)).to.deep.equal([one]);
    expect(found("2026-02-02T12:00:00.000Z", DELETED)).to.deep.equal([one]);
    expect(found("2026-02-04T00:00:00.000Z", DELETED)).to.deep.equal([]);
    expect(found("2026-01-01T00:00:00.000Z", "2026-01-31T00:00:00.000Z")).to.deep.equal([]);
  });

  it("counts its customer among those who can pull, while the new token has no password yet", () => {
    const updates = REPLACED.map((update, index) =>
      index === 0 ? update : { ...update, customers: { contoso: { ...after.contoso, slots: [] } } },
    );
    const rows = (asOf: string) =>
      statement({
        stacks: [seen(asOf, updates)],
        period: {
          ...{ name: "2026Q1", first: "2026-01-01", last: "2026-03-31" },
          ...{ from: "2025-12-31T23:59:59.999Z", to: "2026-03-31T23:59:59.999Z" },
        },
        tool: "unknown",
        madeAt: asOf,
        evidence: [],
      }).rows.map((row) => row.at(-1));
    expect([rows(WAITING), rows(DELETED)]).to.deep.equal([
      ["not known", "1"],
      ["not known", "0"],
    ]);
  });

  it("counts where somebody was to be removed", () => {
    const decision = {
      customer: "contoso",
      decision: "remove",
      by: "ana",
      on: "2026-02-01",
    } as const;
    const gone = REPLACED.map((update, index) =>
      index === 0 ? update : { ...update, customers: {} },
    );
    expect(undecided([seen(WAITING, gone)], [decision])).to.deep.equal([
      { customer: "contoso", words: "to be removed by ana on 2026-02-01, and can still pull" },
    ]);
  });

  it("is no loss of a password, nor is one that was deleted in the same run", () => {
    const [first, , , last] = REPLACED;
    if (first === undefined || last === undefined) throw new Error("no updates");
    const period = { from: "2026-01-01T00:00:00.000Z", to: DELETED };
    const kinds = (updates: ToldUpdate[]) =>
      exceptionsOf(seen(DELETED, updates), { period })
        .map(({ kind }) => kind)
        .filter((kind) => kind === "passwordLost");
    expect([kinds(REPLACED), kinds([first, last])]).to.deep.equal([[], []]);
    expect(credentialsAnswer(seen(DELETED, [first, last])).rows.map((row) => row[5])).to.deep.equal(
      ["replaced", "in use"],
    );
  });
});
