// Microsoft's clients for Go, unchanged, against the emulator; they are what azure-native and azurerm are made of.
import { execFile, spawnSync } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect } from "chai";
import { EmulatedAzure } from "../useEmulator";

const run = promisify(execFile);
const SOURCE = join(__dirname, "goSdk");
const BUILD_MS = 240_000;

describe("the Azure SDK for Go", function () {
  this.timeout(BUILD_MS);
  const azure = new EmulatedAzure();
  let folder = "";

  before(async function () {
    const reason = missing();
    if (reason !== undefined) {
      process.stdout.write(`    ${reason}; the tests of the Azure SDK for Go are skipped\n`);
      this.skip();
    }
    folder = await mkdtemp(join(tmpdir(), "emulator-go-"));
    await run("go", ["build", "-o", join(folder, "client"), "."], { cwd: SOURCE });
    await azure.start();
  });
  after(async () => {
    if (folder !== "") {
      await azure.close();
      await rm(folder, { recursive: true });
    }
  });

  it("gets access tokens, reads a token, and keeps a secret in a vault that it checks the name of", async () => {
    await azure.givenToken("go-client", ["repositories/app/api/content/read"]);
    const vault = `https://vendor-access.localhost:${new URL(azure.vaultUrl).port}`;
    const args = ["registry-access", "vendorimages", "go-client", vault];
    const { environment } = azure.emulator;
    const { stdout } = await run(join(folder, "client"), args, { env: environment });

    expect(JSON.parse(stdout)).to.deep.equal({
      token: "go-client",
      status: "enabled",
      secret: "written by Go",
    });
    expect(azure.emulator.journal.entries().slice(-7).map(line)).to.deep.equal([
      "200 Entra_GetOpenIdConfiguration",
      "200 Entra_IssueToken",
      "200 Tokens_Get",
      "401 Secrets_Set",
      "200 Entra_IssueToken",
      "200 Secrets_Set",
      "200 Secrets_Get",
    ]);
  });
});

function line({ status, operation }: { readonly status?: number; readonly operation: string }) {
  return `${status} ${operation}`;
}

/** Why the program cannot be built here. */
function missing(): string | undefined {
  if (spawnSync("go", ["version"]).status !== 0) {
    return "Go is not installed";
  }
  const modules = spawnSync("go", ["mod", "download"], { cwd: SOURCE, timeout: BUILD_MS });
  return modules.status === 0 ? undefined : "Go's modules cannot be had here";
}
