// npm run audit over a history that the real engine wrote: what is printed, and that every answer has the documented form.

import { generateKeyPairSync } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { auditSchema, auditSchemaText } from "../../../cli/audit/auditSchema";
import type { AuditOptions } from "../../../cli/audit/options";
import { ask as askAudit, refusal as refusalOf } from "./askAudit";
import { emptyFolder, FIXTURES } from "./readHistory";

const LIFE = join(FIXTURES, "zstd");

const ask = (options: Partial<AuditOptions>) => askAudit({ history: LIFE, ...options });
const refusal = (options: Partial<AuditOptions>) => refusalOf({ history: LIFE, ...options });

describe("npm run audit", () => {
  const questions: Record<string, Partial<AuditOptions>> = {
    access: {},
    "access at a day": { at: "2026-11-30" },
    changes: { from: "2026-11-30" },
    customer: { customer: "northwind" },
    "customer at an end": { history: join(FIXTURES, "quarter"), customer: "wingtip" },
    repository: { repository: "base/node", at: "2026-11-30" },
    "repository history": { repository: "app/web" },
    credentials: { credentials: true },
    verify: { verify: true },
    attest: { attest: "2026Q4" },
  };
  for (const [name, options] of Object.entries(questions)) {
    it(`answers in the documented form: ${name}`, async () => {
      const { data, lines } = await ask(options);
      const value = JSON.parse(JSON.stringify(data));
      expect(auditSchema.safeParse(value).error?.issues ?? []).to.deep.equal([]);
      expect((value as { question: string }).question).to.equal(name.split(" at ")[0]);
      const widths = lines.flatMap((line) => line.split("\n")).map(({ length }) => length);
      expect(Math.max(...widths)).to.be.at.most(80);
    });
  }

  it("prints anchors in the documented form", async () => {
    const key = join(emptyFolder(), "key.pem");
    const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    writeFileSync(key, privateKey.export({ type: "pkcs8", format: "pem" }));
    for (const options of [{ anchor: true }, { sign: key }]) {
      const { data } = await ask({ history: join(FIXTURES, "quarter"), ...options });
      const value = JSON.parse(JSON.stringify(data));
      expect(auditSchema.safeParse(value).error?.issues ?? []).to.deep.equal([]);
    }
  });

  it("documents the form as JSON schema", () => {
    expect(readFileSync("docs/audit.schema.json", "utf8")).to.equal(auditSchemaText());
  });

  it("says who may pull what", async () => {
    const { lines, exitCode } = await ask({ csv: true });
    expect(
      lines
        .join("\n")
        .split("\n")
        .map((line) => line.split(",").slice(0, 4).join(",")),
    ).to.deep.equal([
      "customer,state,may pull,actions",
      "contoso,active,app/api,content/read",
      "fabrikam,active,base/* tools/cli,content/read",
      "northwind,active,app/api,content/read metadata/read",
    ]);
    expect(exitCode).to.equal(0);
  });

  it("tells a life: created, offboarded, removed, returned", async () => {
    const { data } = await ask({ customer: "northwind" });
    const { events } = data as { events: { kind: string; update: number }[] };
    expect(events.map(({ kind, update }) => `${update} ${kind}`)).to.deep.equal([
      "2 created",
      "2 issued",
      "6 until",
      "7 offboarded",
      "7 until",
      "8 removed",
      "8 ended",
      "9 returned",
      "9 issued",
    ]);
  });

  it("names by which line a repository could be pulled, and until which update", async () => {
    const { data } = await ask({ repository: "app/web" });
    const { periods } = data as {
      periods: {
        customer: string;
        lines: string[];
        from: { number: number };
        to: { number: number } | null;
      }[];
    };
    expect(
      periods.map(({ customer, lines, from, to }) => [customer, ...lines, from.number, to?.number]),
    ).to.deep.equal([["contoso", "app/web", 1, 7]]);
  });

  it("prints all parts of a statement as Markdown", async () => {
    const { lines, exitCode } = await ask({ attest: "2026Q4", markdown: true });
    const headings = lines.join("\n").match(/^##+ .*$/gm);
    expect(headings).to.deep.equal([
      "## Access to container registries by customers: 2026Q4, 2026-10-01 to 2026-12-31 (UTC)",
      "### What changed in customer-access/dev from 2026-10-01 00:00 UTC to 2026-12-31 23:59 UTC",
      "### Exceptions",
      "### Evidence that was given",
      "### What this statement cannot tell",
    ]);
    expect(exitCode).to.equal(1);
  });

  const wrong: [Partial<AuditOptions>, string][] = [
    [{ customer: "nortwind" }, 'knows nobody called "nortwind" | did you mean northwind?'],
    [
      { customer: "a", repository: "b" },
      "--customer and --repository: each is a question of its own",
    ],
    [{ to: "2026-11-30" }, "--to: it has no effect without --from"],
    [{ anchors: "runs" }, "--anchors: it has no effect without --verify"],
    [{ at: "2026-02-30" }, '--at: "2026-02-30" does not exist'],
    [{ at: "yesterday" }, '--at: "yesterday" is neither a day nor an instant'],
    [{ from: "2026-11-01", at: "2026-11-02" }, "--at and --from: a moment and a time"],
    [{ at: "2999-01-01" }, '--at: "2999-01-01" is in the future'],
    [{ from: "2999-01-01T00:00:00Z" }, '--from: "2999-01-01T00:00:00Z" is in the future'],
    [{ attest: "2026Q5" }, '--attest: "2026Q5" is no quarter'],
    [{ attest: "2030Q1" }, "--attest: 2030Q1 has not begun"],
    [{ attest: "2026Q4", html: "x" }, "--attest and --html"],
    [{ stack: ["a", "b"] }, "--stack: more than one"],
    [{ attest: "2026Q4", decisions: "no/such" }, "--decisions no/such: cannot be read (ENOENT)"],
    [{ verify: true, anchors: join(FIXTURES, "plain") }, "there is no anchor in it"],
    [{ anchor: true }, "--anchor: the last record of customer-access/dev has no hash"],
    [{ sign: "no/such" }, "--sign: the last record of customer-access/dev has no hash"],
  ];
  const useless: [Partial<AuditOptions>, string][] = [
    [{ verify: true, at: "2026-09-30" }, "--at and --verify: the whole history is compared"],
    [{ anchor: true, at: "2026-09-30" }, "--at and --anchor: it is of the whole history"],
    [{ anchor: true, markdown: true }, "--markdown and --anchor: it is of the whole history"],
    [{ anchor: true, verify: true }, "--verify and --anchor: each is a question of its own"],
    [{ sign: "key.pem", at: "2026-09-30" }, "--at and --sign: it signs the whole history"],
    [{ sign: "key.pem", html: "page.html" }, "--html and --sign: it signs the whole history"],
    [{ sign: "key.pem", csv: true }, "--csv and --sign: it signs the whole history"],
    [{ sign: "key.pem", markdown: true }, "--markdown and --sign: it signs the whole history"],
    [
      { folder: "elsewhere" },
      `--folder and --history: the history is read from ${LIFE} | leave --folder out`,
    ],
    [{ at: "2026-02-30T10:00Z" }, '--at: "2026-02-30" does not exist'],
    [{ from: "2026-11-31T10:00Z" }, '--from: "2026-11-31" does not exist'],
    [{ repository: "" }, '--repository: "" is not a repository path'],
    [{ repository: "app/api:1.2" }, '--repository: "app/api:1.2" names a tag or digest'],
    [{ repository: "app/api@sha256:00" }, '"app/api@sha256:00" names a tag or digest'],
    [{ repository: "App/Api" }, '"App/Api" is not a repository path; use lower-case letters'],
    [{ repository: "app/*" }, '--repository: "app/*" is no repository\'s name | name one'],
    [
      { from: "2026-09-30", to: "2026-08-01" },
      "--from 2026-09-30: is later than --to 2026-08-01 | exchange the two",
    ],
  ];
  for (const [options, words] of [...wrong, ...useless]) {
    it(`refuses ${JSON.stringify(options)}`, async () => {
      expect(await refusal(options)).to.contain(words);
    });
  }

  it("takes one day as a time", async () => {
    expect((await ask({ from: "2026-11-30", to: "2026-11-30" })).data).to.include({
      question: "changes",
    });
  });

  it("looks at decisions by what was done since the quarter", async () => {
    const decisions = join(emptyFolder(), "decisions.yaml");
    const kept = ["contoso", "fabrikam", "tailspin", "wingtip", "adventure-works"];
    const list = [
      // Removed on 2026-09-07, which was after the second quarter; here again since 2026-09-24.
      "- { customer: northwind, decision: remove, by: ana, on: 2026-07-02 }",
      ...kept.map((id) => `- { customer: ${id}, decision: keep, by: ana, on: 2026-07-02 }`),
    ];
    writeFileSync(decisions, list.join("\n"));
    const { data } = await ask({
      history: join(FIXTURES, "quarter"),
      attest: "2026Q3",
      decisions,
    });
    expect((data as { undecided: object[] }).undecided).to.deep.equal([
      { customer: "northwind", words: "to be removed by ana on 2026-07-02, and can still pull" },
    ]);
  });

  it("takes a decision and a run log into a statement", async () => {
    const folder = emptyFolder();
    const decisions = join(folder, "decisions.yaml");
    const runs = join(folder, "runs.jsonl");
    writeFileSync(
      decisions,
      "- { customer: contoso, decision: remove, by: ana, on: 2026-11-30 }\n",
    );
    writeFileSync(
      runs,
      [
        { time: "2026-11-30T16:00:00Z", verdict: "refused", reason: "takes too much" },
        { time: "2026-11-30T15:00:00Z", verdict: "failed", reason: "no login" },
        // Which is in September, by UTC.
        { time: "2026-10-01T01:00:00+02:00", verdict: "refused" },
        "no run",
        // Anchors of a history may lie beside it.
        { stack: "dev", revision: 1, recordSha256: "a", entries: {}, credentials: {} },
        { payloadType: "application/vnd.in-toto+json", payload: "e30=", signatures: [] },
      ]
        .map((run) => `${JSON.stringify(run)}\n`)
        .join(""),
    );
    const { data } = await ask({ attest: "2026Q4", decisions, runs });
    const { undecided, exceptions, cannotTell } = data as {
      cannotTell: string[];
      undecided: { customer: string; words: string }[];
      exceptions: { kind: string; words: string }[];
    };
    expect(undecided).to.deep.equal([
      { customer: "contoso", words: "to be removed by ana on 2026-11-30, and can still pull" },
      { customer: "fabrikam", words: "nobody decided" },
      { customer: "northwind", words: "nobody decided" },
    ]);
    expect(
      exceptions.filter(({ kind }) => kind === "refused").map(({ words }) => words),
    ).to.deep.equal(["a run failed: no login", "a run was refused: takes too much"]);
    expect(cannotTell.filter((line) => line.startsWith(runs))).to.deep.equal([
      `${runs}:4: is no run; it is left out`,
    ]);
  });
});
