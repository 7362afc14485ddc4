// How a run ended, as the summary and the artifact keep it: also of a run that ended before it did anything.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { readProvenance } from "../../access/provenance";
import { readAllAzureJobs } from "./azure";
import { readWorkflow } from "./read";
import { hasJq, type ScriptFolder, scriptFolder } from "./runScript";
import { readScriptJobs } from "./scripts";

const STEP = "Say how the run ended";
const LINE = '{"time":"2026-11-21T15:30:00.000Z","verdict":"succeeded","reason":"```x"}';

describe("the end of a run that writes", () => {
  let folder: ScriptFolder;

  before(function () {
    if (!hasJq()) this.skip();
  });
  beforeEach(async () => {
    folder = await scriptFolder();
  });
  afterEach(() => folder.remove());

  const jobs = readScriptJobs().filter(({ scripts }) => scripts.some(({ step }) => step === STEP));

  it("is kept by each pipeline that writes", () => {
    expect(jobs.map(({ file }) => file)).to.deep.equal([
      ".github/workflows/access-apply.yml",
      ".github/workflows/access-nightly.yml",
      "azure-pipelines/apply.yml",
      "azure-pipelines/nightly.yml",
    ]);
    for (const { scripts } of jobs) {
      const { condition } = scripts.find(({ step }) => step === STEP) ?? {};
      expect(condition).to.match(/^(\$\{\{ !cancelled\(\) \}\}|not\(canceled\(\)\))$/);
    }
    for (const file of ["access-apply.yml", "access-nightly.yml"]) {
      const uploads = Object.values(readWorkflow(file).jobs)
        .flatMap(({ steps }) => steps)
        .filter(({ name }) => name === "Keep how the run ended");
      expect(uploads.map((step) => step.with?.path)).to.deep.equal([
        "$" + "{{ runner.temp }}/runs.jsonl",
      ]);
    }
    const published = readAllAzureJobs().flatMap(({ file, steps }) =>
      steps.flatMap((step) => ("publish" in step ? [`${file} ${step.publish}`] : [])),
    );
    expect(published).to.include.members(
      ["apply.yml", "nightly.yml"].map((file) => `${file} $(Agent.TempDirectory)/runs.jsonl`),
    );
  });

  for (const { file, scripts } of jobs) {
    const text = scripts.find(({ step }) => step === STEP)?.text ?? "exit 9";
    const end = () => {
      const summary = join(folder.work, "runs.md");
      folder.run(text, {
        env: {
          ...{ RUNNER_TEMP: folder.work, GITHUB_STEP_SUMMARY: summary, STACK: "production" },
          ...{ AGENT_TEMPDIRECTORY: folder.work, PULUMI_STACK: "production" },
        },
      });
      return readFileSync(summary, "utf8");
    };

    it(`stands in its summary: ${file}`, () => {
      folder.write("runs.jsonl", `${LINE}\n`);
      expect(end()).to.equal(`\`\`\`json\n${LINE}\n\`\`\`\n`);
    });

    it(`is written where the stack was never touched: ${file}`, () => {
      const summary = end();
      const line = folder.read("runs.jsonl");
      expect(summary).to.equal(`\`\`\`json\n${line}\`\`\`\n`);
      const { time, ...run } = JSON.parse(line) as { time: string };
      expect(Date.now() - Date.parse(time)).to.be.within(0, 60_000);
      expect(run).to.deep.equal({
        ...{ verdict: "failed", reason: "the run ended before the stack was touched" },
        stack: "production",
      });
    });
  }

  const previews = readScriptJobs().filter(({ scripts }) =>
    scripts.some(({ step }) => step === "Say why there is no plan"),
  );

  it("is kept also of a preview without a plan, in both systems", () => {
    expect(previews.map(({ file, name }) => `${file} ${name}`)).to.deep.equal([
      ".github/workflows/access-apply.yml preview",
      "azure-pipelines/apply.yml preview",
    ]);
  });

  for (const { file, scripts } of previews) {
    for (const [code, run] of [
      [
        "1",
        { verdict: "refused", reason: "the guard refuses the change: see the summary of the run" },
      ],
      ["2", { verdict: "failed", reason: "the preview failed: see the log of the run" }],
      ["", { verdict: "failed", reason: "the preview failed: see the log of the run" }],
    ] as const) {
      it(`says why there is no plan, where the plan ended with "${code}": ${file}`, () => {
        const { text = "exit 9", condition } =
          scripts.find(({ step }) => step === "Say why there is no plan") ?? {};
        expect(condition).to.match(/^(\$\{\{ failure\(\) \}\}|failed\(\))$/);
        folder.write("code", code);
        folder.run(text, {
          env: {
            ...{ RUNNER_TEMP: folder.work, STACK: "production", COMMIT: "b".repeat(40) },
            ...{ AGENT_TEMPDIRECTORY: folder.work, PULUMI_STACK: "production" },
            BUILD_SOURCEVERSION: "b".repeat(40),
          },
        });
        const { time: _, ...line } = JSON.parse(folder.read("runs.jsonl")) as object & {
          time: string;
        };
        expect(line).to.deep.equal({ commit: "b".repeat(40), stack: "production", ...run });
      });
    }
  }

  it("names in the night the commit that was approved last, as the plugin reads it", () => {
    for (const { scripts } of jobs.filter(({ file }) => file.includes("nightly"))) {
      const text = scripts.find(({ step }) => step === "Rotate")?.text ?? "";
      const line = text.split("\n").find((each) => each.startsWith("CUSTOMER_ACCESS_PROVENANCE="));
      const commit = "b".repeat(40);
      const { printed } = folder.run(`set -eu\n${line}\necho "$CUSTOMER_ACCESS_PROVENANCE"`, {
        env: { commit, run: "https://run", RUN_URL: "https://run" },
      });
      expect(readProvenance(printed)).to.deep.equal({
        provenance: { commit, run: "https://run" },
      });
    }
  });
});
