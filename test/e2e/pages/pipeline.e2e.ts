// The scripts of the workflows in their order, on the emulated stack: check, preview, apply, and the night between.
//
// What only GitHub and Azure can do is left out: actions (checkout, Node, login, artifacts), the approval, and the scripts
// that ask GitHub's API. The packages are not installed again.

import { execFileSync } from "node:child_process";
import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { expect } from "chai";
import { type Emulator, startEmulator } from "../../../emulator/emulator";
import { lastUpdate } from "../../../engine/updateHistory";
import { PASSWORD_PATTERN } from "../../helpers/passwords";
import { copyProject, type ProjectCopy } from "../../helpers/projectCopy";
import { testEngine } from "../../helpers/testEngine";
import { type JobResult, runJob } from "../../workflows/runJob";

const BEFORE = `customers:
  contoso: { repositories: [app/api], displayName: Contoso Ltd }
  fabrikam: { repositories: [app/web] }
`;
const AFTER = BEFORE.replace("[app/api]", "[app/api, app/worker]");

describe("the pipeline", function () {
  this.timeout(600_000);
  let emulator: Emulator;
  let copy: ProjectCopy;
  let state: string;
  let temporary: string;
  const actions = new Set<string>();
  const printed: string[] = [];
  const folders: string[] = [];

  const newFolder = (name: string) => {
    const folder = mkdtempSync(join(tmpdir(), `pipeline-${name}-`));
    folders.push(folder);
    return folder;
  };

  before(async function () {
    // Without a language host, which cannot be built everywhere, the CLI runs no program from its folder.
    if ((await testEngine()).languageHost === undefined) this.skip();
    emulator = await startEmulator();
    copy = copyProject();
    state = newFolder("state");
    temporary = newFolder("runner");
    copyFileSync(join(copy.folder, "Pulumi.dev.yaml"), join(copy.folder, "Pulumi.production.yaml"));
    const { execa } = await import("execa");
    await execa((await testEngine()).pulumi, ["stack", "init", "production", "--non-interactive"], {
      cwd: copy.folder,
      env: environment(),
    });
    commit("main", BEFORE);
  });
  after(async () => {
    await emulator?.close();
    copy?.remove();
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  });

  const git = (...args: string[]) =>
    execFileSync("git", ["-c", "user.name=t", "-c", "user.email=t@t", ...args], {
      cwd: copy.folder,
      encoding: "utf8",
    }).trim();

  /** Puts a version of the file at the tip of a branch. */
  const commit = (branch: string, customersYaml: string) => {
    git("checkout", "--quiet", "-B", branch);
    writeFileSync(join(copy.folder, "customers.yaml"), customersYaml);
    git("add", "--all");
    git("commit", "--quiet", "--message", "Change");
    if (branch === "main") git("update-ref", "refs/remotes/origin/main", "HEAD");
  };

  const environment = () => ({
    ...emulator.environment,
    PATH: [join(copy.folder, "emulator", "plugins"), process.env.PATH].join(delimiter),
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    PULUMI_BACKEND_URL: `file://${state}`,
    PULUMI_CONFIG_PASSPHRASE: "test",
    ARM_USE_OIDC: "",
    CUSTOMER_ACCESS_NOW: emulator.clock.now().toISOString(),
  });

  const lastMessage = async () => {
    const engine = await testEngine();
    const { folder } = copy;
    const env = { ...process.env, ...environment() };
    return (await lastUpdate({ engine, folder, stackName: "production", env }))?.message;
  };

  /** Runs a job on what is checked out, and returns what was written in Azure. */
  const job = async (
    file: string,
    name: string,
    instead: Record<string, () => Promise<void>> = {},
  ): Promise<JobResult & { writes: string[] }> => {
    emulator.journal.clear();
    const result = await runJob(file, name, {
      folder: copy.folder,
      temporary,
      env: environment(),
      expressions: {
        "vars.PULUMI_STACK": "production",
        "github.base_ref": "main",
        "needs.approve.outputs.message": MESSAGE,
        "needs.approve.outputs.provenance": JSON.stringify({ approvers: ["bob", "carol"] }),
        "github.server_url": "https://github.example",
        "github.repository": "o/r",
        "github.run_id": "9",
        ...Object.fromEntries(GIVEN.map((expression) => [expression, ""])),
      },
      instead,
      onAction: (action) => actions.add(action),
    });
    printed.push(...Object.values(result.printed), result.summary);
    const writes = emulator.journal
      .entries()
      .filter(({ host, method }) => /^(arm|vault)/.test(host) && method !== "GET")
      .map(({ method, path }) => `${method} ${path.split("/").slice(-2).join("/")}`)
      .map((line) => line.replace(/-registry-\w+$/, ""));
    return { ...result, writes: writes.sort() };
  };
  /** What the summary of a run keeps as JSON: how it ended, and the head of the records. */
  const lastRun = ({ summary }: JobResult) =>
    JSON.parse(/```json\n(?:.*\n)*?(.*)\n```/.exec(summary)?.[1] ?? "{}") as Record<
      string,
      unknown
    >;
  const expectDone = ({ failedStep, printed: all }: JobResult) =>
    expect(failedStep, all[failedStep ?? ""]).to.equal(undefined);

  it("brings up what main says, after an approval", async () => {
    const preview = await job("access-apply.yml", "preview");
    expectDone(preview);
    expect(preview.writes).to.deep.equal([]);
    expect(preview.summary).to.include("contoso");
    const plan = join(temporary, "plan.json");
    expect(readFileSync(plan, "utf8")).to.not.match(PASSWORD_PATTERN);
    const apply = await job("access-apply.yml", "apply");
    expectDone(apply);
    expect(apply.writes.filter((line) => /generateCredentials/.test(line))).to.have.lengthOf(2);
    expect(existsSync(plan)).to.equal(false);
    expect(await lastMessage()).to.equal(`${MESSAGE}\n\nApproved-by: bob, carol`);
    const { time: _, reason: __, recordSha256, ...run } = lastRun(apply);
    expect(run).to.deep.equal({
      ...{ commit: git("rev-parse", "HEAD"), verdict: "succeeded" },
      ...{ stack: "production", revision: 1 },
    });
    expect(apply.printed.Apply).to.include(`revision 1, record ${recordSha256}`);
  });

  it("checks a pull request, and says what it does to each customer", async () => {
    commit("change", AFTER);
    const check = await job("access-check.yml", "access-check");
    expectDone(check);
    expect(check.writes).to.deep.equal([]);
    expect(check.summary).to.include("app/worker");
  });

  it("stops at a file with a problem", async () => {
    commit("broken", AFTER.replace("contoso:", "Contoso:"));
    const { failedStep, printed: said } = await job("access-check.yml", "access-check");
    expect(failedStep).to.equal("Check customers.yaml");
    expect(said["Check customers.yaml"]).to.include("customers.yaml:2:3");
  });

  it("previews the file of the pull request with the program of main", async () => {
    git("checkout", "--quiet", "main");
    const preview = await job("access-preview.yml", "preview", {
      "Take customers.yaml of the pull request, as data": async () =>
        writeFileSync(join(copy.folder, "customers.yaml"), git("show", "change:customers.yaml")),
    });
    expectDone(preview);
    expect(preview.writes).to.deep.equal([]);
    expect(readFileSync(join(temporary, "plan.md"), "utf8")).to.include("app/worker");
    git("checkout", "--quiet", "--force", "main");
  });

  it("rotates at night from what was approved, while a merged change waits", async () => {
    git("merge", "--quiet", "--ff-only", "change");
    expectDone(await job("access-apply.yml", "preview"));
    emulator.clock.advanceDays(61);
    const night = await job("access-nightly.yml", "rotate");
    expectDone(night);
    expect(night.writes).to.deep.equal([
      "POST vendorimages/generateCredentials",
      "POST vendorimages/generateCredentials",
      "PUT secrets/contoso",
      "PUT secrets/fabrikam",
    ]);
    const commit = git("rev-parse", "HEAD");
    git("checkout", "--quiet", "main");
    expect(await lastMessage()).to.equal(
      `Nightly run: rotates what is due, from the commit that was approved last (https://github.example/o/r/actions/runs/9)\n\nCommit: ${commit}\nRun: https://github.example/o/r/actions/runs/9`,
    );
    const { verdict, revision, commit: logged } = lastRun(night);
    expect({ verdict, revision, commit: logged }).to.deep.equal({
      ...{ verdict: "succeeded", revision: 1, commit },
    });
  });

  it("applies the change as it was previewed before that night, and nothing else", async () => {
    const apply = await job("access-apply.yml", "apply");
    expectDone(apply);
    expect(apply.writes).to.deep.equal(["PUT scopeMaps/contoso-pull"]);
    expectDone(await job("access-apply.yml", "anchor"));
  });

  it("says who needs a person", async () => {
    emulator.clock.advanceDays(20);
    const night = await job("access-nightly.yml", "rotate");
    expectDone(night);
    expect(night.writes).to.deep.equal([]);
    expect(readFileSync(join(temporary, "report.txt"), "utf8")).to.include("contoso");
  });

  it("shows no password, and leaves out only these actions", () => {
    expect(printed.join("\n")).to.not.match(PASSWORD_PATTERN);
    expect([...actions].sort()).to.deep.equal([
      "actions/checkout",
      "actions/download-artifact",
      "actions/setup-node",
      "actions/upload-artifact",
      "azure/login",
    ]);
  });
});

/** Expressions whose value is the emulator's, or of no matter. */
const GIVEN = [
  "vars.PULUMI_BACKEND_URL",
  "vars.AZURE_PREVIEW_CLIENT_ID",
  "vars.AZURE_APPLY_CLIENT_ID",
  "vars.AZURE_TENANT_ID",
  "vars.AZURE_SUBSCRIPTION_ID",
  "github.token",
  "github.sha",
];

/** A title of a pull request is anybody's text: npm, the shell and Pulumi must hand it on as it is. */
const MESSAGE = String.raw`Preview approved by carol (https://run), pull request 12 of alice, merged by bob, reviewed by bob: "\"$(touch pwned)\" ${"`touch pwned`"}; 'x' --yes ü %s \n $HOME"`;
