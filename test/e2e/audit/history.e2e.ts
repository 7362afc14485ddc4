// The history that the real engine keeps, in a folder and in Azure Storage: what is read from it is what it did.

import { expect } from "chai";
import type { History } from "../../../audit/snapshot";
import { emptyFolder, readHistory } from "../../cli/audit/readHistory";
import { type Azurite, isAzuriteInstalled, startAzurite } from "../../helpers/azurite";
import { type Deployment, openDeployment } from "../../helpers/deployment";
import { killedUp } from "../../helpers/killedUp";
import { testEngine } from "../../helpers/testEngine";

const CONTOSO = "customers:\n  contoso: { repositories: [app/api] }\n";
const BOTH = `${CONTOSO}  fabrikam: { repositories: ["base/*"], state: suspended }\n`;

/** Each run in a line. */
function told({ entries }: History): string[] {
  return entries.map(({ kind, result, message, snapshot }) => {
    const customers = (snapshot?.customers ?? []).map(
      ({ id, enabled, actions, slots }) => `${id} ${enabled} ${actions?.join()} ${slots.length}`,
    );
    return [`${kind} ${result} r${snapshot?.guard?.revision}`, message, ...customers].join("; ");
  });
}

const API = "contoso true repositories/app/api/content/read 1";
const BASE = "fabrikam false repositories/base/*/content/read 0";

/** Runs the CLI in the stack's folder. */
async function pulumi({ stack, folder }: Deployment, args: string[], input = ""): Promise<string> {
  const { execa } = await import("execa");
  const options = { cwd: folder, env: stack.workspace.envVars, input };
  const all = [...args, "--stack", "dev", "--non-interactive"];
  return (await execa((await testEngine()).pulumi, all, options)).stdout;
}

async function threeRuns(deployment: Deployment): Promise<void> {
  await deployment.write(CONTOSO);
  await deployment.up({ message: "Let Contoso in" });
  await deployment.write(BOTH);
  await deployment.up({ message: "Let Fabrikam in, later" });
  await deployment.up({ message: "Nothing new" });
}

const THREE = [
  `update succeeded r1; Let Contoso in; ${API}`,
  `update succeeded r2; Let Fabrikam in, later; ${API}; ${BASE}`,
  `update succeeded r2; Nothing new; ${API}; ${BASE}`,
];

describe("the history that the engine keeps", function () {
  this.timeout(180_000);

  describe("in a folder", () => {
    let deployment: Deployment;
    before(async () => {
      deployment = await openDeployment();
      await threeRuns(deployment);
    });
    after(() => deployment.close());

    it("is what the runs did, and its end is the present state", async () => {
      const history = await readHistory(deployment.folder);
      expect(told(history)).to.deep.equal(THREE);
      expect(history.gaps).to.deep.equal([]);
      expect(history.present).to.deep.equal(history.entries.at(-1)?.snapshot);
    });

    it("does not have an import, which is named", async () => {
      const state = await pulumi(deployment, ["stack", "export"]);
      const altered = state.replaceAll(
        "repositories/app/api/content/read",
        "repositories/app/web/content/read",
      );
      await pulumi(deployment, ["stack", "import"], altered);
      const { entries, gaps, present } = await readHistory(deployment.folder);
      expect(gaps.map(({ words }) => words.replaceAll(/\(\S+Z\)/g, "(TIME)"))).to.deep.equal([
        `the stack's present state (TIME) differs from what ${entries.at(-1)?.name} left, and no entry explains it: a run was killed or is under way, or the state was imported`,
      ]);
      expect(present?.customers[0]?.actions).to.deep.equal(["repositories/app/web/content/read"]);
      await pulumi(deployment, ["stack", "import"], state);
      expect((await readHistory(deployment.folder)).gaps).to.deep.equal([]);
    });

    it("does not have a killed run, which is named with what it had begun", async () => {
      await deployment.write(BOTH.replace("app/api", "app/api, app/web"));
      await killedUp(
        deployment,
        ({ phase, entry }) => phase === "after" && entry.operation === "ScopeMaps_Create",
      );
      const { entries, gaps } = await readHistory(deployment.folder);
      expect(entries).to.have.length(3);
      expect(gaps.map(({ at = "", words }) => `${at}: ${words}`).join("\n")).to.match(
        /^\.pulumi\/locks\/\S+: a run holds the stack's lock: .*\n: the stack's present state \(\S+\) differs from what \S+ left, .* \(begun and not finished: updating contoso-scope-map\)$/,
      );
    });
  });

  describe("in Azure Storage", () => {
    let azurite: Azurite;
    let deployment: Deployment;
    before(async function () {
      if (!isAzuriteInstalled()) {
        process.stdout.write(
          "    Azurite is not installed; its test is skipped (.ci/run installs it)\n",
        );
        this.skip();
      }
      azurite = await startAzurite();
      const env = {
        ...azurite.environment,
        PULUMI_BACKEND_URL: "azblob://state/access",
        PULUMI_DIY_BACKEND_ZSTD: "true",
      };
      deployment = await openDeployment({ env });
      await pulumi(deployment, ["stack", "init"]);
      await threeRuns(deployment);
    });
    after(async () => {
      await deployment?.close();
      await azurite?.close();
    });

    it("is what the runs did, and its end is the present state", async () => {
      const history = await readHistory("azblob://state/access", {
        env: { ...azurite.environment },
      });
      expect(told(history)).to.deep.equal(THREE);
      expect(history.written.map(({ name, isWhole }) => ({ name, isWhole }))).to.deep.equal(
        history.entries.map(({ name }) => ({ name, isWhole: true })),
      );
      expect({ ...history, entries: [], written: [], present: undefined }).to.deep.equal({
        stack: "customer-access/dev",
        source: "azblob://state/access",
        entries: [],
        written: [],
        present: undefined,
        gaps: [],
      });
      expect(history.present).to.deep.equal(history.entries.at(-1)?.snapshot);
    });

    it("is read again from the index", async () => {
      const cacheFolder = emptyFolder();
      const env = { ...azurite.environment };
      const first = await readHistory("azblob://state/access", { env, cacheFolder });
      expect(await readHistory("azblob://state/access", { env, cacheFolder })).to.deep.equal(first);
    });
  });
});
