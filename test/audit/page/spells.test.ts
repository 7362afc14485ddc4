// The times of a cell: what did not change for it is one time, whatever else changed.

import { expect } from "chai";
import type { Life, Span } from "../../../audit/lives";
import { type Spell, spellsOf } from "../../../audit/page/spells";
import { STORY } from "../../helpers/lives/story";

describe("the times of a cell", () => {
  it("go on over changes of other cells", () => {
    expect(said("contoso", "app/api")).to.deep.equal([
      "pull by update 1: 2026-01-01T09:00:00Z to 2026-04-01T09:00:00Z",
      "pull, push by update 4, right of 1: 2026-04-01T09:00:00Z to now",
    ]);
    expect(said("fabrikam", "app/api")).to.deep.equal([
      "– by update 1: 2026-01-01T09:00:00Z to now",
    ]);
  });

  it("name the update that began each", () => {
    expect(said("fabrikam", "base/node")).to.deep.equal([
      "pull by update 1: 2026-01-01T09:00:00Z to 2026-02-01T09:00:00Z",
      "suspended by update 2, right of 1: 2026-02-01T09:00:00Z to 2026-05-01T09:00:00Z",
      "– by update 5: 2026-05-01T09:00:00Z to now",
    ]);
  });

  it("end by the last day of access and by the end of the last password, without an update", () => {
    expect(said("northwind", "app/api")).to.deep.equal([
      "pull by update 2: 2026-02-01T09:00:00Z to 2026-03-16T00:00:00Z",
      "ended by last day 2: 2026-03-16T00:00:00Z to 2026-04-01T09:00:00Z",
      "pull ≠ by update 4, right of 2: 2026-04-01T09:00:00Z to 2026-05-20T00:00:00Z",
      "no password ≠ by passwords 2: 2026-05-20T00:00:00Z to now",
    ]);
  });

  it("go on while one password of several works, and begin again with the next one", () => {
    const life = lifeOf("contoso");
    const [first] = life.passwords;
    if (first === undefined) throw new Error("contoso has passwords");
    const password = (from: string, end: string) => ({ ...first, from, end });
    const passwords = [
      password("2026-01-01T08:59:00Z", "2026-01-20T00:00:00Z"),
      password("2026-01-10T00:00:00Z", "2026-02-10T00:00:00Z"),
      password("2026-02-20T00:00:00Z", "2026-09-01T00:00:00Z"),
    ];
    expect(spellsOf(STORY, { ...life, passwords }, "app/api").map(words)).to.deep.equal([
      "pull by update 1: 2026-01-01T09:00:00Z to 2026-02-10T00:00:00Z",
      "no password by passwords 1: 2026-02-10T00:00:00Z to 2026-02-20T00:00:00Z",
      "pull by passwords 1: 2026-02-20T00:00:00Z to 2026-04-01T09:00:00Z",
      "pull, push by update 4, right of 1: 2026-04-01T09:00:00Z to now",
    ]);
  });

  describe("that time began, after changes of other repositories", () => {
    const [first] = lifeOf("contoso").passwords;
    if (first === undefined) throw new Error("contoso has passwords");
    const passwords = [{ ...first, end: "2026-04-20T00:00:00Z" }];
    const last = (spans: readonly Partial<Span>[], column = "app/api") => {
      const usual = { state: "active", repositories: ["app/api"], actions: [] } as const;
      const all = spans.map(
        (span, index): Span => ({
          ...usual,
          from: index + 1,
          to: index + 1 < spans.length ? index + 2 : undefined,
          ...span,
        }),
      );
      const life: Life = { id: "contoso", tokenNames: [], spans: all, passwords };
      return spellsOf(STORY, life, column).map(words).at(-1);
    };
    const locked = ": 2026-04-20T00:00:00Z to now";
    const more = { repositories: ["app/api", "ml/inference"] };

    it("name the update that gave the right, and not the last one that gave another", () => {
      expect(last([{}, {}, more])).to.equal(`no password by passwords 1${locked}`);
      expect(last([{}, {}, more], "ml/inference")).to.equal(`no password by passwords 3${locked}`);
    });

    it("name the update that gave it by another line, and while it was suspended", () => {
      const changed = [{ repositories: ["app/*"] }, { state: "suspended" }, more] as const;
      expect(last(changed)).to.equal(`no password by passwords 1${locked}`);
    });

    it("name the update that gave it again after a break", () => {
      const without = { repositories: ["base/*"] };
      expect(last([{}, without, more])).to.equal(`no password by passwords 3${locked}`);
      expect(last([{}, { state: "offboarded" }, more])).to.equal(
        `no password by passwords 3${locked}`,
      );
      expect(last([{ to: 2 }, { from: 3 }])).to.equal(`no password by passwords 3${locked}`);
    });

    it("name the update that set the last day", () => {
      const accessUntil = "2026-04-24";
      expect(last([{}, { accessUntil }, { ...more, accessUntil }])).to.equal(
        "ended by last day 2, right of 1: 2026-04-25T00:00:00.000Z to now",
      );
    });
  });

  it("leave out the time in which there was no customer", () => {
    const [first] = lifeOf("fabrikam").spans;
    if (first === undefined) throw new Error("fabrikam has spans");
    const spans = [first, { ...first, from: 4, to: 5 }];
    const life: Life = { ...lifeOf("fabrikam"), spans };
    expect(spellsOf(STORY, life, "base/node").map(words)).to.deep.equal([
      "pull by update 1: 2026-01-01T09:00:00Z to 2026-02-01T09:00:00Z",
      "pull by update 4: 2026-04-01T09:00:00Z to 2026-05-01T09:00:00Z",
    ]);
  });
});

function said(id: string, column: string): string[] {
  return spellsOf(STORY, lifeOf(id), column).map(words);
}

function lifeOf(id: string): Life {
  const life = STORY.customers.find((each) => each.id === id);
  if (life === undefined) throw new Error(`nobody is called ${id}`);
  return life;
}

function words({ cell, began, from, right, fromAt, toAt }: Spell): string {
  const what = `${cell.word}${cell.isOtherwise ? " ≠" : ""}`;
  const older = right === undefined || right === from ? "" : `, right of ${right}`;
  return `${what} by ${began} ${from}${older}: ${fromAt} to ${toAt ?? "now"}`;
}
