// The comment on a pull request: what somebody wrote into the file forms no markup, and a comment never grows too long.

import { expect } from "chai";
import { planMarkdown } from "../../../cli/plan/planMarkdown";
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
        "> The preview did not come to its end.",
        "> ```text",
        "> first",
        "> '''",
        "> ### heading",
        "> ```",
        "",
      ].join("\n"),
    );
  });

  it("holds as many rows as a comment does, and says how many are left", () => {
    const customers = Array.from({ length: 5_000 }, (_, index) => ({
      ...CUSTOMER,
      id: `customer-${index}`,
      verdict: "gains" as const,
      gains: ["may pull app/api"],
    }));
    const text = planMarkdown({ ...PLAN, customers });
    const rows = text.split("\n").filter((line) => line.startsWith("| `")).length;
    expect(text.length).to.be.within(55_000, 65_536);
    expect(rows).to.be.above(500);
    expect(text).to.include(`… and ${5_000 - rows} more: \`npm run plan\` shows all.`);
  });

  it("says who would be locked out by a change that is refused", () => {
    const customers = [{ ...CUSTOMER, verdict: "suspends" as const, lockedOut: ["password1"] }];
    const text = (refusals: string[]) => planMarkdown({ ...PLAN, customers, refusals });
    expect(text([])).to.include("> 1 customer is **locked out**.");
    expect(text(["too many"])).to.include("> 1 customer would be **locked out**.");
  });
});
