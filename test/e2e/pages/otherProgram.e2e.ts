// docs/stacks.md: the program of somebody else that declares CustomerAccess, made from the page's own files and previewed.

import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { type Emulator, startEmulator } from "../../../emulator/emulator";
import { engineEnvironment } from "../../../engine/environment";
import { copyProject, type ProjectCopy } from "../../helpers/projectCopy";
import { testEngine } from "../../helpers/testEngine";

const PROJECT = join(__dirname, "../../..");
const PAGE = readFileSync(join(PROJECT, "docs", "stacks.md"), "utf8");
const [, SECTION = ""] = PAGE.split("## The component in another program\n");

/** The file that the page shows in a block of this language. */
const shown = (language: string) =>
  new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\`$`, "ms").exec(SECTION)?.[1] ?? "";

const FILES = {
  "package.json": shown("json"),
  "Pulumi.yaml": shown("yaml"),
  "index.cjs": shown("js"),
  "program.ts": shown("ts"),
  "customers.yaml": "customers:\n  contoso:\n    repositories: [app/api]\n",
};

describe("CustomerAccess in another program", function () {
  this.timeout(180_000);
  const folder = mkdtempSync(join(tmpdir(), "other-program-"));
  let emulator: Emulator;
  let copy: ProjectCopy;

  before(async function () {
    emulator = await startEmulator();
    copy = copyProject();
    const { languageHost } = await testEngine();
    // Without a language host, which cannot be built everywhere, the CLI runs no program from its folder.
    if (languageHost === undefined) this.skip();
    for (const [name, text] of Object.entries(FILES)) writeFileSync(join(folder, name), text);
    installIn(folder, copy.folder);
    mkdirSync(join(folder, "state"));
  });
  after(async () => {
    await emulator.close();
    copy.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  async function run(command: readonly string[], cwd = folder) {
    const { execa } = await import("execa");
    const engine = await testEngine();
    const [program = "", ...args] = command;
    const { all, exitCode } = await execa(program, args, {
      cwd,
      env: {
        ...process.env,
        ...engineEnvironment(engine, { standIns: join(copy.folder, "emulator", "plugins") }),
        ...emulator.environment,
        PULUMI_BACKEND_URL: `file://${join(folder, "state")}`,
        PULUMI_HOME: join(folder, "home"),
        PULUMI_CONFIG_PASSPHRASE: "test",
      },
      extendEnv: false,
      reject: false,
      all: true,
      input: "",
    });
    expect(exitCode, all).to.equal(0);
    return all;
  }

  it("previews and declares what the file gives", async () => {
    await run(["pulumi", "stack", "init", "dev"]);
    const settings = {
      "azure-native:subscriptionId": emulator.subscriptionId,
      "customer-access:resourceGroupName": "registry-access",
      "customer-access:registryName": "vendorimages",
      "customer-access:vaultName": "vendor-access",
    };
    for (const [key, value] of Object.entries(settings)) {
      await run(["pulumi", "config", "set", key, value, "--stack", "dev"]);
    }
    expect(await run(["pulumi", "preview", "--stack", "dev"])).to.include("+ 9 to create");
    const up = await run(["pulumi", "up", "--yes", "--skip-preview", "--stack", "dev"]);
    expect(up).to.include("+ 9 created");
    expect(up).to.match(/contoso: "contoso-registry-/);
  });

  it("is understood by the commands of this project", async () => {
    const given = ["--folder", folder, "--stack", "dev"];
    const customers = ["--customers", join(folder, "customers.yaml")];
    const command = (name: string, ...args: string[]) =>
      run(["npm", "run", "-s", name, "--", ...given, ...args], copy.folder);
    expect(await command("plan", ...customers)).to.include("none of 1 customer gains or loses");
    expect(await command("credentials")).to.include("1 customer: nothing is wrong");
    expect(await command("recover")).to.include("nothing to recover");
  });
});

/** As npm leaves it: the packages, and this project beside them by a link. */
function installIn(folder: string, access: string): void {
  const packages = join(folder, "node_modules");
  mkdirSync(packages);
  for (const name of readdirSync(join(PROJECT, "node_modules"))) {
    symlinkSync(join(PROJECT, "node_modules", name), join(packages, name));
  }
  symlinkSync(access, join(folder, "access"));
  symlinkSync("../access", join(packages, "registry-customer-access"));
}
