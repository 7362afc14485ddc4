// What an editor shows of customers.yaml: the real YAML language server, with the schema that the first line names.
import { readFileSync } from "node:fs";
import { expect } from "chai";
import { loadCustomers } from "../../customers/load";
import { formatProblem } from "../../customers/problem";
import { EXAMPLE_FILE } from "../helpers/exampleFile";
import { LanguageServer, type Position } from "./languageServer";

const MODELINE = "# yaml-language-server: $schema=./customers.schema.json\n";

const BROKEN = `${MODELINE}acknowledge:
  - customers: []
    until: tomorrow
customers:
  Contoso_Ltd:
    repository: [app/api]
  fabrikam:
    repositories: [Team/App]
    state: on
    credential: { lifetimeDays: 3 }
`;

const HALF = `${MODELINE}acknowledge: []
customers:
  contoso:
    repositories: [app/api]
    state: 
    
`;

describe("an editor with the YAML language server", () => {
  let server: LanguageServer;
  before(async () => {
    server = await LanguageServer.start();
  });
  after(async () => {
    await server.stop();
  });

  it("finds nothing wrong with the example", async () => {
    expect(await server.open("customers.yaml", readFileSync(EXAMPLE_FILE, "utf8"))).to.deep.equal(
      [],
    );
  });

  it("finds nothing wrong with the example that has every field", async () => {
    const page = readFileSync("docs/customers-yaml.md", "utf8");
    const blocks = [...page.matchAll(/^```yaml\n(.*?)^```$/gms)].map(([, yaml = ""]) => yaml);
    const example = blocks.find((yaml) => yaml.includes("customers:")) ?? "";
    expect(example).to.match(/\nacknowledge:.*\ncustomers:/s);
    expect(await server.open("example.yaml", example)).to.deep.equal([]);
  });

  it("shows each value that the schema does not allow, at its place", async () => {
    const found = await server.open("broken.yaml", BROKEN);
    const shown = found
      .map(({ range: { start }, message }) => ({ ...start, message }))
      .sort(
        (a, b) => a.line - b.line || a.character - b.character || (a.message < b.message ? -1 : 1),
      )
      .map(({ line, character, message }) => `${line + 1}:${character + 1}  ${message}`);
    expect(shown).to.deep.equal([
      '3:5  Missing property "reason".',
      "3:16  Array has too few items. Expected 1 or more.",
      "4:12  A date as YYYY-MM-DD.",
      "6:3  An id: lower-case letters, digits and single hyphens, a letter first.",
      '6:3  Missing property "repositories".',
      "7:5  Property repository is not allowed.",
      '9:20  A repository such as app/api, a prefix such as base/*, or "*" together with allowAllRepositories: true.',
      '10:12  Value is not accepted. Valid values: "active", "suspended", "offboarded".',
      "11:33  Value is below the minimum of 7.",
    ]);
  });

  it("shows them where npm run check tells them", async () => {
    const result = loadCustomers(Buffer.from(BROKEN), { file: "f" });
    const lines = result.ok ? [] : result.problems.map(formatProblem);
    const places = lines.map((line) => line.split("  ")[0]);
    const found = await server.open("broken-again.yaml", BROKEN);
    const shown = found.map(({ range: { start } }) => `f:${start.line + 1}:${start.character + 1}`);
    expect([...new Set(places)].sort()).to.deep.equal([...new Set(shown)].sort());
  });

  it("completes the keys of a customer that are not there yet", async () => {
    await server.open("half.yaml", HALF);
    const completions = await server.completions("half.yaml", { line: 6, character: 4 });
    expect(completions.map(({ label }) => label)).to.deep.equal([
      ...["displayName", "contact", "allowAllRepositories", "actions", "accessUntil", "tokenName"],
      ...["adopt", "readers", "credential", "sync"],
    ]);
  });

  it("completes the values of state", async () => {
    await server.open("state.yaml", HALF);
    const completions = await server.completions("state.yaml", { line: 5, character: 11 });
    expect(completions.map(({ label }) => label)).to.deep.equal([
      ...["active", "suspended", "offboarded"],
    ]);
  });

  it("explains repositories on hover", async () => {
    await server.open("hover.yaml", HALF);
    expect(await server.hover("hover.yaml", placeOf("repositories"))).to.equal(`#### customers.yaml

The repositories that the customer may pull from. A repository need not exist yet; a prefix such as base/\\* also includes repositories that are added below it later.

Example:

\`\`\`yaml
- app/api
- base/*
\`\`\`

Source: [customers.schema.json](${schemaUri()})`);
  });

  it("explains acknowledge on hover", async () => {
    await server.open("hover-again.yaml", HALF);
    expect(
      await server.hover("hover-again.yaml", placeOf("acknowledge")),
    ).to.equal(`#### customers.yaml

Customers who may lose access beyond the limit for one change (maximumLosses, by default a quarter of the active ones). Without it such a change is refused as a mistake.

Example:

\`\`\`yaml
- customers:
    - contoso
  reason: contract ended, TICKET-1
  until: 2026-12-01
\`\`\`

Source: [customers.schema.json](${schemaUri()})`);
  });
});

function placeOf(word: string): Position {
  const lines = HALF.split("\n");
  const line = lines.findIndex((each) => each.trim().startsWith(`${word}:`));
  return { line, character: (lines[line] ?? "").indexOf(word) + 2 };
}

function schemaUri(): string {
  return new URL(`file://${process.cwd()}/customers.schema.json`).href;
}
