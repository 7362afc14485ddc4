// docs/azure.md, and then docs/stacks.md, done on the emulator as they stand there: every command that needs no Azure prints what the page shows.

import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { type Emulator, startEmulator } from "../../../emulator/emulator";
import { engineEnvironment } from "../../../engine/environment";
import { missingLine, walkthrough } from "../../docs/walkthrough";
import { copyProject, type ProjectCopy } from "../../helpers/projectCopy";
import { testEngine } from "../../helpers/testEngine";

const NOW = "2026-03-01T12:00:00Z";

/** What stands for the commands that need Azure, or that are run elsewhere. */
const INSTEAD: Readonly<Record<string, string>> = {
  "npm ci": "true", // the copy has its packages
  "npm start": "true", // test/e2e/story/start.e2e.ts
  "pulumi login 'azblob://pulumi-state?storage_account=vendorstate'  # not run":
    'pulumi login "file://$PWD/state"',
  'pulumi stack init production --secrets-provider "azurekeyvault://vendor-keys.vault.azure.net/keys/pulumi-state"  # not run':
    "pulumi stack init production",
  'pulumi stack init production-us --copy-config-from production --secrets-provider "azurekeyvault://vendor-keys.vault.azure.net/keys/pulumi-state"  # not run':
    "pulumi stack init production-us --copy-config-from production",
};

/** The exit code of Pulumi without a backend. */
const NOT_LOGGED_IN = 3;

/** The sections with commands, by the beginnings of their headings. */
const PAGES: Readonly<Record<string, readonly string[]>> = {
  "docs/azure.md": ["1. ", "2. ", "5. ", "6. ", "7. ", "8. "],
  "docs/stacks.md": ["Several registries"],
};

describe("the pages", function () {
  this.timeout(180_000);
  let emulator: Emulator;
  let copy: ProjectCopy;
  let env: NodeJS.ProcessEnv;

  before(async function () {
    emulator = await startEmulator({ now: NOW });
    copy = copyProject();
    mkdirSync(join(copy.folder, "state"));
    const engine = await testEngine();
    // Without a language host, which cannot be built everywhere, the CLI runs no program from its folder.
    if (engine.languageHost === undefined) this.skip();
    env = {
      ...process.env,
      ...engineEnvironment(engine, { standIns: join(copy.folder, "emulator", "plugins") }),
      ...emulator.environment,
      CUSTOMER_ACCESS_NOW: NOW,
      PULUMI_HOME: join(copy.folder, "home"),
      PULUMI_CONFIG_PASSPHRASE: "test",
      PULUMI_BACKEND_URL: "",
      PULUMI_ACCESS_TOKEN: "",
      NO_COLOR: "1",
    };
  });
  after(async () => {
    await emulator.close();
    copy.remove();
  });

  for (const [page, headings] of Object.entries(PAGES)) {
    describe(page, () => {
      const sections = walkthrough(readFileSync(join(__dirname, "../../..", page), "utf8"));
      const commands = sections.flatMap(({ steps }) =>
        steps.flatMap((step) => (step.kind === "command" ? [step] : [])),
      );

      it("has commands in the sections that are run", () => {
        const found = sections.filter(({ steps }) => steps.some(({ kind }) => kind === "command"));
        expect(found).to.have.lengthOf(headings.length);
        for (const [index, { heading }] of found.entries()) {
          expect(heading).to.match(new RegExp(`^${headings[index]}`));
        }
      });

      it("marks each command in whose place another one is run", () => {
        const marked = commands.filter(({ command }) => command.endsWith("  # not run"));
        const replaced = commands.filter(({ command }) => (INSTEAD[command] ?? "true") !== "true");
        expect(replaced).to.not.deep.equal([]);
        expect(replaced).to.deep.equal(marked);
      });

      for (const { command, lines } of commands) {
        it(`shows what is printed by ${command}`, async () => {
          const printed = await run(INSTEAD[command] ?? command);
          expect(missingLine(printed, lines), `${command} printed\n${printed}`).to.equal(undefined);
        });
      }
    });
  }

  async function run(command: string): Promise<string> {
    const { execa } = await import("execa");
    // The emulator's clock goes on; what a run goes by stands still.
    emulator.clock.set(NOW);
    const { all, exitCode } = await execa("bash", ["-c", command], {
      cwd: copy.folder,
      env,
      extendEnv: false,
      reject: false,
      all: true,
      input: "",
    });
    expect(exitCode, all).to.equal(command.includes("stack ls") ? NOT_LOGGED_IN : 0);
    return all;
  }
});
