// How answers are printed: no table wider than 80 columns where nobody says how wide it may be, and cells for programs.
import { expect } from "chai";
import { asCsv, asTable } from "../../../cli/audit/forms";

const columns = ["customer", "slot", "from", "announced end", "real end", "how"];
const long = [
  "adventureworks",
  "applications",
  "repositories",
  "announcements",
  "2026-10-05T08",
  "abcdefghijklmn",
];

describe("a table without a terminal", () => {
  it("is no wider than 80 columns, though each of six has a long word", () => {
    const answer = { title: "Passwords", columns, rows: [long], notes: [], data: {} };
    const lines = asTable(answer).flatMap((line) => line.split("\n"));
    expect(Math.max(...lines.map(({ length }) => length))).to.be.at.most(80);
    expect(lines.join("").replace(/[^a-z]/g, "")).to.contain("adventurew");
  });
});

describe("CSV", () => {
  it("has an empty cell for nothing, and no formula", () => {
    const rows = [["contoso", "-", "=1+1", "-1", "", "a-b"]];
    const answer = { title: "Passwords", columns, rows, notes: [], data: {} };
    expect(asCsv(answer)).to.equal(`${columns.join(",")}\ncontoso,,'=1+1,'-1,,a-b\n`);
  });
});
