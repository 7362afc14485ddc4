// The workflows that people copy: what they may do, and each rule of it shown to fail.
import { expect } from "chai";
import { readWorkflow, readWorkflows, type Workflow } from "./read";
import { originalOf, RULES } from "./rules";

describe("the workflows", () => {
  it("are found", () => {
    const originals = new Set(readWorkflows().map(({ file }) => originalOf(file)));
    expect([...originals]).to.deep.equal([
      "access-apply.yml",
      "access-check.yml",
      "access-nightly.yml",
      "access-preview.yml",
      "ci.yml",
    ]);
  });

  for (const [name, rule] of Object.entries(RULES)) {
    it(`hold: ${name}`, () => {
      const broken = readWorkflows().flatMap((workflow) =>
        rule(workflow).map((what) => `${workflow.file}: ${what}`),
      );
      expect(broken).to.deep.equal([]);
    });
  }
});

describe("the rules of the workflows", () => {
  /** The workflow after an edit that must change something. */
  const edited = (file: string, from: string | RegExp, to: string): Workflow => {
    const { text } = readWorkflow(file);
    expect(text).to.match(typeof from === "string" ? new RegExp(escaped(from)) : from);
    return readWorkflow(file, text.replace(from, to));
  };

  const cases: [rule: string, workflow: () => Workflow, found: RegExp][] = [
    [
      "noPullRequestTarget",
      () => edited("access-check.yml", "pull_request:", "pull_request_target:"),
      /^starts on pull_request_target$/,
    ],
    [
      "grantsAreMinimal",
      () => edited("access-check.yml", "permissions: {}", "permissions: write-all"),
      /^grants something to all jobs$/,
    ],
    [
      "grantsAreMinimal",
      () => edited("access-preview.yml", "pull-requests: read", "pull-requests: write"),
      /^find grants \{"contents":"read","pull-requests":"write"\}, where /,
    ],
    [
      "grantsAreMinimal",
      () =>
        edited(
          "access-preview.yml",
          "    permissions: {}\n    environment: access-preview-of",
          "#",
        ),
      /^approve grants undefined, where \{\} is due$/,
    ],
    ["actionsArePinned", () => edited("ci.yml", /@[0-9a-f]{40} # v5.0.0/, "@v5"), /@v5$/],
    [
      "checkoutsKeepNoToken",
      () => edited("access-nightly.yml", "persist-credentials: false", "fetch-tags: true"),
      /^rotate leaves GitHub's token in the checkout$/,
    ],
    [
      "packagesRunNoScripts",
      () => edited("access-check.yml", "npm ci --ignore-scripts", "npm ci"),
      /^access-check runs the packages' scripts: npm ci$/,
    ],
    [
      "identitiesAreFederated",
      () => edited("access-apply.yml", "vars.AZURE_APPLY_CLIENT_ID", "secrets.AZURE_CLIENT"),
      /^uses a stored secret$/,
    ],
    [
      "identitiesAreFederated",
      () => edited("access-apply.yml", "    environment: access-production\n", ""),
      /^apply gets an identity outside of an environment$/,
    ],
    [
      "checksHaveNothing",
      () => edited("access-check.yml", "contents: read", "contents: read\n      id-token: write"),
      /^has id-token: write$/,
    ],
    [
      "previewsRunTheMainBranch",
      () => edited("access-preview.yml", /ref: .*default_branch.*/, "ref: refs/pull/1/head"),
      /^preview checks out something else than the main branch$/,
    ],
    [
      "previewsRunTheMainBranch",
      () => edited("access-preview.yml", "mv ", "git checkout FETCH_HEAD; mv "),
      /^preview fetches code$/,
    ],
    [
      "previewsRunTheMainBranch",
      () =>
        edited(
          "access-preview.yml",
          "          name: preview\n      - name: Write",
          "          run-id: 1\n      - name: Write",
        ),
      /^comment takes what another run wrote$/,
    ],
    [
      "writersTakeTurns",
      () => edited("access-nightly.yml", "cancel-in-progress: false", "cancel-in-progress: true"),
      /^rotate may meet another run, or be cancelled by one$/,
    ],
    [
      "writersTakeTurns",
      () =>
        edited("access-apply.yml", "permissions: {}", "permissions: {}\nconcurrency: { group: a }"),
      /^holds the stack while somebody is asked$/,
    ],
    [
      "writersAreApproved",
      () => edited("access-apply.yml", "    needs: approve", "    needs: preview"),
      /^apply applies what nobody approved$/,
    ],
    [
      "writersAreApproved",
      () => edited("access-nightly.yml", "npm run --silent applied", "true"),
      /^rotate applies what nobody approved$/,
    ],
    [
      "writersAreApproved",
      () => edited("access-check.yml", "npm run check", "npm run pulumi -- up"),
      /^access-check writes outside access-production$/,
    ],
    [
      "checksHaveOwnNames",
      () => edited("ci.yml", "  ci:\n", "  access-check:\n"),
      /^access-check is the name of another workflow's job too$/,
    ],
    [
      "checksAlwaysReport",
      () => edited("ci.yml", "pull_request:", "pull_request:\n    paths-ignore: [customers.yaml]"),
      /^reports on some pull requests alone: paths-ignore$/,
    ],
    [
      "checksAlwaysReport",
      () => edited("access-check.yml", "    timeout", "    if: github.actor != 'x'\n    timeout"),
      /^access-check may be skipped, which counts as passed$/,
    ],
    [
      "commentsAreAlwaysWritten",
      () =>
        edited(
          "access-preview.yml",
          "event == 'pull_request'",
          "event == 'pull_request' && github.event.workflow_run.conclusion == 'success'",
        ),
      /^comments only if vars.PULUMI_STACK .+ == 'success'$/,
    ],
    ["shellsAreNamed", () => edited("ci.yml", "shell: bash", "shell: sh"), /^leaves the shell/],
  ];

  for (const [rule, workflow, found] of cases) {
    it(`find what breaks ${rule}: ${found.source}`, () => {
      const broken = RULES[rule]?.(workflow()) ?? [];
      expect(broken.filter((what) => found.test(what))).to.have.lengthOf(1);
    });
  }

  it("are all shown to fail", () => {
    expect([...new Set(cases.map(([rule]) => rule))]).to.have.members(Object.keys(RULES));
  });
});

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
