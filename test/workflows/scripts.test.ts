// The scripts of the workflows that ask GitHub, against a gh that answers from a table and notes what it is told to do.
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { expect } from "chai";
import { executable } from "../engine/fakes";
import { readWorkflow } from "./read";

const MERGE = "c".repeat(40);
const MARKER = "<!-- customer-access-plan -->";

/** Answers what GitHub has under a path; the rest is noted, with the body that was sent. */
const GH = [
  'method=GET; filter=.; path=""; sent=""',
  "shift",
  'while [ $# -gt 0 ]; do case "$1" in',
  "  --paginate|--silent) ;;",
  '  --jq) filter="$2"; shift ;;',
  '  --method) method="$2"; shift ;;',
  '  --raw-field) sent="$sent $2"; shift ;;',
  '  --field) case "$2" in body=@*) sent="$sent $(cat "$(echo "$2" | cut -c 7-)")" ;; *) sent="$sent $2" ;; esac; shift ;;',
  '  *) path="$1" ;;',
  "esac; shift; done",
  'if [ "$method" = GET ]; then exec jq --raw-output --arg path "$(echo "$path" | cut -d "?" -f 1)" ".[\\$path] | $filter" "$ANSWERS"; fi',
  'echo "$method $path$sent" >> "$NOTES"',
];

describe("the scripts that ask GitHub", () => {
  let folder: string;

  before(function () {
    if (spawnSync("jq", ["--version"]).status === 0) return;
    process.stdout.write("    jq is not installed; what the scripts ask GitHub is skipped\n");
    this.skip();
  });
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), "scripts-"));
    mkdirSync(join(folder, "work"));
    await executable(join(folder, "bin", "gh"), ...GH);
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  /** Runs the script of the job's last step, where GitHub has these answers by path. */
  function run(
    [file, job]: [file: string, job: string],
    { answers = {}, env = {} }: { answers?: object; env?: Record<string, string> },
  ) {
    const path = (name: string) => join(folder, name);
    writeFileSync(path("answers.json"), JSON.stringify(answers));
    for (const name of ["notes", "output"]) writeFileSync(path(name), "");
    const script = readWorkflow(file).jobs[job]?.steps.at(-1)?.run ?? "exit 9";
    writeFileSync(path("script.sh"), script);
    const bash = ["--noprofile", "--norc", "-eo", "pipefail", path("script.sh")];
    const { status, stdout, stderr } = spawnSync("bash", bash, {
      cwd: path("work"),
      encoding: "utf8",
      env: {
        PATH: [path("bin"), process.env.PATH].join(delimiter),
        ANSWERS: path("answers.json"),
        NOTES: path("notes"),
        GITHUB_OUTPUT: path("output"),
        REPOSITORY: "o/r",
        RUN_URL: "https://run",
        ...env,
      },
    });
    expect(status, stderr).to.equal(0);
    const read = (name: string) => readFileSync(path(name), "utf8").trimEnd();
    return { printed: stdout.trimEnd(), output: read("output"), notes: read("notes") };
  }

  describe("to find the pull request", () => {
    const find = (files: object[], more: object = {}) =>
      run(["access-preview.yml", "find"], {
        answers: {
          "repos/o/r/pulls": [
            { number: 7, head: { sha: "aaa" } },
            { number: 12, head: { sha: "bbb" } },
          ],
          "repos/o/r/pulls/12": { head: { sha: "bbb" }, merge_commit_sha: MERGE, ...more },
          "repos/o/r/pulls/12/files": files,
        },
        env: { HEAD_SHA: "bbb" },
      });

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
        expect(find([...files]).output).to.equal(
          `number=12\ncommit=${MERGE}\nonly-customers=${only}`,
        );
      });
    }

    it("give nothing where it has moved on, or cannot be merged", () => {
      for (const more of [{ head: { sha: "ddd" } }, { merge_commit_sha: null }]) {
        expect(find([], more)).to.deep.equal({
          printed: "pull request 12 has moved on, or cannot be merged",
          output: "",
          notes: "",
        });
      }
    });
  });

  describe("to comment on it", () => {
    const comment = (comments: object[], env: Record<string, string> = {}) =>
      run(["access-preview.yml", "comment"], {
        answers: { "repos/o/r/issues/12/comments": comments },
        env: { NUMBER: "12", ONLY_CUSTOMERS: "true", RESULT: "success", ...env },
      }).notes;

    it("write a comment, and later change that one and nobody else's", () => {
      writeFileSync(join(folder, "work", "plan.md"), "# Plan\n");
      const text = `${MARKER}\n# Plan\n\nPreview: success, https://run`;
      const other = { id: 1, user: { login: "mallory" }, body: MARKER };
      const own = { id: 5, user: { login: "github-actions[bot]" }, body: `${MARKER}\nold` };
      expect(comment([other])).to.equal(`POST repos/o/r/issues/12/comments ${text}`);
      expect(comment([other, own])).to.equal(`PATCH repos/o/r/issues/comments/5 ${text}`);
    });

    it("say that there is no preview, and by which program it was made", () => {
      const lines = comment([], { ONLY_CUSTOMERS: "false", RESULT: "failure" }).split("\n");
      expect(lines[1]).to.match(/^This pull request touches more than customers\.yaml\. /);
      expect(lines.slice(3)).to.deep.equal([
        "The preview gave no result.",
        "",
        "Preview: failure, https://run",
      ]);
    });
  });

  describe("to report the night", () => {
    const report = (RESULT: string, text: string, issues: object[]) => {
      writeFileSync(join(folder, "work", "report.txt"), text);
      return run(["access-nightly.yml", "report"], {
        answers: { "repos/o/r/issues": issues },
        env: { RESULT },
      }).notes;
    };
    const issue = { number: 3, title: "Customer access needs a person" };

    it("open an issue, change it, and close it", () => {
      const said = "The nightly run: success, https://run\n\n    contoso";
      expect(report("success", "contoso\n", [])).to.equal(
        `POST repos/o/r/issues title=Customer access needs a person ${said}`,
      );
      expect(report("success", "contoso\n", [issue])).to.equal(`PATCH repos/o/r/issues/3 ${said}`);
      expect(report("success", "", [issue])).to.equal("PATCH repos/o/r/issues/3 state=closed");
      expect(report("success", "", [{ number: 4, title: "Another" }])).to.equal("");
    });

    it("tell of a run that failed, also where it left no report", () => {
      expect(report("failure", "", [issue])).to.equal(
        "PATCH repos/o/r/issues/3 The nightly run: failure, https://run",
      );
    });
  });

  it("delete the plan", () => {
    const { notes } = run(["access-apply.yml", "forget"], { env: { PLAN: "9" } });
    expect(notes).to.equal("DELETE repos/o/r/actions/artifacts/9");
  });
});
