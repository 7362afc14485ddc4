// The scripts of the workflows that ask GitHub, against a gh that answers from a table and notes its calls.
import { expect } from "chai";
import { readWorkflow } from "./read";
import { hasJq, type ScriptFolder, scriptFolder } from "./runScript";

const HEAD = "b".repeat(40);
const MERGE = "c".repeat(40);
const MARKER = "<!-- customer-access-plan -->";

describe("the scripts that ask GitHub", () => {
  let folder: ScriptFolder;

  before(function () {
    if (!hasJq()) this.skip();
  });
  beforeEach(async () => {
    folder = await scriptFolder();
  });
  afterEach(() => folder.remove());

  /** Runs the script of the job's last step, where GitHub has these answers by path. */
  function run(
    [file, job]: [file: string, job: string],
    { answers = {}, env = {} }: { answers?: object; env?: Record<string, string> },
  ) {
    const script = readWorkflow(file).jobs[job]?.steps.at(-1)?.run ?? "exit 9";
    return folder.run(script, {
      answers,
      env: { REPOSITORY: "o/r", RUN_URL: "https://run", HEAD_SHA: HEAD, ...env },
    });
  }

  describe("to find the pull request", () => {
    const find = (files: object[], more: object = {}, parents = [{ sha: HEAD }]) =>
      run(["access-preview.yml", "find"], {
        answers: {
          "repos/o/r/pulls": [
            { number: 15, head: { ...head, sha: "aaa" } },
            { number: 14, head: { ...head, ref: "other" } },
            { number: 13, head: { ...head, repo: { full_name: "fork/r" } } },
            { number: 12, head },
          ],
          "repos/o/r/pulls/12": {
            head: { sha: HEAD },
            mergeable: true,
            merge_commit_sha: MERGE,
            ...more,
          },
          "repos/o/r/pulls/12/files": files,
          [`repos/o/r/git/commits/${MERGE}`]: { sha: MERGE, parents },
        },
        env: { BRANCH: "main", HEAD_BRANCH: "change", HEAD_REPOSITORY: "o/r" },
      });
    const head = { sha: HEAD, ref: "change", repo: { full_name: "o/r" } };
    const output = (commit: string, only: boolean) =>
      `number=12\ncommit=${commit}\nonly-customers=${only}`;

    for (const [only, what, files] of [
      [true, "customers.yaml alone", [{ filename: "customers.yaml" }]],
      [false, "code as well", [{ filename: "customers.yaml" }, { filename: "index.ts" }]],
      [
        false,
        "a file that had another name",
        [{ filename: "customers.yaml", previous_filename: "index.ts" }],
      ],
      [false, "a file of that name elsewhere", [{ filename: "test/customers.yaml" }]],
      [false, "a name that begins like it", [{ filename: "customers.yaml\nindex.ts" }]],
    ] as const) {
      it(`say whether it touches nothing else: ${what}`, () => {
        expect(find([...files]).output).to.equal(output(MERGE, only));
      });
    }

    it("take the one of the branch that was checked, though newer ones end with the same commit", () => {
      expect(find([{ filename: "customers.yaml" }]).output).to.equal(output(MERGE, true));
    });

    it("give nothing where it has moved on, of which the next run tells", () => {
      expect(find([], { head: { sha: "ddd" } })).to.deep.equal({
        printed: "pull request 12 has moved on",
        output: "",
        notes: "",
      });
    });

    it("name no merge where it cannot be merged, or where the last one tried is of an earlier commit", () => {
      const files = [{ filename: "customers.yaml" }];
      expect(find(files, { mergeable: false }).output).to.equal(output("", true));
      expect(find(files, {}, [{ sha: "a".repeat(40) }]).output).to.equal(output("", true));
    });
  });

  describe("to comment on it", () => {
    const comment = (comments: object[], env: Record<string, string> = {}, job = "comment") =>
      run(["access-preview.yml", job], {
        answers: { "repos/o/r/issues/12/comments": comments },
        env: {
          ...{ NUMBER: "12", ONLY_CUSTOMERS: "true", RESULT: "success", COMMIT: MERGE },
          ...{ CHECK: "success", CHECK_URL: "https://check", ...env },
        },
      }).notes;
    const own = { id: 5, user: { login: "github-actions[bot]" }, body: `${MARKER}\nold` };
    const start = (check: string, preview: string) =>
      `${MARKER}\nCommit ${HEAD}: check ${check}, preview ${preview}, https://run\n\n`;

    it("write a comment, and later change that one and nobody else's", () => {
      folder.write("plan.md", "# Plan\n");
      const text = `${start("success", "success")}# Plan`;
      const other = { id: 1, user: { login: "mallory" }, body: MARKER };
      expect(comment([other])).to.equal(`POST repos/o/r/issues/12/comments ${text}`);
      expect(comment([other, own])).to.equal(`PATCH repos/o/r/issues/comments/5 ${text}`);
    });

    it("put a commit whose check failed in the place of the harmless one before", () => {
      folder.write("plan.md", "> [!CAUTION]\n> This change is refused.\n");
      expect(comment([own], { CHECK: "failure", RESULT: "failure" })).to.equal(
        `PATCH repos/o/r/issues/comments/5 ${start("failure", "failure")}**The check of this commit did not succeed**: https://check\n\n> [!CAUTION]\n> This change is refused.`,
      );
    });

    it("say that there is no preview: skipped, not mergeable, of another program", () => {
      expect(comment([own], { CHECK: "cancelled", RESULT: "skipped" })).to.equal(
        `PATCH repos/o/r/issues/comments/5 ${start("cancelled", "skipped")}**The check of this commit did not succeed**: https://check\n\nThe preview gave no result.`,
      );
      expect(comment([own], { COMMIT: "", RESULT: "skipped" })).to.equal(
        `PATCH repos/o/r/issues/comments/5 ${start("success", "skipped")}This commit cannot be merged into the main branch as it is, so nothing was previewed.\n\nThe preview gave no result.`,
      );
      const lines = comment([], { ONLY_CUSTOMERS: "false", RESULT: "failure" }).split("\n");
      expect(lines[3]).to.match(/^This pull request touches more than customers\.yaml\. /);
      expect(lines.slice(4)).to.deep.equal(["", "The preview gave no result."]);
    });

    it("say at once that a preview waits for somebody", () => {
      expect(comment([own], {}, "waiting")).to.equal(
        `PATCH repos/o/r/issues/comments/5 ${start("success", "waiting")}This commit touches more than customers.yaml. It is previewed when somebody has looked at what else it touches.`,
      );
    });

    it("cut nothing off, and say where the rest is", () => {
      folder.write("plan.md", "ü".repeat(30_001));
      expect(comment([])).to.equal(
        `POST repos/o/r/issues/12/comments ${start("success", "success")}The preview has 60002 bytes, more than a comment holds: run npm run plan, or read the artifact of https://run`,
      );
    });
  });

  describe("to say who approved what", () => {
    const record = (answers: object) =>
      run(["access-apply.yml", "approve"], {
        answers: {
          "repos/o/r/actions/runs/9/approvals": [
            {
              state: "approved",
              user: { login: "carol" },
              environments: [{ name: "access-approval" }],
            },
            {
              state: "rejected",
              user: { login: "dave" },
              environments: [{ name: "access-approval" }],
            },
            { state: "approved", user: { login: "erin" }, environments: [{ name: "other" }] },
          ],
          [`repos/o/r/commits/${HEAD}/pulls`]: [
            { number: 11, merged_at: null },
            { number: 12, merged_at: "2026-11-21T15:29:17Z" },
          ],
          "repos/o/r/pulls/12": {
            ...{ number: 12, user: { login: "alice" }, merged_by: { login: "bob" } },
            title: 'Contoso: "$(touch x)" `touch y`\n::error::z ###[add-mask]x',
          },
          "repos/o/r/pulls/12/reviews": [
            { user: { login: "bob" }, state: "APPROVED" },
            { user: { login: "bob" }, state: "COMMENTED" },
            { user: { login: "frank" }, state: "APPROVED" },
            { user: { login: "frank" }, state: "CHANGES_REQUESTED" },
          ],
          ...answers,
        },
        env: { COMMIT: HEAD, RUN: "9", AUTHOR: "pusher" },
      });

    it("name the approver, the pull request and its reviewers, and hand on no command that its title holds", () => {
      expect(record({})).to.deep.equal({
        printed: "",
        output: String.raw`message=Preview approved by carol (https://run), pull request 12 of alice, merged by bob, reviewed by bob: "Contoso: \"$(touch x)\" ${"`touch y`"} : :error: :z # # #[add-mask]x"
provenance={"commit":"${HEAD}","author":"alice","pullRequest":"12","approvers":["bob","carol"],"run":"https://run"}`,
        notes: "",
      });
    });

    it("say where there is none", () => {
      const none = {
        "repos/o/r/actions/runs/9/approvals": [],
        [`repos/o/r/commits/${HEAD}/pulls`]: [],
      };
      expect(record(none).output).to.equal(
        `message=Preview approved by nobody (https://run), a commit of no pull request
provenance={"commit":"${HEAD}","author":"pusher","pullRequest":"","approvers":[],"run":"https://run"}`,
      );
    });
  });

  describe("to report the night", () => {
    const report = (RESULT: string, FOUND: string, issues: object[]) =>
      run(["access-nightly.yml", "report"], {
        answers: { "repos/o/r/issues": issues },
        env: { RESULT, FOUND },
      }).notes;
    const issue = { number: 3, title: "Customer access needs a person" };

    it("open an issue, change it, and close it", () => {
      folder.write("report.txt", "contoso\n");
      const said = "The nightly run: success, https://run\n\n    contoso";
      expect(report("success", "1", [])).to.equal(
        `POST repos/o/r/issues title=Customer access needs a person ${said}`,
      );
      expect(report("success", "1", [issue])).to.equal(`PATCH repos/o/r/issues/3 ${said}`);
      expect(report("success", "0", [issue])).to.equal("PATCH repos/o/r/issues/3 state=closed");
      expect(report("success", "0", [{ number: 4, title: "Another" }])).to.equal("");
    });

    it("report a run that failed, and a report that got lost", () => {
      const lost = "\n\nNo report came with it; see the log of that run.";
      expect(report("failure", "", [issue])).to.equal(
        `PATCH repos/o/r/issues/3 The nightly run: failure, https://run${lost}`,
      );
      expect(report("success", "1", [issue])).to.equal(
        `PATCH repos/o/r/issues/3 The nightly run: success, https://run${lost}`,
      );
    });

    it("leave whole lines of the beginning out of a report that is too long, and say so", () => {
      const line = `${"ü".repeat(100)}\n`;
      folder.write("report.txt", line.repeat(1_000));
      const lines = report("success", "1", []).split("\n");
      expect(lines[2]).to.equal(
        "The report has 205000 bytes, more than an issue holds. This is its end; all of it is in the log of that run.",
      );
      expect(lines.slice(4)).to.deep.equal(Array(292).fill(`    ${line.trimEnd()}`));
    });
  });

  it("delete the plan", () => {
    const { notes } = run(["access-apply.yml", "forget"], { env: { PLAN: "9" } });
    expect(notes).to.equal("DELETE repos/o/r/actions/artifacts/9");
  });
});
