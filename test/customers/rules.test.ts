// Every rule of customers.yaml: what it says of files that break it.
import { expect } from "chai";
import { loadCustomers } from "../../customers/load";
import { formatProblem, formatWarning } from "../../customers/problem";
import { ruleId } from "../../customers/rules/rule";
import { RULES } from "../../customers/rules/rules";
import { WARNING_RULES } from "../../customers/rules/warningRules";
import { ACKNOWLEDGEMENT_CASES } from "./cases/acknowledgements";
import type { FailingCase } from "./cases/case";
import { CUSTOMER_CASES } from "./cases/customers";
import { KEY_CASES } from "./cases/keys";
import { READER_CASES } from "./cases/readers";
import { REPOSITORY_CASES } from "./cases/repositories";
import { SYNC_CASES } from "./cases/sync";
import { TEXT_CASES } from "./cases/text";
import { VALUE_CASES } from "./cases/values";
import { WRITING_CASES } from "./cases/writing";
import { YAML_CASES } from "./cases/yaml";

const CASES: readonly FailingCase[] = [
  ...TEXT_CASES,
  ...YAML_CASES,
  ...WRITING_CASES,
  ...KEY_CASES,
  ...VALUE_CASES,
  ...CUSTOMER_CASES,
  ...REPOSITORY_CASES,
  ...READER_CASES,
  ...SYNC_CASES,
  ...ACKNOWLEDGEMENT_CASES,
];

describe("the rules of customers.yaml", () => {
  for (const { rule, it: statement, yaml, problems, today } of CASES) {
    it(`${rule} ${statement}`, () => {
      expect(problemsOf(yaml, today)).to.deep.equal(problems);
    });
  }

  it("have a failing case each, and no case is of an unknown rule", () => {
    const withCase = new Set(CASES.map(({ rule }) => rule));
    expect([...withCase].sort()).to.deep.equal([...RULES, ...WARNING_RULES].map(ruleId).sort());
  });

  it("are broken by the cases that name them", () => {
    const notBroken = CASES.filter(
      ({ rule, problems }) => !problems.some((line) => line.endsWith(`  [${rule}]`)),
    );
    expect(notBroken).to.deep.equal([]);
  });
});

/** The messages about the file: its problems, or else its warnings. */
function problemsOf(yaml: string | Uint8Array, today: string | undefined): string[] {
  const bytes = typeof yaml === "string" ? Buffer.from(yaml) : yaml;
  const result = loadCustomers(bytes, {
    file: "customers.yaml",
    ...(today === undefined ? {} : { today }),
  });
  const lines = result.ok ? result.warnings.map(formatWarning) : result.problems.map(formatProblem);
  return lines.map((line) => line.replace("customers.yaml:", ""));
}
