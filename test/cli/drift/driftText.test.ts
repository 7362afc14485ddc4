// What npm run drift prints: findings by group and kind, on narrow terminals too, and as Markdown that nothing breaks out of.

import { readFileSync } from "node:fs";
import { expect } from "chai";
import picocolors from "picocolors";
import { type DriftReport, driftSchema, driftSchemaText } from "../../../cli/drift/driftSchema";
import { driftMarkdown, driftText } from "../../../cli/drift/driftText";
import { wrappedText } from "../../../cli/wrapped";
import { type Finding, KINDS } from "../../../drift/finding";

const colors = picocolors.createColors(false);

function report(findings: readonly Finding[], more: Partial<DriftReport> = {}): DriftReport {
  return driftSchema.parse({
    today: "2026-03-01",
    stack: "production",
    file: "customers.yaml",
    registry: "/subscriptions/s/…/registries/vendorimages",
    vault: "/subscriptions/s/…/vaults/vendor-access",
    customers: 2,
    findings: findings.map(({ kind, customer, subject, message }) => {
      const { group, advice } = KINDS[kind];
      return { kind, group, customer: customer ?? null, subject, message, advice };
    }),
    limits: [
      { name: "Size", used: 1, limit: 2 },
      { name: "Tokens", used: 3, limit: 500 },
    ],
    operators: [],
    otherStacks: [],
    knownWebhooks: [],
    lookedAt: ["tokens", "scope maps"],
    notLookedAt: [],
    cannotBeSeen: ["who has copied a password"],
    ...more,
  });
}

const SOME: readonly Finding[] = [
  { kind: "undeclaredToken", subject: "token a", message: "allows content/read on *" },
  { kind: "undeclaredToken", subject: "token b", message: "allows content/read on app/api" },
  { kind: "tokenDisabled", customer: "contoso", subject: "token c", message: "is disabled" },
  { kind: "quota", subject: "tokens", message: "499 of the 500 that Standard allows" },
];

describe("the text of a drift report", () => {
  it("has findings by group and kind, and what was looked at", () => {
    expect(driftText(report(SOME), { colors })).to.deep.equal([
      "Somebody can do more than the file says:",
      "  Tokens that are not in the file",
      "    token a: allows content/read on *",
      "    token b: allows content/read on app/api",
      `    -> ${KINDS.undeclaredToken.advice}`,
      "",
      "A customer can do less than the file says:",
      "  Tokens that were disabled",
      "    token c: is disabled",
      `    -> ${KINDS.tokenDisabled.advice}`,
      "",
      "To be tidied up:",
      "  Limits of the registry",
      "    tokens: 499 of the 500 that Standard allows",
      `    -> ${KINDS.quota.advice}`,
      "",
      "production on 2026-03-01, 2 customers, 3 of 500 tokens: 4 findings",
      "looked at: tokens, scope maps",
      "cannot be seen: who has copied a password",
    ]);
  });

  it("says that nothing was found in what was looked at, and why not in the rest", () => {
    const notLookedAt = [{ part: "secrets", reason: "403 …; give the identity the role R" }];
    expect(
      driftText(
        report([], {
          notLookedAt,
          operators: ["aaaa"],
          otherStacks: ["other123"],
          knownWebhooks: ["ci"],
        }),
        {
          colors,
        },
      ),
    ).to.deep.equal([
      "production on 2026-03-01, 2 customers, 3 of 500 tokens: everything that was read comes from the file",
      "looked at: tokens, scope maps",
      "not looked at: secrets: 403 …; give the identity the role R",
      "known by customer-access:operators: aaaa",
      "known by customer-access:otherStacks: other123",
      "known by customer-access:knownWebhooks: ci",
      "cannot be seen: who has copied a password",
    ]);
  });

  it("is broken between words on a narrow terminal", () => {
    const lines = wrappedText(driftText(report(SOME), { colors }).join("\n"), 44).split("\n");
    expect(lines.filter((line) => line.length > 44)).to.deep.equal([]);
    expect(lines.slice(2, 9)).to.deep.equal([
      "    token a: allows content/read on *",
      "    token b: allows content/read on app/api",
      "    -> `pulumi up` removes it if its",
      "       customer has left the file; otherwise",
      "       adopt it for one (`adopt: [token]`),",
      "       or disable it and delete it later",
      "",
    ]);
  });
});

describe("the Markdown of a drift report", () => {
  it("is one block, which nothing within ends", () => {
    const message = "is ```\n@everybody <b>bold</b>";
    const text = driftMarkdown(
      report([{ kind: "tokenDisabled", customer: "contoso", subject: "token c", message }]),
    );
    expect(text.split("```")).to.have.lengthOf(3);
    expect(text.split("\n").slice(0, 3)).to.deep.equal(["### Drift: 1 finding", "", "```text"]);
  });

  it("says that there is none", () => {
    expect(driftMarkdown(report([]))).to.equal(
      [
        "### No drift was found",
        "",
        "```text",
        "production on 2026-03-01, 2 customers, 3 of 500 tokens: everything comes from the file",
        "looked at: tokens, scope maps",
        "cannot be seen: who has copied a password",
        "```",
      ].join("\n"),
    );
  });

  it("fits into an issue, and says that there is more", () => {
    const many = Array.from({ length: 2000 }, (_, index) => ({
      kind: "undeclaredToken" as const,
      subject: `token number-${index}`,
      message: "allows content/read on app/api (scope map of a long name)",
    }));
    const text = driftMarkdown(report(many));
    expect(Buffer.byteLength(text)).to.be.below(60_000);
    expect(text).to.contain("… the rest does not fit here: `npm run drift` shows all");
    expect(text).to.contain("2000 findings");
  });
});

describe("docs/drift.schema.json", () => {
  it("is what npm run schema writes", () => {
    expect(readFileSync("docs/drift.schema.json", "utf8")).to.equal(driftSchemaText());
  });
});
