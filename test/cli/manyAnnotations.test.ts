// Annotations where the systems would drop or cut them: nothing is left out silently.
import { expect } from "chai";
import { annotations } from "../../cli/annotations";
import type { Problem } from "../../customers/problem";
import { azureCommand, gitHubCommand } from "./buildSystems";

const GITHUB = { GITHUB_ACTIONS: "true" };
const AZURE = { TF_BUILD: "True" };

const PROBLEM: Problem = {
  file: "customers.yaml",
  line: 3,
  column: 5,
  path: "customers.contoso.repositories[1]",
  rule: "repository-path-is-valid",
  message: "is not a repository path",
};

describe("annotations that are too many or too long", () => {
  it("tell by the tenth how many more there are, where the systems would drop them", () => {
    const problems = (count: number) =>
      Array.from({ length: count }, (_, index) => ({ ...PROBLEM, line: index + 1 }));
    for (const [env, message] of [
      [GITHUB, (line = "") => gitHubCommand(line)?.data],
      [AZURE, (line = "") => azureCommand(line)?.data],
    ] as const) {
      const said = (count: number) =>
        annotations(problems(count), env).map((line) => message(line));
      const each = message(annotations(problems(1), env)[0]);
      expect(said(10)).to.deep.equal(Array(10).fill(each));
      expect(said(11)).to.deep.equal([
        ...Array(9).fill(each),
        "here and below are 2 more problems: see the log",
      ]);
      const warnings = annotations(problems(11), env, "warning");
      expect(warnings.map((line) => message(line)).at(-1)).to.equal(
        "here and below are 2 more warnings: see the log",
      );
    }
  });

  it("say that the rest of a message is in the log, where GitHub would cut it", () => {
    const message = "x".repeat(5_000);
    const [line = ""] = annotations([{ ...PROBLEM, path: "", message }], GITHUB);
    expect(gitHubCommand(line)?.data).to.equal(
      `${"x".repeat(4_096 - 27)} … (the rest is in the log)`,
    );
  });
});
