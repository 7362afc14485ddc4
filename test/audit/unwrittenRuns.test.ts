// A run that left no entry in the history: it is found in what came after it.
import { expect } from "chai";
import { unwrittenGaps } from "../../audit/history/unwrittenGaps";
import { livesOf } from "../../audit/livesOf";
import { slot, snapshotOf, toldHistory } from "./toldHistory";

const NOW = "2026-12-31T12:00:00.000Z";

describe("a run that left no entry", () => {
  const killed = "2026-01-01T10:00:05.000Z";
  const provenance = { commit: "a".repeat(40), author: "Ana" };

  it("is found in the next checkpoint, with its own commit and what it had done by then", () => {
    const told = {
      contoso: { modifiedAt: killed },
      fabrikam: {},
    };
    const { updates, customers, gaps } = livesOf(
      toldHistory([
        {
          at: "2026-01-02T10:00:00.000Z",
          customers: told,
          guard: { revision: 1, modifiedAt: "2026-01-01T10:00:00.000Z", provenance },
          provenance: { commit: "b".repeat(40) },
        },
      ]),
      NOW,
    );
    expect(
      updates.map(({ number, name, result, provenance }) => ({ number, name, result, provenance })),
    ).to.deep.equal([
      { number: 1, name: "(no entry)", result: "unfinished", provenance },
      { number: 2, name: "dev-1", result: "succeeded", provenance: { commit: "b".repeat(40) } },
    ]);
    expect(
      customers.map(({ id, spans }) => [id, spans.map(({ from, declared }) => [from, declared])]),
    ).to.deep.equal([
      ["contoso", [[1, undefined]]],
      [
        "fabrikam",
        [
          [1, "active; fabrikam-pull; content/read; app/api"],
          [2, undefined],
        ],
      ],
    ]);
    expect(gaps).to.deep.equal([
      {
        at: "dev-1",
        words: `what was done at 2026-01-01T10:00:05Z, before it began, has no entry of its own: that run was killed, or the state was imported or edited`,
      },
    ]);
  });

  it("is found by what it did to a credential, though the next run wrote the same customer's scope map", () => {
    const history = toldHistory([
      { at: "2026-01-01T10:00:00.000Z", customers: { contoso: {} } },
      {
        at: "2026-01-03T10:00:00.000Z",
        customers: {
          contoso: { repositories: ["app/web"], slots: [slot("password2", "2026-01-02")] },
        },
      },
    ]);
    const [first, last] = history.entries;
    for (const fact of last?.snapshot?.customers ?? []) {
      Object.assign(fact, {
        scopeMapModifiedAt: "2026-01-03T10:00:01.000Z",
        credentialModifiedAt: "2026-01-02T10:00:00.000Z",
      });
    }
    const { updates, customers } = livesOf(history, NOW);
    expect(updates.map(({ name }) => name)).to.deep.equal([first?.name, "(no entry)", last?.name]);
    const [life] = customers;
    expect(life?.spans.map(({ from, repositories }) => [from, repositories])).to.deep.equal([
      [1, ["app/api"]],
      [3, ["app/web"]],
    ]);
    expect(life?.passwords.at(-1)).to.deep.include({ slot: "password2", seenIn: 2 });
  });

  it("is found in the present state where none came after it", () => {
    const at = "2026-01-01T10:00:00.000Z";
    const present = snapshotOf(
      { contoso: { repositories: ["app/web"], modifiedAt: "2026-01-03T10:00:00.000Z" } },
      { revision: 2, modifiedAt: "2026-01-03T10:00:00.000Z", provenance },
      at,
    );
    const { updates } = livesOf(
      toldHistory([{ at, customers: { contoso: {} } }], { present }),
      NOW,
    );
    expect(updates.map(({ name, provenance }) => [name, provenance])).to.deep.equal([
      ["dev-1", {}],
      ["(no entry)", provenance],
    ]);
  });

  it("is not made up where the present state is that of the last entry", () => {
    const at = "2026-01-01T10:00:00.000Z";
    const present = snapshotOf({ contoso: {} }, { revision: 1, modifiedAt: at }, at);
    const { updates, gaps } = livesOf(
      toldHistory([{ at, customers: { contoso: {} } }], { present }),
      NOW,
    );
    expect([updates.length, gaps]).to.deep.equal([1, []]);
  });

  it("is not made up where the run itself deleted, which has no time", () => {
    const at = "2026-01-02T10:00:00.000Z";
    const history = (left: object, more: object = {}) => {
      const told = toldHistory([
        { at: "2026-01-01T10:00:00.000Z", customers: { contoso: {}, fabrikam: {} } },
        { at, customers: { contoso: { isUnlisted: true }, fabrikam: {} }, result: "failed" },
      ]);
      const times = {
        scopeMapModifiedAt: "2026-01-01T10:00:01.000Z",
        credentialModifiedAt: "2026-01-01T10:00:03.000Z",
      };
      const [before, after] = told.entries.map(({ snapshot }) => snapshot?.customers[0]);
      Object.assign(before ?? {}, { modifiedAt: times.credentialModifiedAt, ...times });
      const { credentialModifiedAt: _, ...rest } = times;
      Object.assign(after ?? {}, { modifiedAt: rest.scopeMapModifiedAt, ...rest, ...left });
      Object.assign(told.entries[1] ?? {}, more);
      return { ...told, gaps: unwrittenGaps(told.entries) };
    };
    const names = (told: ReturnType<typeof history>) => livesOf(told, NOW);
    for (const modifiedAt of ["2026-01-01T10:00:02.000Z", "2026-01-01T10:00:03.000Z"]) {
      const { updates, gaps } = names(history({ modifiedAt, isWithoutSecret: true }));
      expect([updates.map(({ name }) => name), gaps]).to.deep.equal([["dev-1", "dev-2"], []]);
    }
    // Who is still declared loses nothing in a run, unless it says that it deleted.
    const guard = {
      revision: 2,
      access: { contoso: "active; contoso-pull; content/read; app/api" },
    };
    const declared = (changes: object) => {
      const told = history({ isWithoutSecret: true });
      Object.assign(told.entries[1]?.snapshot?.guard ?? {}, guard);
      Object.assign(told.entries[1] ?? {}, { changes });
      return names(told).updates.map(({ name }) => name);
    };
    expect(declared({ delete: 1 })).to.deep.equal(["dev-1", "dev-2"]);
    expect(declared({ same: 20 })).to.deep.equal(["dev-1", "(no entry)", "dev-2"]);
  });

  it("is told from another one, after which nothing was written for an hour", () => {
    const times = ["2026-01-02T10:00:00.000Z", "2026-01-03T10:00:00.000Z"] as const;
    const [first, second] = times;
    const soon = "2026-01-02T10:50:00.000Z";
    const changed = (at: string) => ({ repositories: ["app/web"], modifiedAt: at });
    const told = toldHistory([
      { at: "2026-01-01T10:00:00.000Z", customers: { adatum: {}, contoso: {}, fabrikam: {} } },
      {
        at: "2026-01-04T10:00:00.000Z",
        customers: { adatum: changed(first), contoso: changed(soon), fabrikam: changed(second) },
        guard: { revision: 2, modifiedAt: first, provenance },
      },
    ]);
    const { updates, customers, gaps } = livesOf(told, NOW);
    expect(
      updates.map(({ number, name, endedAt, provenance }) => [number, name, endedAt, provenance]),
    ).to.deep.equal([
      [1, "dev-1", "2026-01-01T10:00:10.000Z", {}],
      [2, "(no entry)", soon, provenance],
      [3, "(no entry)", second, {}],
      [4, "dev-2", "2026-01-04T10:00:10.000Z", {}],
    ]);
    expect(
      customers.map(({ id, spans }) => [
        id,
        spans.map(({ from, repositories }) => `${from} ${repositories}`),
      ]),
    ).to.deep.equal([
      ["adatum", ["1 app/api", "2 app/web"]],
      ["contoso", ["1 app/api", "2 app/web"]],
      ["fabrikam", ["1 app/api", "2 app/api", "3 app/web"]],
    ]);
    const words = (at: string) =>
      `what was done at ${at}, before it began, has no entry of its own: that run was killed, or the state was imported or edited`;
    expect(gaps).to.deep.equal([
      { at: "dev-2", words: words("2026-01-02T10:50:00Z") },
      { at: "dev-2", words: words("2026-01-03T10:00:00Z") },
    ]);
    // The first one is known before the second one was.
    expect(livesOf(told, "2026-01-02T12:00:00.000Z").gaps).to.deep.equal([
      { at: "dev-2", words: words("2026-01-02T10:50:00Z") },
    ]);
    const { entries } = told;
    const present = entries[1]?.snapshot ?? { customers: [] };
    const killed = livesOf({ ...told, entries: entries.slice(0, 1), present }, NOW);
    expect(killed.updates.map(({ endedAt }) => endedAt)).to.deep.equal([
      "2026-01-01T10:00:10.000Z",
      soon,
      second,
    ]);
  });
});
