// What search and filter leave of the matrix.

import { expect } from "chai";
import { pageFacts } from "../../../audit/page/facts";
import { momentOfDay } from "../../../audit/page/moment";
import { countsAt, EVERYTHING, type Filter, selectedAt } from "../../../audit/page/selection";
import { STORY } from "../../helpers/lives/story";

describe("what the page selects", () => {
  const { lives, columns } = pageFacts(STORY);
  const selected = (filter: Partial<Filter>, day = "2026-02-15") => {
    const found = selectedAt(lives, columns, momentOfDay(lives, day), { ...EVERYTHING, ...filter });
    return `${found.customers.map(({ id }) => id)} × ${found.columns}`;
  };
  const all = "app/api,base/*,base/node";

  it("is everything without a filter, the customers sorted", () => {
    expect(selected({})).to.equal(`contoso,fabrikam,northwind × ${all}`);
  });

  it("finds words of ids and token names, in any case and order", () => {
    expect(selected({ customers: "PULL" })).to.equal(`contoso,northwind × ${all}`);
    expect(selected({ customers: " pull  north " })).to.equal(`northwind × ${all}`);
    expect(selected({ customers: "nobody" })).to.equal(` × ${all}`);
  });

  it("finds repositories", () => {
    expect(selected({ repositories: "base" })).to.equal(
      "contoso,fabrikam,northwind × base/*,base/node",
    );
  });

  it("finds the prefix that covers a repository which nobody has by itself", () => {
    expect(selected({ repositories: "base/foo" })).to.equal("contoso,fabrikam,northwind × base/*");
    expect(selected({ repositories: "BASE/node" })).to.equal(
      "contoso,fabrikam,northwind × base/*,base/node",
    );
    expect(selected({ repositories: "basement" })).to.equal("contoso,fabrikam,northwind × ");
    const filter = { repositories: "base/foo", onlyWithAccess: true };
    expect(selected(filter, "2026-04-15")).to.equal("contoso × base/*");
  });

  it("finds customers by their state at the moment", () => {
    expect(selected({ standing: "active" })).to.equal(`contoso,northwind × ${all}`);
    expect(selected({ standing: "suspended" })).to.equal(`fabrikam × ${all}`);
    expect(selected({ standing: "ended" }, "2026-03-15")).to.equal(` × ${all}`);
    expect(selected({ standing: "ended" }, "2026-03-16")).to.equal(`northwind × ${all}`);
    expect(selected({ standing: "not yet" }, "2026-01-15")).to.equal(`northwind × ${all}`);
    expect(selected({ standing: "no password" }, "2026-05-20")).to.equal(`northwind × ${all}`);
    expect(selected({ standing: "offboarded" }, "2026-05-01")).to.equal(`fabrikam × ${all}`);
  });

  it("finds who may pull one of the repositories shown, by a prefix as well", () => {
    const filter = { repositories: "node", onlyWithAccess: true };
    expect(selected(filter, "2026-01-15")).to.equal("fabrikam × base/node");
    expect(selected(filter, "2026-02-15")).to.equal(" × base/node");
    expect(selected(filter, "2026-04-15")).to.equal("contoso × base/node");
  });

  it("counts the customers of each state", () => {
    expect([...countsAt(lives, momentOfDay(lives, "2026-03-16"))]).to.deep.equal([
      ["active", 1],
      ["suspended", 1],
      ["ended", 1],
    ]);
    expect([...countsAt(lives, momentOfDay(lives, "2025-01-01"))]).to.deep.equal([["not yet", 3]]);
  });
});
