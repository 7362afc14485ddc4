// What is verified, as people see it: 80 columns with usual names, and lines where a terminal is narrower.
import { expect } from "chai";
import picocolors from "picocolors";
import type { Check, CustomerEvidence } from "../../../cli/verify/evidenceSchema";
import { findingLines, verifyTable } from "../../../cli/verify/verifyTable";
import { wrappedText } from "../../../cli/wrapped";

const colors = picocolors.createColors(false);
const AT = "2026-11-30T09:00:00.000Z";

function check(what: Check["what"], answer: string, more: Partial<Check> = {}): Check {
  return { what, of: null, verdict: "as declared", answer, reason: null, at: AT, ...more };
}

function customer(id: string, more: Partial<CustomerEvidence>): CustomerEvidence {
  return {
    id,
    state: "active",
    username: `${id}-pull`,
    repositories: ["app/api"],
    secretName: `${id}-registry-x7k2pd4q`,
    secretVersion: null,
    slot: "password1",
    expiresAt: "2027-02-19T00:00:00.000Z",
    verdict: "as declared",
    refused: 11,
    checks: [],
    ...more,
  };
}

const SEEN: readonly CustomerEvidence[] = [
  customer("northwind", {
    repositories: ["app/api", "ml/inference"],
    checks: [
      check("login", "accepted"),
      check("pull", "sha256:1", { of: "app/api" }),
      check("pull", "sha256:2", { of: "ml/inference" }),
      check("outside", "none of 11 repositories"),
      check("push", "refused"),
      check("tag list", "listed"),
      check("older password", "accepted, until 2026-12-24"),
    ],
  }),
  customer("contoso", {
    verdict: "found",
    checks: [
      check("login", "accepted"),
      check("pull", "refused", { verdict: "found", reason: "cannot pull app/api: why" }),
      check("outside", "internal/billing", {
        verdict: "found",
        reason: "can pull internal/billing",
      }),
      check("refused pull", "not refused", { verdict: "found" }),
      check("push", "refused"),
      check("tag list", "refused"),
    ],
  }),
  customer("fabrikam", {
    verdict: "undecided",
    checks: [
      check("login", "not answered", { verdict: "undecided", reason: "a firewall is in the way" }),
    ],
  }),
  customer("adventure-works", {
    state: "suspended",
    secretName: null,
    expiresAt: null,
    checks: [
      check("token", "disabled"),
      check("login", "nobody can read the password", { verdict: "not tried" }),
    ],
  }),
  customer("tailspin", {
    state: "offboarded",
    expiresAt: null,
    checks: [check("token", "gone"), check("login", "refused")],
  }),
];

describe("what is verified", () => {
  it("is wrapped between words on a terminal", () => {
    const lines = findingLines(SEEN.slice(1, 2), { colors });
    expect(wrappedText(lines.join("\n"), 30).split("\n")).to.deep.equal([
      "Not as the file says:",
      "  contoso: cannot pull",
      "    app/api: why",
      "  contoso: can pull",
      "    internal/billing",
    ]);
  });

  it("is a table of 80 columns", () => {
    expect(`\n${verifyTable(SEEN, { colors, columns: 80 })}\n`).to.equal(`
┌─────────────────────────────┬──────────────┬────────────┬────────────────────┐
│ customer                    │ repositories │ expires    │ verified           │
├─────────────────────────────┼──────────────┼────────────┼────────────────────┤
│ northwind                   │ app/api      │ 2027-02-19 │ pulled 2, listed   │
│ northwind-pull              │ ml/inference │            │ tags, refused 11   │
│ northwind-registry-x7k2pd4q │              │            │ others, refused    │
│                             │              │            │ push, older        │
│                             │              │            │ password works     │
├─────────────────────────────┼──────────────┼────────────┼────────────────────┤
│ contoso                     │ app/api      │ 2027-02-19 │ pulled 0, refused  │
│ contoso-pull                │              │            │ push, 2 not as     │
│ contoso-registry-x7k2pd4q   │              │            │ declared           │
├─────────────────────────────┼──────────────┼────────────┼────────────────────┤
│ fabrikam                    │ app/api      │ 2027-02-19 │ login not          │
│ fabrikam-pull               │              │            │ answered, not all  │
│ fabrikam-registry-x7k2pd4q  │              │            │ is known           │
├─────────────────────────────┼──────────────┼────────────┼────────────────────┤
│ adventure-works             │ app/api      │ -          │ token disabled     │
│ adventure-works-pull        │              │            │ (suspended)        │
│ -                           │              │            │                    │
├─────────────────────────────┼──────────────┼────────────┼────────────────────┤
│ tailspin                    │ app/api      │ -          │ login refused      │
│ tailspin-pull               │              │            │ (offboarded)       │
│ tailspin-registry-x7k2pd4q  │              │            │                    │
└─────────────────────────────┴──────────────┴────────────┴────────────────────┘
`);
  });

  it("is a line for each customer on a terminal that is narrower", () => {
    expect(verifyTable(SEEN, { colors, columns: 79 }).split("\n")).to.deep.equal([
      "northwind: pulled 2, listed tags, refused 11 others, refused push, older password works",
      "contoso: pulled 0, refused push, 2 not as declared",
      "fabrikam: login not answered, not all is known",
      "adventure-works: token disabled (suspended)",
      "tailspin: login refused (offboarded)",
    ]);
  });

  it("is followed by what is wrong, what is not known, and what was not tried", () => {
    expect(findingLines(SEEN, { colors })).to.deep.equal([
      "Not as the file says:",
      "  contoso: cannot pull app/api: why",
      "  contoso: can pull internal/billing",
      "Not known:",
      "  fabrikam: a firewall is in the way",
      "Not tried:",
      "  adventure-works: login: nobody can read the password",
    ]);
  });
});
