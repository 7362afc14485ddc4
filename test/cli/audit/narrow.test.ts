// On a narrow terminal, where no table fits, each answer is a block of lines for each customer.
import { join } from "node:path";
import { expect } from "chai";
import type { AuditOptions } from "../../../cli/audit/options";
import { ask } from "./askAudit";
import { FIXTURES } from "./readHistory";

const QUESTIONS: Readonly<Record<string, Partial<AuditOptions>>> = {
  access: {},
  changes: { from: "2026-07-01" },
  customer: { customer: "northwind" },
  repository: { repository: "ml/inference", at: "2026-09-30" },
  "repository history": { repository: "app/web" },
  credentials: { credentials: true },
  verify: { verify: true },
  attest: { attest: "2026Q3" },
};

async function linesOf(options: Partial<AuditOptions>, columns: number): Promise<string[]> {
  const { lines } = await ask({ history: join(FIXTURES, "quarter"), ...options }, columns);
  return lines.flatMap((line) => line.split("\n"));
}

describe("npm run audit on a narrow terminal", () => {
  for (const columns of [60, 40]) {
    for (const [name, options] of Object.entries(QUESTIONS)) {
      it(`is no wider than ${columns} columns: ${name}`, async () => {
        const lines = await linesOf(options, columns);
        // A hash that one may copy stays in one piece.
        const wide = lines.filter((line) => line.length > columns && line.trim().includes(" "));
        expect(wide).to.deep.equal([]);
      });
    }
  }

  it("has a block for each customer", async () => {
    const lines = await linesOf({ at: "2026-09-30" }, 40);
    expect(lines.slice(0, 19)).to.deep.equal([
      "Who may pull what: customer-access/dev",
      "  at 2026-09-30 23:59 UTC, after 15",
      "  updates",
      "adventure-works",
      "  state: active",
      "  may pull: app/web",
      "  actions: content/read",
      "  password: 50 days old",
      "  next: 2026-10-07",
      "contoso",
      "  state: active",
      "  may pull: app/api app/web ml/inference",
      "  actions: content/read",
      "  password: 30 days old",
      "  next: 2026-10-30",
      "fabrikam",
      "  state: active",
      "  may pull: base/* ml/inference",
      "    tools/cli",
    ]);
  });

  it("says once what several rows of an update have in common", async () => {
    const lines = await linesOf({ from: "2026-08-13", to: "2026-08-13" }, 40);
    expect(lines.slice(3, 15)).to.deep.equal([
      "2026-08-13 09:00 UTC",
      "  update: 8",
      "  who and why: commit 35ba1b7 by ana;",
      "    #116 approved by bo; “Let tailspin",
      "    in again, and end the API for",
      "    northwind”",
      "  customer: northwind",
      "  what: may no longer pull app/api",
      "  customer: tailspin",
      "  what: let in again: the token is",
      "    enabled",
      "the longest time without a run was 34",
    ]);
  });

  it("keeps the table where it fits", async () => {
    const lines = await linesOf({ repository: "app/web", at: "2026-09-30" }, 60);
    expect(lines[2]).to.match(/^┌─/);
  });
});
