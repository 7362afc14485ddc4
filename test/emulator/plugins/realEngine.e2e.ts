// Both stand-ins under Pulumi's own engine: what the engine asks of them, and what it stores.
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { ScopeMap, Token } from "@pulumi/azure-native/containerregistry";
import { Secret } from "@pulumi/azure-native/keyvault";
import { LocalWorkspace, PulumiCommand, type Stack } from "@pulumi/pulumi/automation";
import { RandomPassword, RandomString } from "@pulumi/random";
import { expect } from "chai";
import { engineEnvironment } from "../../../engine/environment";
import { findEngine } from "../../../engine/findEngine";
import { type Azure, startAzure } from "./azure";

describe("the stand-in plugins under the real engine", function () {
  this.timeout(60_000);

  let azure: Azure;
  let folder: string;
  let stack: Stack;
  let actions = ["repositories/app/api/content/read"];

  before(async () => {
    azure = await startAzure();
    folder = await mkdtemp(path.join(tmpdir(), "stand-ins-"));
    stack = await createStack();
  });
  after(async () => {
    await azure.close();
    await rm(folder, { recursive: true });
  });
  beforeEach(() => azure.emulator.journal.clear());

  async function createStack(): Promise<Stack> {
    const engine = await findEngine({ onProgress: () => {} });
    const standIns = path.resolve(__dirname, "../../../emulator/plugins");
    return LocalWorkspace.createStack(
      { projectName: "stand-ins", stackName: "test", program },
      {
        pulumiCommand: await PulumiCommand.get({ root: engine.root }),
        workDir: folder,
        envVars: {
          ...engineEnvironment(engine, { standIns }),
          ...azure.emulator.environment,
          PULUMI_DIY_BACKEND_ZSTD: "false",
          PULUMI_BACKEND_URL: `file://${folder}`,
          PULUMI_CONFIG_PASSPHRASE: "not-a-secret",
        },
      },
    );
  }

  async function program() {
    const registry = { resourceGroupName: "registry-access", registryName: "vendorimages" };
    const scopeMap = new ScopeMap("contoso-pull", { ...registry, actions });
    new Token("contoso-pull", { ...registry, scopeMapId: scopeMap.id });
    const suffix = new RandomString("suffix", { length: 6, special: false, upper: false });
    const password = new RandomPassword("password", { length: 20 });
    const secret = new Secret("contoso-secret", {
      resourceGroupName: "registry-access",
      vaultName: "vendor-access",
      secretName: suffix.result.apply((text) => `contoso-${text}`),
      properties: { value: password.result },
    });
    return { suffix: suffix.result, password: password.result, secretName: secret.name };
  }

  it("refuses to run against Azure", async () => {
    const { envVars } = stack.workspace;
    stack.workspace.envVars = { ...envVars, ARM_METADATA_HOSTNAME: "management.azure.com" };
    const error = await stack.preview().catch((reason: unknown) => reason);
    stack.workspace.envVars = envVars;
    expect(String(error)).to.contain(
      `the stand-in for azure-native works with the emulator only, and "management.azure.com" is not on this machine`,
    );
  });

  it("previews without touching Azure", async () => {
    const { changeSummary } = await stack.preview();
    expect(changeSummary).to.deep.equal({ create: 6 });
    expect(azure.requests()).to.deep.equal([]);
  });

  it("creates everything, with a suffix that stands in another resource's name", async () => {
    const { outputs } = await stack.up();
    expect(outputs.suffix?.value).to.match(/^[a-z0-9]{6}$/);
    expect(outputs.secretName?.value).to.equal(`contoso-${outputs.suffix?.value}`);
    expect(outputs.password?.secret).to.equal(true);
    expect(azure.requests().filter((request) => request.startsWith("PUT"))).to.have.members([
      "PUT scopeMaps/contoso-pull 200",
      "PUT tokens/contoso-pull 200",
      `PUT secrets/${outputs.secretName?.value} 201`,
    ]);
  });

  it("stores no password in the clear", async () => {
    const { password } = await stack.outputs();
    const text = await readFile(path.join(folder, ".pulumi/stacks/stand-ins/test.json"), "utf8");
    expect(password?.value).to.have.length(20);
    expect(text).not.to.contain(JSON.stringify(password?.value).slice(1, -1));
    // The value of the secret, the result of the password, and the output of the stack.
    expect(text.match(/"ciphertext"/g)).to.have.length(3);
  });

  it("finds nothing to do the second time, and asks nothing", async () => {
    const { summary } = await stack.up();
    expect(summary.resourceChanges).to.deep.equal({ same: 6 });
    expect(azure.requests()).to.deep.equal([]);
  });

  it("finds nothing changed in a refresh", async () => {
    const { summary } = await stack.refresh();
    expect(summary.resourceChanges).to.deep.equal({ same: 6 });
  });

  it("updates what changed, and nothing else", async () => {
    actions = [...actions, "repositories/app/web/content/read"];
    const { summary } = await stack.up();
    expect(summary.resourceChanges).to.deep.equal({ same: 5, update: 1 });
    expect(azure.requests()).to.deep.equal([
      "PUT scopeMaps/contoso-pull 200",
      "GET scopeMaps/contoso-pull 200",
    ]);
  });

  it("makes again what was deleted outside Pulumi", async () => {
    await azure.outside("DELETE", `${azure.registryId}/tokens/contoso-pull`);
    const { summary } = await stack.up({ refresh: true });
    expect(summary.resourceChanges).to.deep.equal({ same: 5, create: 1 });
  });

  it("destroys everything", async () => {
    const { summary } = await stack.destroy();
    expect(summary.resourceChanges).to.deep.equal({ delete: 6 });
    expect(azure.requests().filter((request) => request.startsWith("DELETE"))).to.have.length(4);
  });
});
