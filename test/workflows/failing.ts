// Runs the scripts of a job while one of their commands fails: every command on PATH is a stand-in that notes its call.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { executable } from "../engine/fakes";
import { fakeTools, writeAnswers } from "./fakeTools";
import { runsAfterFailure, type ScriptJob } from "./scripts";

/** What happened in one run of a job. */
export interface JobRun {
  /** Every command in its order, such as `2 npm ci --ignore-scripts #1`: the script's number, the words, the how-manieth such call. */
  calls: string[];
  /** The numbers of the scripts that failed. */
  failed: number[];
  /** What was printed, for a test that fails. */
  printed: string;
}

/** A machine on which scripts find nothing but stand-ins. */
export interface StandIns {
  run(job: ScriptJob, failing?: string): JobRun;
}

const STAND_IN = join(__dirname, "standIn.sh");

/** Commands that are as they are on this machine until they are set to fail. */
const REAL = ["cat", "jq", "mv", "paste", "sed", "sort", "stat", "tail", "tee"];
const FAKE = ["curl", "gh", "git", "npm", "sleep"];

/** Makes such a machine in a folder. */
export async function standIns(folder: string, answers: object): Promise<StandIns> {
  const at = (name: string) => join(folder, name);
  const [bin, tools, work, temporary] = [at("bin"), at("tools"), at("work"), at("temporary")];
  for (const each of [bin, tools]) mkdirSync(each);
  await fakeTools(tools);
  await executable(join(tools, "npm"), ...NPM);
  await executable(join(tools, "git"), ...GIT);
  for (const name of ["sleep", "run"]) await executable(join(tools, name), "exit 0");
  for (const name of [...REAL, "sh", "cut"]) {
    const path = spawnSync("which", [name], { encoding: "utf8" }).stdout.trim();
    symlinkSync(path, join(tools, name));
  }
  for (const name of [...REAL, ...FAKE]) symlinkSync(STAND_IN, join(bin, name));
  writeAnswers(at("answers.json"), answers);

  return {
    run(job, failing = "") {
      for (const each of [work, temporary]) rmSync(each, { recursive: true, force: true });
      for (const each of [join(work, ".ci"), temporary]) mkdirSync(each, { recursive: true });
      symlinkSync(STAND_IN, join(work, ".ci", "run"));
      // What another job has handed on.
      for (const name of ["plan.md", "report.txt"]) writeFileSync(join(work, name), "contoso\n");
      const calls = at("calls");
      writeFileSync(calls, "");
      const result: JobRun = { calls: [], failed: [], printed: "" };
      job.scripts.forEach(({ text, env, condition }, index) => {
        if (result.failed.length > 0 && !runsAfterFailure(condition)) return;
        writeFileSync(at("script.sh"), text);
        // Neither -e nor pipefail: as Azure DevOps does it, and more than GitHub does.
        const { status, stdout, stderr } = spawnSync(
          "/bin/bash",
          ["--noprofile", "--norc", at("script.sh")],
          {
            cwd: work,
            encoding: "utf8",
            env: {
              ...given(env),
              ...variablesIn(temporary),
              ...{ PATH: bin, TOOLS: tools, CALLS: calls, FAILING: failing, FOLDER: folder },
              ...{ ANSWERS: at("answers.json"), NOTES: at("notes") },
              SCRIPT: String(index + 1),
            },
          },
        );
        result.printed += `${stdout}${stderr}`;
        if (status !== 0) result.failed.push(index + 1);
      });
      return { ...result, calls: existsSync(calls) ? lines(readFileSync(calls, "utf8")) : [] };
    },
  };
}

/** A commit, as the stand-ins know it. */
export const COMMIT = "b".repeat(40);

const NPM = [
  'case "$*" in',
  `  *" applied "*) echo ${COMMIT} ;;`,
  '  *" plan "*) echo "### Access plan" ;;',
  '  *" deliveries "*) echo "contoso: 401 app/api"; exit 1 ;;',
  '  *" credentials "*) echo "contoso is locked out tomorrow"; exit 1 ;;',
  "esac",
];

const GIT = [
  'case "$*" in',
  "  diff*) echo index.ts ;;",
  `  rev-parse*) echo ${COMMIT} ;;`,
  '  cat-file*) echo "customers: {}" ;;',
  "esac",
];

/** The values of expressions on which a script's way depends; of all others any will do. */
const VALUES: Readonly<Record<string, string>> = {
  "github.event.workflow_run.head_branch": "change",
  "github.event.workflow_run.head_repository.full_name": "o/r",
  "github.event.workflow_run.head_sha": COMMIT,
  "github.event.workflow_run.conclusion": "success",
  "github.event.repository.default_branch": "main",
  "github.repository": "o/r",
  "github.run_id": "9",
  "github.sha": COMMIT,
  "needs.find.outputs.commit": COMMIT,
  "needs.find.outputs.number": "12",
  "needs.rotate.outputs.found": "1",
  "needs.rotate.result": "success",
  "parameters.pullRequest": "12",
};

function given(env: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).map(([name, text]) => [
      name,
      String(text).replace(
        /\$\{\{ (.+?) \}\}|\$\((.+?)\)/g,
        (_, ours?: string, theirs?: string) => VALUES[ours ?? theirs ?? ""] ?? "value",
      ),
    ]),
  );
}

/** What both systems set for every script. */
function variablesIn(temporary: string): Record<string, string> {
  return {
    RUNNER_TEMP: temporary,
    GITHUB_OUTPUT: join(temporary, "output"),
    GITHUB_STEP_SUMMARY: join(temporary, "summary"),
    AGENT_TEMPDIRECTORY: temporary,
    AGENT_JOBSTATUS: "Succeeded",
    PIPELINE_WORKSPACE: temporary,
    PULUMI_STACK: "production",
    SYSTEM_COLLECTIONURI: "https://dev.azure.com/o/",
    SYSTEM_TEAMPROJECTID: "p",
    SYSTEM_PULLREQUEST_TARGETBRANCH: "refs/heads/main",
    BUILD_BUILDID: "9",
    BUILD_REPOSITORY_ID: "r",
    BUILD_SOURCEVERSION: COMMIT,
  };
}

function lines(text: string): string[] {
  return text.split("\n").filter((line) => line !== "");
}
