// The comment on a pull request: what somebody wrote into the file forms no markup, and a comment never grows too long.

import { expect } from "chai";
import fc from "fast-check";
import { planMarkdown } from "../../../cli/plan/planMarkdown";
import type { CustomerPlan } from "../../../cli/plan/planSchema";
import { CUSTOMER, PLAN } from "./plans";

describe("a plan as Markdown", () => {
  it("says that nothing happens", () => {
    expect(planMarkdown(PLAN)).to.equal(
      [
        "### Access plan: none of 10 customers gains or loses anything",
        "",
        "<sub>customers.yaml against stack dev, on 2026-03-15</sub>",
      ].join("\n"),
    );
  });

  const texts: [what: string, text: string, written: string][] = [
    ["a tag", "<img src=x onerror=alert(1)>", "&lt;img src=x onerror=alert(1)&gt;"],
    ["a comment's end", "--> <b>", "--&gt; &lt;b&gt;"],
    ["a column", "a | b", "a &#124; b"],
    ["a link", "[click](https://evil.example)", "\\[click\\](https&#58;//evil.example)"],
    ["a bare link", "www.evil.example", "www&#46;evil.example"],
    ["a picture", "![x](//evil.example/p.png)", "\\!\\[x\\](//evil.example/p.png)"],
    ["a mention", "@vendor/owners", "@\u200bvendor/owners"],
    ["code and bold", "`a` **b** _c_ ~~d~~", "\\`a\\` \\*\\*b\\*\\* \\_c\\_ \\~\\~d\\~\\~"],
    ["an escape", "\\[x]", "\\\\\\[x\\]"],
    ["a formula", "$x$ #1", "\\$x\\$ \\#1"],
    ["a character reference", "&lt;b&gt;", "&amp;lt;b&amp;gt;"],
  ];
  for (const [what, text, written] of texts) {
    it(`shows ${what} in a name as the text that it is`, () => {
      const customer = { ...CUSTOMER, displayName: text, verdict: "gains" as const };
      const lines = planMarkdown({ ...PLAN, customers: [customer] }).split("\n");
      expect(lines.filter((line) => line.startsWith("| `"))).to.deep.equal([
        `| \`contoso\` ${written} | **gains** |  |`,
      ]);
    });
  }

  it("shows a reason as the text that it is", () => {
    const acknowledge = [
      {
        customers: ["contoso"],
        reason: "<b>@all</b>",
        until: "2026-03-31",
        counts: true,
        idle: [],
      },
    ];
    expect(planMarkdown({ ...PLAN, acknowledge })).to.include(
      "\n- acknowledged until 2026-03-31: contoso (&lt;b&gt;@\u200ball&lt;/b&gt;)\n",
    );
  });

  it("lets no message end the block in which it stands", () => {
    const failures = ["first\n```\n### heading"];
    expect(planMarkdown({ ...PLAN, failures })).to.include(
      [
        "> [!WARNING]",
        "> The preview did not finish.",
        "> ```text",
        "> first",
        "> '''",
        "> ### heading",
        "> ```",
        "",
      ].join("\n"),
    );
  });

  describe("that is longer than a comment", () => {
    const MOST = 60_000;
    const many = (count: number, more: (index: number) => Partial<CustomerPlan>) =>
      Array.from({ length: count }, (_, index) => ({
        ...CUSTOMER,
        id: `customer-${index}`,
        verdict: "gains" as const,
        gains: ["may pull app/api"],
        ...more(index),
      }));
    const rowsOf = (text: string) => text.split("\n").filter((line) => line.startsWith("| `"));

    it("counts bytes, and shows each of 120 customers with long names, with what is given to the last", () => {
      const customers = many(120, (index) => ({
        displayName: "Ⅷ".repeat(200),
        gains: [index === 119 ? "may pull *" : "may pull app/api"],
      }));
      const text = planMarkdown({ ...PLAN, customers });
      expect(Buffer.byteLength(text)).to.be.at.most(MOST);
      const rows = rowsOf(text);
      expect(rows).to.have.lengthOf(120);
      expect(rows.at(-1)).to.equal(
        `| \`customer-119\` ${"Ⅷ".repeat(16)} … (184 more characters) | **gains** | ➕ may pull \\* |`,
      );
    });

    it("shows losses and wildcards first, and says before the table whom it leaves out", () => {
      const customers = many(5_000, (index) =>
        index === 4_998
          ? { verdict: "loses" as const, gains: [], losses: ["can no longer pull app/api"] }
          : { gains: [index === 4_999 ? "may pull base/*" : "may pull app/api"] },
      );
      const text = planMarkdown({ ...PLAN, customers });
      expect(Buffer.byteLength(text)).to.be.within(MOST - 100, MOST);
      const rows = rowsOf(text);
      expect(rows.slice(0, 3)).to.deep.equal([
        "| `customer-4998` | **loses** | ➖ can no longer pull app/api |",
        "| `customer-4999` | **gains** | ➕ may pull base/\\* |",
        "| `customer-0` | **gains** | ➕ may pull app/api |",
      ]);
      expect(text.split("\n").slice(2, 5)).to.deep.equal([
        `**${5_000 - rows.length} more customers are not in this table**, 0 of whom lose access, 0 gain all repositories and 0 gain a prefix: \`npm run plan\` shows all.`,
        "",
        "| customer | verdict | what changes |",
      ]);
    });

    it("tells how many losses and wildcards are among those whom it leaves out", () => {
      const customers = many(3_000, (index) => ({
        losses: index % 2 === 0 ? ["x".repeat(300)] : [],
        gains: index % 4 === 1 ? ["may pull base/*"] : ["may pull app/api"],
      }));
      const text = planMarkdown({ ...PLAN, customers });
      const shown = rowsOf(text).length;
      expect(shown).to.be.within(100, 1_499);
      expect(text).to.include(
        `**${3_000 - shown} more customers are not in this table**, ${1_500 - shown} of whom lose access, 0 gain all repositories and 750 gain a prefix: `,
      );
    });

    it("shows who gets all repositories before everybody else, also among those who lose", () => {
      const losses = ["can no longer pull app/api"];
      const last: Record<number, Partial<CustomerPlan>> = {
        4995: { gains: ["may pull base/*"] },
        4996: { gains: ["may pull base/*"], losses },
        4997: { gains: ["may pull base/*, app/api, *"], losses },
        4998: { gains: ["may pull *"] },
        4999: { gains: ["may pull *, app/web"], losses },
      };
      const customers = many(5_000, (index) => last[index] ?? { gains: [], losses });
      const rows = rowsOf(planMarkdown({ ...PLAN, customers }));
      expect(rows.slice(0, 5).map((row) => /customer-\d+/.exec(row)?.[0])).to.deep.equal([
        "customer-4997",
        "customer-4999",
        "customer-4998",
        "customer-4996",
        "customer-0",
      ]);
    });

    it("tells how many get all repositories among those whom it leaves out", () => {
      const customers = many(5_000, (index) => ({
        gains: ["may pull *", ...(index % 2 === 0 ? ["may pull base/*"] : [])],
      }));
      const text = planMarkdown({ ...PLAN, customers });
      const left = 5_000 - rowsOf(text).length;
      expect(text).to.include(
        `**${left} more customers are not in this table**, 0 of whom lose access, ${left} gain all repositories and 0 gain a prefix: `,
      );
    });

    it("names all repositories before a prefix in a customer's row", () => {
      const gains = ["may pull app/api", "may pull base/*", "may pull *"];
      const [row = ""] = rowsOf(planMarkdown({ ...PLAN, customers: many(1, () => ({ gains })) }));
      expect(row).to.equal(
        "| `customer-0` | **gains** | ➕ may pull \\*<br>➕ may pull base/\\*<br>➕ may pull app/api |",
      );
    });

    it("says of a row that is cut whether a wildcard is given in what is left out", () => {
      const losses = ["x", "y", "z"].map((letter) => letter.repeat(3_000));
      const [wide = "", narrow = ""] = ["may pull *", "may pull app/api"].map((gain) => {
        const gains = [gain];
        return rowsOf(planMarkdown({ ...PLAN, customers: many(1, () => ({ losses, gains })) }))[0];
      });
      expect(wide).to.match(/<br>… and \d more lines, \*\*a wildcard is given\*\* in them \|$/);
      expect(narrow).to.match(/<br>… and \d more lines \|$/);
    });

    it("names a wildcard at the end of a long list of repositories", () => {
      const repositories = Array.from({ length: 500 }, (_, index) => `team/application-${index}`);
      const customers = many(1, () => ({
        gains: [`may pull ${[...repositories, "*"].join(", ")}`],
      }));
      const [row = ""] = rowsOf(planMarkdown({ ...PLAN, customers }));
      expect(row).to.match(
        /application-\d+, … \(\d+ more characters, among them 1 with a wildcard: \\\*\) \|$/,
      );
    });

    it("cuts refusals, failures, warnings and acknowledgements by lines, and says so", () => {
      const lines = Array.from({ length: 3_000 }, (_, index) => `line ${index}`);
      const text = planMarkdown({
        ...PLAN,
        refusals: [lines.join("\n")],
        failures: ["x".repeat(20_000)],
        warnings: lines,
        acknowledge: [
          { customers: lines, reason: "left", until: "2026-03-31", counts: true, idle: [] },
        ],
      });
      expect(Buffer.byteLength(text)).to.be.at.most(MOST);
      expect(text.match(/.*(?:… and|more characters).*/g)).to.deep.equal([
        "> … and 1692 more lines",
        `> ${"x".repeat(800)} … (19200 more characters)`,
        `- acknowledged until 2026-03-31: ${lines.slice(0, 86).join(", ")}, … (31132 more characters)`,
        "- … and 2696 more",
      ]);
    });

    it("never grows too long, and shows or counts every customer, whatever the plan is", () => {
      const text = fc.string({ unit: "grapheme", maxLength: 300 });
      const lines = fc.array(text, { maxLength: 30 });
      const plan = fc.record({
        count: fc.integer({ min: 0, max: 2_000 }),
        customer: fc.record({ displayName: text, gains: lines, losses: lines, notes: lines }),
        refusals: lines,
        failures: lines,
        warnings: fc.array(text, { maxLength: 500 }),
      });
      fc.assert(
        fc.property(plan, ({ count, customer, ...more }) => {
          const customers = many(count, () => customer);
          const written = planMarkdown({ ...PLAN, ...more, customers });
          const left = Number(/^\*\*(\d+) more customers? (?:is|are) not/m.exec(written)?.[1] ?? 0);
          expect(Buffer.byteLength(written)).to.be.at.most(MOST);
          expect(rowsOf(written).length + left).to.equal(count);
        }),
        { numRuns: 10, endOnFailure: true },
      );
    });
  });

  it("says who would be locked out by a change that is refused", () => {
    const customers = [{ ...CUSTOMER, verdict: "suspends" as const, lockedOut: ["password1"] }];
    const text = (refusals: string[]) => planMarkdown({ ...PLAN, customers, refusals });
    expect(text([])).to.include("> 1 customer is **locked out**.");
    expect(text(["too many"])).to.include("> 1 customer would be **locked out**.");
  });
});
