// A cell of the matrix: what one customer may do with one repository, in a word.

import { expect } from "chai";
import type { Span } from "../../../audit/lives";
import { cellOf } from "../../../audit/page/cell";
import { columnsOf } from "../../../audit/page/columns";
import { standingByRights } from "../../../audit/page/standing";
import { STORY } from "../../helpers/lives/story";

const AT = "2026-05-01T12:00:00Z";

describe("a cell of the matrix", () => {
  const span: Span = {
    from: 1,
    state: "active",
    repositories: ["app/api", "base/*"],
    actions: ["content/read"],
  };
  const cell = (column: string, change: Partial<Span> = {}) =>
    cellOf({ ...span, ...change }, standingByRights({ ...span, ...change }, AT), column, AT);

  it("says pull for a repository of its own, and for the prefix itself", () => {
    const pull = { kind: "pull", word: "pull", isOtherwise: false };
    expect(cell("app/api")).to.deep.equal(pull);
    expect(cell("base/*")).to.deep.equal(pull);
  });

  it("says by which prefix a repository below it may be pulled", () => {
    const pull = { kind: "pull", word: "pull", isOtherwise: false };
    expect(cell("base/node")).to.deep.equal({ ...pull, by: "base/*" });
    expect(cell("base/deep/node")).to.deep.equal({ ...pull, by: "base/*" });
    expect(cell("any/thing", { repositories: ["*"] })).to.deep.equal({ ...pull, by: "*" });
  });

  it("says – for what only looks as if it were below, and for the prefix of a repository", () => {
    const none = { kind: "none", word: "–", isOtherwise: false };
    for (const column of ["base", "basement", "app/api-2", "app/*", "*"]) {
      expect(cell(column), column).to.deep.equal(none);
    }
    expect(cellOf(undefined, "removed", "app/api", AT)).to.deep.equal(none);
  });

  it("says no password while none works, which is nothing that the record declares otherwise", () => {
    const declared = "active; contoso-pull; content/read; app/api base/*";
    expect(cellOf({ ...span, declared }, "no password", "base/node", AT)).to.deep.equal({
      kind: "locked",
      word: "no password",
      by: "base/*",
      isOtherwise: false,
    });
    expect(cellOf(span, "no password", "app/web", AT).word).to.equal("–");
  });

  it("says suspended, and ended from the day after the last one", () => {
    expect(cell("app/api", { state: "suspended" }).word).to.equal("suspended");
    expect(cell("app/api", { accessUntil: "2026-05-01" }).word).to.equal("pull");
    expect(cell("app/api", { accessUntil: "2026-04-30" }).word).to.equal("ended");
    expect(cell("app/api", { state: "suspended", accessUntil: "2026-04-30" }).word).to.equal(
      "suspended",
    );
    expect(cell("app/api", { state: "offboarded" }).word).to.equal("–");
  });

  it("names what goes beyond pulling, where it does", () => {
    const actions = ["content/delete", "content/read", "content/write (base/*)", "metadata/read"];
    expect(cell("app/api", { actions }).word).to.equal("pull, delete");
    expect(cell("base/node", { actions }).word).to.equal("pull, delete, push");
  });

  it("marks only the cells for which the record declares something else", () => {
    const declared = "active; contoso-pull; content/read; app/api app/web";
    const isOtherwise = (column: string, change: Partial<Span>) => cell(column, change).isOtherwise;
    expect(isOtherwise("app/api", { declared })).to.equal(false);
    expect(isOtherwise("app/web", { declared })).to.equal(true);
    expect(isOtherwise("base/node", { declared })).to.equal(true);
    expect(isOtherwise("other", { declared })).to.equal(false);
    expect(isOtherwise("app/api", { declared: declared.replace("active", "suspended") })).to.equal(
      true,
    );
    expect(isOtherwise("app/api", { declared: `${declared}; until 2026-04-30` })).to.equal(true);
    expect(isOtherwise("app/api", { declared: `${declared}; until 2026-05-01` })).to.equal(false);
    expect(isOtherwise("app/api", { declared: "" })).to.equal(true);
    expect(isOtherwise("app/web", { declared: "" })).to.equal(false);
  });
});

describe("the columns of the matrix", () => {
  it("are all repositories and prefixes of all times, a prefix before what is below it", () => {
    const spans = [
      { ...STORY.customers[0]?.spans[0], repositories: ["base/a", "base-2", "*", "base/*"] },
    ] as Span[];
    expect(columnsOf(STORY)).to.deep.equal(["app/api", "base/*", "base/node"]);
    expect(
      columnsOf({ ...STORY, customers: [{ id: "x", tokenNames: [], spans, passwords: [] }] }),
    ).to.deep.equal(["*", "base-2", "base/*", "base/a"]);
  });
});
