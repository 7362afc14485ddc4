// The scripts of workflows and pipelines stop at their first failure; and each rule of that shown to fail.
import { basename } from "node:path";
import { expect } from "chai";
import { originalOf } from "./rules";
import { SCRIPT_RULES } from "./scriptRules";
import { readScriptJobs, type ScriptJob } from "./scripts";

describe("the scripts of workflows and pipelines", () => {
  const jobs = readScriptJobs();

  it("are found", () => {
    const names = jobs.map(({ file, name }) => `${originalOf(basename(file))} ${name}`);
    expect([...new Set(names)]).to.deep.equal([
      "access-apply.yml preview",
      "access-apply.yml approve",
      "access-apply.yml apply",
      "access-apply.yml anchor",
      "access-apply.yml forget",
      "access-check.yml access-check",
      "access-nightly.yml rotate",
      "access-nightly.yml anchor",
      "access-nightly.yml report",
      "access-preview.yml find",
      "access-preview.yml approve",
      "access-preview.yml waiting",
      "access-preview.yml preview",
      "access-preview.yml comment",
      "ci.yml ci",
      "apply.yml preview",
      "apply.yml approve",
      "apply.yml apply",
      "apply.yml anchor",
      "check.yml job",
      "nightly.yml rotate",
      "nightly.yml anchor",
      "preview.yml preview",
    ]);
  });

  for (const [name, rule] of Object.entries(SCRIPT_RULES)) {
    it(`hold: ${name}`, () => {
      const broken = jobs.flatMap((job) => rule(job).map((what) => `${job.file}: ${what}`));
      expect(broken).to.deep.equal([]);
    });
  }
});

describe("the rules of scripts", () => {
  const start = "set -euo pipefail\n";
  const job = (text: string, more: Partial<ScriptJob> = {}): ScriptJob => ({
    file: "azure-pipelines/x.yml",
    name: "job",
    goesOnAfterErrors: false,
    scripts: [{ step: "Do", text, env: {} }],
    ...more,
  });
  const UP = `${start}npm run pulumi -- up`;

  const cases: [rule: string, broken: ScriptJob, found: string][] = [
    ["scriptsStopAtFailures", job("set -e\nx"), 'job: "Do" does not begin with set -euo pipefail'],
    [
      "failuresAreNotLostInArguments",
      job(`${start}x=$(a "$b")\ngit checkout "$(cat applied)"`),
      'job: "Do" loses a failure within an argument: git checkout "$(cat applied)"',
    ],
    [
      "failuresAreNotLostInArguments",
      job(`${start}local x=$(a)`),
      'job: "Do" loses a failure within an argument: local x=$(a)',
    ],
    ...["a || true", "a && b", "if a; then b; fi", "! a", "diff <(a) b", "a &"].map(
      (line): [string, ScriptJob, string] => [
        "failuresAreNotLostInConditions",
        job(`${start}if [[ -n "$x" && 1 == 2 ]]; then c; fi\nb || code=$?\n${line}`),
        `job: "Do" loses a failure in a condition: ${line}`,
      ],
    ),
    [
      "pipesAreReadToTheirEnd",
      job(`${start}sed s/a/b/ x | head --bytes 60000`),
      'job: "Do" ends a pipe early: sed s/a/b/ x | head --bytes 60000',
    ],
    ...[`echo "$${"{{ a.b }}"}"`, "echo $(Build.SourceVersionMessage)", "echo $[variables.x]"].map(
      (line): [string, ScriptJob, string] => [
        "scriptsHoldNoExpressions",
        job(`${start}${line}`),
        'job: "Do" has an expression in its script',
      ],
    ),
    ...["always()", "!cancelled()", "succeededOrFailed()", "not(canceled())"].map(
      (condition): [string, ScriptJob, string] => [
        "writersRunAfterSuccessesAlone",
        job("", { scripts: [{ step: "Do", text: UP, env: {}, condition }] }),
        `job: writes if ${condition}`,
      ],
    ),
    [
      "writersRunAfterSuccessesAlone",
      job(UP, { condition: "failure()" }),
      "job: writes if failure()",
    ],
    [
      "writersRunAfterSuccessesAlone",
      job(UP, { goesOnAfterErrors: true }),
      "job: goes on after an error",
    ],
    [
      "updatesStartFromWhatWasApproved",
      job(`${start}npm run --silent applied -- x\n${UP}`),
      "job: updates what nobody approved",
    ],
    [
      "updatesSayWhoApproved",
      job(`${start}npm run apply -- --message "$m"\nnpm run --silent apply -- --plan x`),
      'job: "Do" says not who approved: npm run --silent apply -- --plan x',
    ],
    [
      "npmRepeatsNoArguments",
      job(`${start}npm run check\nnpm run --silent plan -- x\nnpm run apply -- --message "$m"`),
      'job: "Do" has npm print arguments: npm run apply -- --message "$m"',
    ],
  ];

  for (const [rule, broken, found] of cases) {
    it(`find what breaks ${rule}: ${found}`, () => {
      expect(SCRIPT_RULES[rule]?.(broken)).to.deep.equal([found]);
    });
  }

  it("are all shown to fail", () => {
    expect([...new Set(cases.map(([rule]) => rule))]).to.have.members(Object.keys(SCRIPT_RULES));
  });
});
