// The anchor that each pipeline keeps of the history: what makes it changes nothing, and fails no run.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { ask } from "../cli/audit/askAudit";
import { FIXTURES } from "../cli/audit/readHistory";
import { readAllAzureJobs } from "./azure";
import { PROJECT, readWorkflow } from "./read";
import { readScriptJobs, writesStack } from "./scripts";

const STEP = "Anchor the history";
const QUARTER = join(FIXTURES, "quarter");
const jobs = readScriptJobs().filter(({ scripts }) => scripts.some(({ step }) => step === STEP));

describe("the anchor of a pipeline", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "anchor-"));
    writeFileSync(join(folder, "summary"), "");
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it("is kept by each pipeline that writes, in a job of its own that reads and that nothing waits for", () => {
    expect(jobs.map(({ file, name }) => `${file} ${name}`)).to.deep.equal([
      ".github/workflows/access-apply.yml anchor",
      ".github/workflows/access-nightly.yml anchor",
      "azure-pipelines/apply.yml anchor",
      "azure-pipelines/nightly.yml anchor",
    ]);
    for (const { scripts } of jobs) {
      expect(scripts.filter(({ text }) => writesStack(text))).to.deep.equal([]);
    }
    for (const [file, writer] of [
      ["access-apply.yml", "apply"],
      ["access-nightly.yml", "rotate"],
    ] as const) {
      const all = readWorkflow(file).jobs;
      const { needs, if: condition, environment, concurrency, steps = [] } = all.anchor ?? {};
      expect({ needs, condition, environment, concurrency }).to.deep.equal({
        needs: writer,
        condition: `$${`{{ !cancelled() && needs.${writer}.result != 'skipped' }}`}`,
        environment: "access-preview",
        concurrency: undefined,
      });
      const login = steps.find(({ uses }) => uses?.startsWith("azure/login@"));
      expect(login?.with?.["client-id"]).to.equal(`$${"{{ vars.AZURE_PREVIEW_CLIENT_ID }}"}`);
      expect(steps.at(-1)?.with?.path).to.equal(`$${"{{ runner.temp }}/anchor.jsonl"}`);
      const waiting = Object.values(all).filter((job) =>
        [job.needs ?? []].flat().includes("anchor"),
      );
      expect(waiting).to.deep.equal([]);
    }
    const azure = readAllAzureJobs().filter(({ name }) => name === "anchor");
    expect(azure.map(({ environment, condition }) => ({ environment, condition }))).to.deep.equal(
      ["apply", "rotate"].map((writer) => ({
        environment: "access-preview",
        condition: `in(dependencies.${writer}.result, 'Succeeded', 'SucceededWithIssues', 'Failed')`,
      })),
    );
  });

  for (const { file, scripts } of jobs) {
    const text = scripts.find(({ step }) => step === STEP)?.text ?? "exit 9";
    const run = (backend: string) =>
      spawnSync("bash", ["-c", text], {
        cwd: PROJECT,
        encoding: "utf8",
        env: {
          ...{ PATH: process.env.PATH, HOME: folder, PULUMI_BACKEND_URL: backend },
          ...{ RUNNER_TEMP: folder, GITHUB_STEP_SUMMARY: join(folder, "summary"), STACK: "dev" },
          ...{ AGENT_TEMPDIRECTORY: folder, PULUMI_STACK: "dev" },
        },
      });
    const read = (name: string) => readFileSync(join(folder, name), "utf8");

    it(`is one by which the history is verified, and stands in the summary: ${file}`, async () => {
      const { status, stderr } = run(`file://${QUARTER}`);
      expect(status, stderr).to.equal(0);
      const line = read("anchor.jsonl");
      const summary = file.startsWith("azure") ? read("anchor.md") : read("summary");
      expect(summary).to.equal(`\`\`\`json\n${line}\`\`\`\n`);
      const anchors = join(folder, "anchor.jsonl");
      const { data } = await ask({ history: QUARTER, verify: true, anchors });
      expect((data as { anchors: object }).anchors).to.deep.equal({
        compared: 1,
        ofRecordsAlone: 0,
        upToRevision: 11,
        upToEntry: "dev-1790244003667382178",
      });
    });

    it(`fails where the history cannot be read, and keeps nothing: ${file}`, () => {
      const { status, stderr } = run(`file://${folder}`);
      expect(status, stderr).to.equal(2);
      expect(read("anchor.jsonl")).to.equal("");
      expect(read("summary")).to.equal("");
    });
  }
});
