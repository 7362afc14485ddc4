// Where a stack of an inline program keeps its state.

import { mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { openStack } from "../../engine/openStack";
import { testEngine } from "../helpers/testEngine";

describe("openStack", function () {
  this.timeout(60_000);
  const backend = process.env.PULUMI_BACKEND_URL;
  const elsewhere = mkdtempSync(join(tmpdir(), "elsewhere-"));
  const workFolder = mkdtempSync(join(tmpdir(), "open-stack-"));

  afterEach(() => {
    if (backend === undefined) delete process.env.PULUMI_BACKEND_URL;
    else process.env.PULUMI_BACKEND_URL = backend;
    for (const folder of [elsewhere, workFolder]) rmSync(folder, { recursive: true, force: true });
  });

  it("keeps the state in its own folder, whatever backend the user's environment names", async () => {
    process.env.PULUMI_BACKEND_URL = `file://${elsewhere}`;
    await openStack({
      engine: await testEngine(),
      workFolder,
      projectName: "customer-access",
      stackName: "dev",
      program: async () => {},
      main: join(workFolder, "index.cjs"),
      plugins: {},
      config: {},
      env: {},
      passphrase: "test",
    });
    expect(readdirSync(elsewhere)).to.deep.equal([]);
    expect(statSync(join(workFolder, "home", "logs")).isFile(), "a log of the runs").to.equal(true);
    expect(readdirSync(join(workFolder, ".pulumi", "stacks", "customer-access"))).to.include(
      "dev.json.zst",
    );
  });
});
