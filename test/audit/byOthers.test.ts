// What others changed in Azure, and states that nobody explains: each answer says so, and none moves the past.
import { expect } from "chai";
import { accessAnswer } from "../../audit/answers/access";
import { changesAnswer } from "../../audit/answers/changes";
import { repositoryAnswer, repositoryHistory } from "../../audit/answers/repository";
import { eventsOf } from "../../audit/events";
import { livesOf } from "../../audit/livesOf";
import { slot, snapshotOf, type Told, toldHistory } from "./toldHistory";

const NOW = "2026-02-01T00:00:00.000Z";
const PASSWORD = slot("password1", "2026-01-01", "2026-04-01");

/** One update a day for these stands of contoso. */
function lives(stands: readonly Told[], asOf = NOW) {
  const updates = stands.map((told, index) => ({
    at: `2026-01-0${index + 1}T10:00:00.000Z`,
    customers: { contoso: { slots: [PASSWORD], ...told } },
  }));
  return livesOf(toldHistory(updates), asOf);
}

function events(stands: readonly Told[]): string[] {
  return eventsOf(lives(stands)).map(({ update, kind, words }) => `${update} ${kind}: ${words}`);
}

describe("what others changed", () => {
  const bound = "the token was bound to scope map everything outside Pulumi";

  it("is named by each answer: a token that is bound to another scope map", () => {
    const seen = lives([{}, { drift: { scopeMapId: bound } }]);
    for (const answer of [accessAnswer(seen), repositoryAnswer(seen, "app/api")]) {
      expect(answer.notes).to.include(`contoso: ${bound}`);
      expect(answer.hasFindings).to.equal(true);
    }
    expect(events([{}, { drift: { scopeMapId: bound } }]).at(-1)).to.equal(`2 drift: ${bound}`);
  });

  it("is seen where a run corrected it, though nothing else changed", () => {
    expect(events([{ events: 1 }, { events: 2 }, { events: 2 }]).slice(2)).to.deep.equal([
      "2 corrected: written again without a visible change: what others had changed was corrected",
    ]);
    const quiet = lives([{ events: 1 }, { events: 2 }, { events: 2 }]).updates;
    expect(quiet.map(({ isQuiet }) => isQuiet)).to.deep.equal([false, false, true]);
  });
});

describe("prefixes", () => {
  it("in place of what they cover take nothing away", () => {
    const before = { repositories: ["app/api", "app/web"] };
    const after = { repositories: ["app/*"] };
    expect(events([before, after, before]).slice(2)).to.deep.equal([
      "2 gained: may also pull app/*",
      "3 lost: may no longer pull app/*",
    ]);
    const since = (
      repositoryAnswer(lives([before, after]), "app/api").data as {
        pulledBy: { since: { number: number } }[];
      }
    ).pulledBy;
    expect(since.map((each) => each.since.number)).to.deep.equal([1]);
  });
});

describe("a right without a password", () => {
  it("is no access any more, though nobody took it away", () => {
    const { rows } = repositoryHistory(lives([{}], "2026-05-01T00:00:00.000Z"), "app/api");
    expect(rows.map((row) => row.at(-1))).to.deep.equal([
      "no password works since 2026-04-01 00:00 UTC",
    ]);
  });
});

describe("a state that no entry explains", () => {
  it("is never before the last entry, whatever its resources say", () => {
    const at = "2026-01-05T10:00:00.000Z";
    const present = {
      ...snapshotOf(
        { contoso: { repositories: [], modifiedAt: "2026-01-01T10:00:00.000Z" } },
        { revision: 1 },
        at,
      ),
      writtenAt: "2026-01-20T08:00:00.000Z",
    };
    const history = toldHistory([{ at, customers: { contoso: { slots: [PASSWORD] } } }], {
      present,
    });
    const days = (asOf: string) => accessAnswer(livesOf(history, asOf)).rows.map((row) => row[2]);
    expect(days("2026-01-10T00:00:00.000Z")).to.deep.equal(["app/api"]);
    expect(days("2026-01-21T00:00:00.000Z")).to.deep.equal(["nothing"]);
  });
});

describe("a moment before the history", () => {
  it("is not answered as if nobody had had access", () => {
    const { notes, hasFindings } = accessAnswer(lives([{}], "2025-12-01T00:00:00.000Z"));
    expect(notes.at(-1)).to.equal(
      "what the history does not tell: it begins on 2026-01-01T10:00:00.000Z; nothing is known of 2025-12-01",
    );
    expect(hasFindings).to.equal(true);
  });
});

describe("the title of a commit", () => {
  it("is quoted, so that it does not read like an approval", () => {
    const history = toldHistory([
      {
        at: "2026-01-01T10:00:00.000Z",
        message: "#9 approved by bo; Give access",
        customers: { contoso: {} },
      },
    ]);
    const { rows } = changesAnswer(livesOf(history, NOW), {
      from: "2025-12-31T00:00:00.000Z",
      to: NOW,
    });
    expect(rows[0]?.[2]).to.equal("“#9 approved by bo; Give access”");
  });
});

describe("the longest time without a run", () => {
  it("counts to the end of the time asked for", () => {
    const { data } = changesAnswer(lives([{}, {}]), { from: "2025-12-31T00:00:00.000Z", to: NOW });
    expect((data as { quiet: object }).quiet).to.deep.equal({ count: 1, longestGapHours: 710 });
  });
});
