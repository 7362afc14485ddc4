// Each script of each pipeline with each of its commands failing in turn: nothing that writes runs after a failure.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { COMMIT, type StandIns, standIns } from "./failing";
import { readScriptJobs, type ScriptJob, writesStack } from "./scripts";

const PULL = {
  ...{ number: 12, mergeable: true, merge_commit_sha: COMMIT },
  head: { sha: COMMIT, ref: "change", repo: { full_name: "o/r" } },
  ...{ title: "Title", user: { login: "alice" }, merged_by: { login: "bob" }, merged_at: "now" },
};

/** What GitHub and Azure DevOps have, so that every script goes its longest way. */
const ANSWERS = {
  "repos/o/r/pulls": [PULL],
  "repos/o/r/pulls/12": PULL,
  "repos/o/r/pulls/12/files": [{ filename: "customers.yaml" }],
  "repos/o/r/pulls/12/reviews": [{ user: { login: "bob" }, state: "APPROVED" }],
  [`repos/o/r/git/commits/${COMMIT}`]: { sha: COMMIT, parents: [{ sha: COMMIT }] },
  [`repos/o/r/commits/${COMMIT}/pulls`]: [PULL],
  "repos/o/r/actions/runs/9/approvals": [],
  "repos/o/r/contents/customers.yaml": "customers: {}",
  "repos/o/r/issues": [],
  "repos/o/r/issues/12/comments": [],
  "build/builds/9/timeline": { records: [{ type: "Checkpoint.Approval", id: "a" }] },
  "pipelines/approvals": { value: [] },
  "git/repositories/r/pullrequestquery": {
    results: [{ [COMMIT]: [{ pullRequestId: 12, status: "completed" }] }],
  },
  "git/repositories/r/pullRequests/12": { pullRequestId: 12, title: "Title" },
  "git/repositories/r/pullRequests/12/threads": { value: [] },
  connectionData: { authenticatedUser: { id: "build" } },
};

describe("a command that fails", function () {
  this.timeout(120_000);
  let folder: string;
  let machine: StandIns;

  before(async function () {
    if (spawnSync("jq", ["--version"]).status !== 0) {
      process.stdout.write("    jq is not installed; failing commands are skipped\n");
      this.skip();
    }
    folder = mkdtempSync(join(tmpdir(), "failing-"));
    machine = await standIns(folder, ANSWERS);
  });
  after(() => {
    if (folder !== undefined) rmSync(folder, { recursive: true });
  });

  for (const job of readScriptJobs()) {
    it(`ends its script, and lets nothing write: ${job.file} ${job.name}`, () => {
      const { calls, failed, printed } = machine.run(job);
      expect(failed, printed).to.deep.equal([]);
      for (const failing of calls) expectHeld(job, failing);
    });
  }

  it("is shown by a script that goes on", () => {
    const text = "npm run --silent applied -- x\nnpm run pulumi -- up";
    const scripts = [{ step: "Rotate", text, env: {} }];
    const job = { file: "x", name: "x", goesOnAfterErrors: false, scripts };
    expect(() => expectHeld(job, "1 npm run --silent applied -- x #1")).to.throw(/to deeply equal/);
  });

  /** The script fails, and whatever runs after that writes nothing; a comment or a report of another step may. */
  function expectHeld(job: ScriptJob, failing: string): void {
    const run = machine.run(job, failing);
    const [script] = failing.split(" ");
    const after = run.calls.slice(run.calls.indexOf(failing) + 1);
    expect({
      failing,
      isReached: run.calls.includes(failing),
      isFailed: run.failed.includes(Number(script)),
      writes: after.filter(
        (call) => writesStack(call) || (call.startsWith(`${script} `) && tellsSomebody(call)),
      ),
    }).to.deep.equal({ failing, isReached: true, isFailed: true, writes: [] });
  }
});

/** Does it change a pull request, an issue, an artifact or the folder's commit? */
function tellsSomebody(call: string): boolean {
  return /gh api --method|curl .*--request|git checkout/.test(call);
}
