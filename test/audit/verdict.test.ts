// A history that was changed shows it: each way of changing it is found, and an honest one is called consistent.
import { expect } from "chai";
import { coverageOf } from "../../audit/head";
import { livesOf } from "../../audit/livesOf";
import type { CustomerFact, History, WrittenRun } from "../../audit/snapshot";
import type { Anchor } from "../../audit/verify/keptAnchor";
import { verdictOn } from "../../audit/verify/verdict";
import { toldHistory } from "./toldHistory";

const hash = (of: number) => String(of).repeat(64);

/** Three updates, each with a record and one event of one credential. */
function honest(): History {
  const history = toldHistory(
    [1, 2, 3].map((number) => ({
      at: `2026-01-0${number}T10:00:00.000Z`,
      customers: { contoso: { modifiedAt: `2026-01-0${number}T10:00:01.000Z` } },
      guard: {
        revision: number,
        recordSha256: hash(number),
        isSealTrue: true,
        ...(number === 1 ? {} : { previousSha256: hash(number - 1) }),
      },
    })),
  );
  return withFacts(history, (fact, number) => ({
    ...fact,
    events: number,
    eventSha256: hash(number + 3),
    isEventSealTrue: true,
    ...(number === 1 ? {} : { previousEventSha256: hash(number + 2) }),
  }));
}

function withFacts(
  history: History,
  change: (fact: CustomerFact, number: number) => CustomerFact,
): History {
  return {
    ...history,
    entries: history.entries.map((entry, index) =>
      entry.snapshot === undefined
        ? entry
        : {
            ...entry,
            snapshot: {
              ...entry.snapshot,
              customers: entry.snapshot.customers.map((fact) => change(fact, index + 1)),
            },
          },
    ),
  };
}

function onlyIn(number: number, more: Partial<CustomerFact>) {
  return (fact: CustomerFact, at: number) => (at === number ? { ...fact, ...more } : fact);
}

function verdict(history: History, anchors?: Anchor[]) {
  const answer = verdictOn(history, livesOf(history, "2026-02-01T00:00:00.000Z"), anchors);
  return {
    rows: answer.rows.map((row) => row.join(" | ")),
    verdict: answer.notes[0],
    hasFindings: answer.hasFindings,
  };
}

describe("npm run audit -- --verify", () => {
  it("calls an honest history consistent, and says that it could be written again", () => {
    expect(verdict(honest())).to.deep.equal({
      rows: [],
      verdict:
        "consistent, but rewritable: whoever may write the backend can compute all hashes again; compare with what was kept elsewhere (--anchors)",
      hasFindings: false,
    });
  });

  const ANCHOR = { name: "run.jsonl:1", stack: "dev", revision: 2, recordSha256: hash(2) };
  const RECORDS_ALONE =
    "These anchors cover the records alone: who may pull what, and who was behind it. What was carried out, results, messages and times of entries, and the announced ends of passwords are covered by anchors of `audit --anchor` and `--sign`, or by a copy";

  it("says up to where anchors agree, and what they do not cover", () => {
    expect(verdict(honest(), [ANCHOR]).verdict).to.equal(
      `consistent, and up to revision 2 as the anchors say; what came after is rewritable. ${RECORDS_ALONE}`,
    );
    expect(verdict(honest(), [{ ...ANCHOR, isSigned: true }]).verdict).to.equal(
      `consistent, and up to revision 2 as the signed anchors say; what came after is rewritable. ${RECORDS_ALONE}`,
    );
  });

  it("says up to which entry anchors cover all, and that what they contradict was changed", () => {
    const history = honest();
    const coverage = coverageOf(history);
    const anchor = { ...ANCHOR, isSigned: true, ...coverage };
    expect(verdict(history, [anchor])).to.deep.equal({
      rows: [],
      verdict:
        "consistent, and up to revision 2 and entry dev-3 as the signed anchors say; what came after is rewritable. Anchors cover all entries and checkpoints that were there: what was declared and done, results, messages and times, and the passwords' announced ends",
      hasFindings: false,
    });
    const [first, ...rest] = history.written;
    const altered = { ...history, written: [{ ...(first as WrittenRun), sha256: "x" }, ...rest] };
    const row =
      "anchor | run.jsonl:1 | before this anchor an entry was altered, or removed and another one added: there are dev-1, dev-2 and dev-3";
    expect(verdict(altered, [anchor])).to.deep.equal({
      rows: [row],
      verdict:
        "1 thing does not fit; what an anchor contradicts was changed after the anchor was made",
      hasFindings: true,
    });
    expect(
      verdict({ ...altered, gaps: [{ at: "dev-2", words: "is cut off" }] }, [anchor]),
    ).to.include({
      verdict:
        "2 things do not fit; what an anchor contradicts was changed after the anchor was made, and each other one is a run that was killed, a file that is missing, or a change",
    });
  });

  it("counts no anchor of another stack, and says so where there is no other", () => {
    const other = { ...ANCHOR, stack: "customer-access/prod", revision: 40, recordSha256: hash(8) };
    expect(verdict(honest(), [other])).to.deep.equal({
      rows: ["anchor | - | none of them is of stack customer-access/dev"],
      verdict:
        "consistent, but rewritable: no anchor is of this stack, and whoever may write the backend can compute all hashes again; compare with what was kept elsewhere (--anchors)",
      hasFindings: true,
    });
    expect(verdict(honest(), [other, ANCHOR]).verdict).to.contain(
      "up to revision 2 as the anchors",
    );
    expect(verdict(honest(), [other, ANCHOR]).rows).to.deep.equal([]);
  });

  it("finds a record that was written after an anchor had seen it", () => {
    // The record of revision 2 was written at 2026-01-02T10:00:00Z.
    const seen = (time: string) => verdict(honest(), [{ ...ANCHOR, time }]).rows;
    expect(seen("2026-01-02T10:00:30Z")).to.deep.equal([]);
    expect(seen("2026-01-02T09:50:00Z")).to.deep.equal([]);
    expect(seen("2026-01-02T09:49:00Z")).to.deep.equal([
      "anchor | run.jsonl:1 | has seen revision 2 at 2026-01-02T09:49:00Z, and the history says that it was written at 2026-01-02T10:00:00.000Z: times were altered",
    ]);
  });

  it("finds a history that was written again, or cut off, by an anchor", () => {
    expect(
      verdict(honest(), [
        { name: "run.jsonl:1", revision: 2, recordSha256: hash(9) },
        { name: "run.jsonl:2", revision: 7, recordSha256: hash(7) },
        { name: "run.jsonl:3", stack: "other", revision: 1, recordSha256: hash(8) },
      ]).rows,
    ).to.deep.equal([
      "anchor | run.jsonl:1 | has another record of revision 2 than the history: it was written again",
      "anchor | run.jsonl:2 | has revision 7, which the history has not: it was removed",
    ]);
  });

  const changes: { name: string; change: (history: History) => History; found: string }[] = [
    {
      name: "a record that does not fit its hash",
      change: (history) => ({
        ...history,
        entries: history.entries.map((entry, index) => {
          const { snapshot } = entry;
          if (index !== 1 || snapshot?.guard === undefined) return entry;
          return {
            ...entry,
            snapshot: { ...snapshot, guard: { ...snapshot.guard, isSealTrue: false } },
          };
        }),
      }),
      found:
        "altered | dev-2 | its record (revision 2) does not fit its own hash: it was changed after it was written",
    },
    {
      name: "an event that does not fit its hash",
      change: (history) => withFacts(history, onlyIn(2, { isEventSealTrue: false })),
      found:
        "credential's events | dev-2 | contoso: event 2 does not fit its own hash: it was changed after it was written",
    },
    {
      name: "an event of another hash under the same number",
      change: (history) => withFacts(history, onlyIn(3, { events: 2, eventSha256: hash(9) })),
      found:
        "credential's events | dev-3 | contoso: event 2 has another hash than before: it was altered",
    },
    {
      name: "an event that is missing",
      change: (history) => withFacts(history, onlyIn(3, { events: 4 })),
      found:
        "credential's events | dev-3 | contoso: event 4 comes after event 2: what lies between is missing",
    },
    {
      name: "an event that follows another one",
      change: (history) => withFacts(history, onlyIn(3, { previousEventSha256: hash(9) })),
      found:
        "credential's events | dev-3 | contoso: event 3 does not follow event 2: what lies between is missing, or it was altered",
    },
    {
      name: "events that begin again",
      change: (history) =>
        withFacts(history, (fact, at) => {
          const { previousEventSha256: _, ...first } = fact;
          return at === 3 ? { ...first, events: 1 } : fact;
        }),
      found:
        "credential's events | dev-3 | contoso: its events begin again after event 2: the secret was removed from the state and made again",
    },
    {
      name: "events that are gone",
      change: (history) =>
        withFacts(history, (fact, at) => {
          const { events: _, eventSha256: __, ...none } = fact;
          return at === 3 ? none : fact;
        }),
      found:
        "credential's events | dev-3 | contoso: its events are gone: an older state was imported, or it was altered",
    },
    {
      name: "a checkpoint that contradicts its record",
      change: (history) =>
        withFacts(history, onlyIn(2, { actions: ["repositories/app/web/content/read"] })),
      found:
        'contradicts its checkpoint | dev-2 | contoso is not as the record declares, until update 3: the record says "active; contoso-pull; content/read; app/api"',
    },
    {
      name: "what the reader says of the history",
      change: (history) => ({ ...history, gaps: [{ at: "dev-2", words: "is cut off" }] }),
      found: "history | dev-2 | is cut off",
    },
  ];
  for (const { name, change, found } of changes) {
    it(`finds ${name}`, () => {
      const { rows, hasFindings } = verdict(change(honest()));
      expect({ rows, hasFindings }).to.deep.equal({ rows: [found], hasFindings: true });
    });
  }
});
