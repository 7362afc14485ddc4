// The plain Pulumi CLI in the project's own folder: `pulumi preview` and `pulumi up` with the language host.

import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { type Emulator, startEmulator } from "../../emulator/emulator";
import { engineEnvironment } from "../../engine/environment";
import { PASSWORD_PATTERN } from "../helpers/passwords";
import { copyProject, type ProjectCopy } from "../helpers/projectCopy";
import { testEngine } from "../helpers/testEngine";

const REFUSED = `  acr-credentials:index:AccessGuard (access-guard):
    error: acr-credentials:index:AccessGuard resource 'access-guard' has a problem: this change is refused:
      a customer is removed who was not offboarded: contoso (active)
        contosos is new with the repositories of contoso: an id is identity, so to rename a customer keep it and change displayName
        put the entry back with \`state: offboarded\`, run \`pulumi up\`, and remove it with the next change`;

describe("the plain Pulumi CLI", function () {
  this.timeout(180_000);
  let emulator: Emulator;
  let copy: ProjectCopy;

  before(async function () {
    emulator = await startEmulator();
    copy = copyProject();
    mkdirSync(join(copy.folder, "state"));
    const { languageHost } = await testEngine();
    // Without a language host, which cannot be built everywhere, the CLI runs no program from its folder.
    if (languageHost === undefined) this.skip();
    const result = await pulumi("stack", "init", "dev");
    expect(result.exitCode, result.all).to.equal(0);
  });
  after(async () => {
    await emulator.close();
    copy.remove();
  });

  const pulumi = (...args: string[]) => pulumiIn({}, ...args);

  async function pulumiIn(given: Record<string, string>, ...args: string[]) {
    const { execa } = await import("execa");
    const engine = await testEngine();
    return execa(engine.pulumi, [...args, "--non-interactive"], {
      cwd: copy.folder,
      env: {
        ...process.env,
        ...engineEnvironment(engine, { standIns: join(copy.folder, "emulator", "plugins") }),
        ...emulator.environment,
        ...given,
        PULUMI_BACKEND_URL: `file://${join(copy.folder, "state")}`,
        PULUMI_CONFIG_PASSPHRASE: "test",
      },
      extendEnv: false,
      reject: false,
      all: true,
    });
  }

  it("previews the example", async () => {
    const result = await pulumi("preview", "--stack", "dev");
    expect(result.exitCode, result.all).to.equal(0);
    expect(result.stdout).to.include("+ 25 to create");
    expect(emulator.journal.entries().filter(({ method }) => method === "PUT")).to.deep.equal([]);
  });

  it("brings it up without showing a password even with --debug, and has nothing to do the second time", async () => {
    const first = await pulumi("up", "--yes", "--skip-preview", "--debug", "--stack", "dev");
    expect(first.exitCode, first.all).to.equal(0);
    expect(first.all).to.include("debug:");
    expect(PASSWORD_PATTERN.test(first.all ?? "")).to.equal(false);
    expect(first.stdout).to.include("+ 25 created");
    const second = await pulumi("up", "--yes", "--skip-preview", "--stack", "dev");
    expect(second.exitCode, second.all).to.equal(0);
    expect(second.stdout).to.include("25 unchanged");
  });

  it("refuses to rename a customer, in our words alone", async () => {
    const file = join(copy.folder, "customers.yaml");
    const text = readFileSync(file, "utf8");
    writeFileSync(file, text.replace("  contoso:", "  contosos:"));
    const result = await pulumi("preview", "--stack", "dev");
    writeFileSync(file, text);
    expect(result.exitCode, result.all).to.equal(1);
    // How many resources it had looked at by then, and of what else it warned, differs from run to run.
    const [start = ""] = REFUSED.split("\n");
    const [said] = result.stdout.slice(result.stdout.indexOf(start)).split("\n\n");
    expect(said).to.equal(REFUSED);
  });

  it("forgets nothing when another metadata host is left in the environment", async () => {
    const left = { ARM_METADATA_HOSTNAME: "localhost:1" };
    const result = await pulumiIn(left, "refresh", "--yes", "--skip-preview", "--stack", "dev");
    expect(result.exitCode, result.all).to.equal(1);
    expect(result.all).to.match(/this stack is in the cloud localhost:\d+, but the environment/);
    expect(result.stdout).to.not.include("deleted");
  });

  it("names each missing setting with the command that sets it, without a stack trace", async () => {
    await pulumi("config", "rm", "customer-access:registryName", "--stack", "dev");
    await pulumi("config", "rm", "customer-access:vaultName", "--stack", "dev");
    const result = await pulumi("preview", "--stack", "dev");
    expect(result.exitCode).to.not.equal(0);
    expect(result.all).to.include("pulumi config set customer-access:registryName <name>");
    expect(result.all).to.include("pulumi config set customer-access:vaultName <name>");
    expect(result.all).to.not.match(/\n\s+at /);
  });
});
