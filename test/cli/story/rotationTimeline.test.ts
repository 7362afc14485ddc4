// The timelines of the rotation story, line by line.
import { expect } from "chai";
import picocolors from "picocolors";
import {
  type CustomerLines,
  drawTimelines,
  type Mark,
  type PasswordLine,
} from "../../../cli/story/rotation/timeline";

const DATES = "A password works from its first date until its second one begins (UTC).";

describe("the timelines of the rotation story", () => {
  const first: PasswordLine = {
    slot: "password1",
    generation: 1,
    issuedOn: "2027-01-01",
    endsOn: "2027-01-31",
    isRevoked: false,
    marks: days({ used: 20, works: 10, ended: 60 }),
  };
  const second: PasswordLine = {
    slot: "password2",
    generation: 1,
    issuedOn: "2027-01-17",
    endsOn: "2027-04-17",
    isRevoked: false,
    marks: [...days({ none: 16, works: 4, used: 40, suspended: 7 }), ...days({ used: 23 })],
  };
  const customers: CustomerLines[] = [
    { id: "contoso", about: "changes over late", passwords: [first, second] },
  ];
  const plain = picocolors.createColors(false);
  const draw = (width: number, given = customers, count = 90) =>
    drawTimelines(given, { days: count, width, colors: plain });

  it("need three days to a column at 80 columns, and leave the words out", () => {
    expect(draw(80)).to.deep.equal([
      "              day 1    16   31   46   61   76",
      "contoso: changes over late",
      "  password1 gen 1 ███████░░░····················  2027-01-01 to 2027-01-31",
      "  password2 gen 1      ░██████████████──████████  2027-01-17 to 2027-04-17",
      "",
      "█ in use  ░ works, not in use  ─ suspended  · ended  ! wrong  column: 3 days",
      DATES,
    ]);
  });

  it("need two days to a column at 120 columns, and say when each was used", () => {
    expect(draw(120)).to.deep.equal([
      "              day 1    11   21   31   41   51   61   71   81",
      "contoso: changes over late",
      "  password1 gen 1 ██████████░░░░░······························  2027-01-01 to 2027-01-31  used day 1-20",
      "  password2 gen 1         ░░████████████████████───████████████  2027-01-17 to 2027-04-17  used day 21-60, 68-90",
      "",
      "█ in use  ░ works, not in use  ─ suspended  · ended  ! wrong  column: 2 days",
      DATES,
    ]);
  });

  it("show each day where there is room", () => {
    const lines = draw(160);
    expect(lines[0]).to.equal(
      "              day 1         11        21        31        41        51        61        71        81",
    );
    expect(lines[2]).to.equal(
      `  password1 gen 1 ${"█".repeat(20)}${"░".repeat(10)}${"·".repeat(60)}  2027-01-01 to 2027-01-31  used day 1-20`,
    );
    expect(lines.at(-2)).to.match(/ {2}column: 1 day$/);
  });

  for (const width of [80, 100, 120, 160, 400]) {
    it(`fit ${width} columns`, () => {
      const longest = Math.max(...draw(width).map((line) => line.length));
      expect(longest).to.be.at.most(width);
    });
  }

  it("are drawn in one column where there is no room at all", () => {
    expect(draw(10)[2]).to.equal("  password1 gen 1 █  2027-01-01 to 2027-01-31");
  });

  it("never hide a wrong day in a column with others", () => {
    const marks = [...first.marks];
    marks[25] = "wrong";
    const wrong = { ...first, marks };
    const [, , line] = draw(130, [{ id: "contoso", about: "", passwords: [wrong] }]);
    expect(line).to.equal(
      "  password1 gen 1 ██████████░░!░░······························  2027-01-01 to 2027-01-31  used day 1-20, WRONG on day 26",
    );
    expect(draw(80, [{ id: "contoso", about: "", passwords: [wrong] }])[2]).to.include("█░!░·");
  });

  it("say what was never used, was revoked, or has no end", () => {
    const { endsOn: _, ...endless } = first;
    const passwords = [
      { ...endless, marks: days({ used: 5 }) },
      { ...first, endsOn: "2027-01-04", isRevoked: true, marks: days({ used: 3, ended: 2 }) },
      { ...first, generation: 2, marks: days({ none: 4, works: 1 }) },
    ];
    expect(draw(80, [{ id: "contoso", about: "", passwords }], 5).slice(2, 5)).to.deep.equal([
      "  password1 gen 1 █████  2027-01-01, no end        used day 1-5",
      "  password1 gen 1 ███··  2027-01-01 to 2027-01-04  used day 1-3, revoked",
      "  password1 gen 2     ░  2027-01-01 to 2027-01-31  not used",
    ]);
  });

  it("colour every mark, and nothing else", () => {
    const marks = days({ used: 1, works: 1, suspended: 1, ended: 1, wrong: 1 });
    const passwords = [{ ...first, marks }];
    const drawn = drawTimelines([{ id: "contoso", about: "", passwords }], {
      days: 5,
      width: 120,
      colors: picocolors.createColors(true),
    });
    expect(drawn[2]).to.equal(
      "  password1 gen 1 \u001b[32m█\u001b[39m\u001b[36m░\u001b[39m\u001b[33m─\u001b[39m\u001b[2m·\u001b[22m\u001b[31m!\u001b[39m  2027-01-01 to 2027-01-31  used day 1, WRONG on day 5",
    );
  });
});

/** So many days of each mark, one kind after the other. */
function days(counts: Partial<Record<Mark | "none", number>>): (Mark | undefined)[] {
  return Object.entries(counts).flatMap(([mark, count]) =>
    Array.from({ length: count }, () => (mark === "none" ? undefined : (mark as Mark))),
  );
}
