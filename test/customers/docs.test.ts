// docs/customers-yaml.md says what the program does: its examples are run, its rules compared.
import { readdirSync, readFileSync } from "node:fs";
import { expect } from "chai";
import { loadCustomers } from "../../customers/load";
import { formatProblem } from "../../customers/problem";
import { ruleId } from "../../customers/rules/rule";
import { RULES } from "../../customers/rules/rules";
import { WARNING_RULES } from "../../customers/rules/warningRules";

const PAGE = readFileSync("docs/customers-yaml.md", "utf8");

/** The rows of the tables of rules. */
const ROWS = [...PAGE.matchAll(/^\| `([a-z0-9-]+)` \| (.+?) \| (.+?) \|$/gm)].map(
  ([, rule = "", statement = "", breaks = ""]) => ({ rule, statement, breaks }),
);

describe("docs/customers-yaml.md", () => {
  it("shows examples without problems", () => {
    const blocks = [...PAGE.matchAll(/^```yaml\n(.*?)^```$/gms)].map(([, yaml = ""]) => yaml);
    const files = blocks.filter((yaml) => yaml.includes("customers:"));
    expect(files.map(problemsOf)).to.deep.equal([[]]);
  });

  it("shows the problem that the command prints", () => {
    const [, , broken] = /^broken\.yaml(:\d+:\d+) {2}(.+)$/m.exec(PAGE) ?? [];
    const yaml = "customers:\n  contoso:\n    repositories: [app/api, Team/App]\n";
    expect(problemsOf(yaml).map((line) => line.replace(/^\S+ {2}/, ""))).to.deep.equal([broken]);
    expect(PAGE).to.include(`\n${problemsOf(yaml).join("\n")}\n`);
  });

  it("has every rule in one row, in the order in which they are applied", () => {
    expect(ROWS.map(({ rule }) => rule)).to.deep.equal([...RULES, ...WARNING_RULES].map(ruleId));
  });

  it("states each rule in the words of the source", () => {
    const stated = Object.fromEntries(ROWS.map(({ rule, statement }) => [rule, statement]));
    expect(stated).to.deep.equal(statementsInSource());
  });

  for (const { rule, breaks } of ROWS) {
    const [, example] = /^`(.+)`$/.exec(breaks) ?? [];
    if (example === undefined) continue;
    it(`shows an example that breaks ${rule} alone`, () => {
      const rules = problemsOf(fileWith(example)).map((line) => /\[([^[]+)\]$/.exec(line)?.[1]);
      expect(rules).to.deep.equal([rule]);
    });
  }
});

/** The doc comment of a rule is the rule. */
function statementsInSource(): Record<string, string> {
  const sources = readdirSync("customers/rules").filter((file) => file.endsWith("Rules.ts"));
  const found = sources.flatMap((file) => [
    ...readFileSync(`customers/rules/${file}`, "utf8").matchAll(
      /^\/\*\* (.+) \*\/\nexport const (\w+): \w*Rule =/gm,
    ),
  ]);
  return Object.fromEntries(
    found.map(([, statement = "", name = ""]) => [ruleId({ name }), statement]),
  );
}

/** A line of a customer is put where it belongs; the customer's own repositories give way to it. */
function fileWith(example: string): string {
  if (/^(customers|defaults):/.test(example)) return `${example}\n`;
  if (example.startsWith("acknowledge:")) {
    return `${example}\n${fileWith("state: active")}`;
  }
  const own = example.startsWith("repositories:") ? "" : "    repositories: [app/api]\n";
  return `customers:\n  contoso:\n${own}    ${example}\n`;
}

/** The problems, or else the warnings. */
function problemsOf(yaml: string): string[] {
  const result = loadCustomers(Buffer.from(yaml), { file: "broken.yaml" });
  return (result.ok ? result.warnings : result.problems).map(formatProblem);
}
