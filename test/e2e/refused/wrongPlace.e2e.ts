// A run against a place where the registry or the vault is not: it says so, reads nothing else, and forgets nothing.

import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "chai";
import { type Emulator, startEmulator } from "../../../emulator/emulator";
import { DEFAULT_SEED } from "../../../emulator/world/seed";
import { vaultByHand } from "../../helpers/byHand/vaultByHand";
import { type Deployment, openDeployment } from "../../helpers/deployment";
import { pulumiCli } from "../../helpers/pulumiCli";

const ELSEWHERE = "99999999-9999-4999-8999-999999999999";

const CONTOSO_SCOPE_MAP =
  "urn:pulumi:dev::customer-access::customer-access:index:CustomerAccess$customer-access:index:Customer$azure-native:containerregistry:ScopeMap::contoso-scope-map";

const REFRESH = ["refresh", "--yes", "--skip-preview"];
const DESTROY = ["destroy", "--refresh", "--yes", "--skip-preview"];

describe("a run against a wrong place", function () {
  this.timeout(180_000);
  let deployment: Deployment;
  let other: Emulator;
  let undisturbed: string;

  before(async () => {
    other = await startEmulator();
    const [vault] = DEFAULT_SEED.vaults;
    if (vault === undefined) throw new Error("the emulator starts without a vault");
    const vaults = [vault, { ...vault, name: "new-access" }];
    deployment = await openDeployment({ seed: { ...DEFAULT_SEED, vaults } });
    await deployment.write(
      "customers:\n  contoso: { repositories: [app/api] }\n  fabrikam: { repositories: [base/*] }\n",
    );
    expect((await deployment.up()).failed).to.equal(false);
    undisturbed = await resources();
  });
  after(async () => {
    await deployment.close();
    await other.close();
  });

  beforeEach(() => deployment.emulator.journal.clear());
  afterEach(() => deployment.emulator.faults.clear());

  /** The state's resources as they are stored; what is secret is encrypted again each time. */
  async function resources(): Promise<string> {
    const file = join(deployment.folder, ".pulumi/stacks/customer-access/dev.json");
    const { checkpoint } = JSON.parse(await readFile(file, "utf8"));
    return JSON.stringify(checkpoint.latest.resources, null, 2).replace(
      /"ciphertext": ".*"/g,
      '"ciphertext": ""',
    );
  }

  const missing = (path: string) =>
    deployment.emulator.faults.add({
      path,
      status: 404,
      code: "ResourceNotFound",
      message: "The resource was not found.",
      times: Number.POSITIVE_INFINITY,
    });

  const REGISTRY_MISSING =
    "finding registry vendorimages in resource group registry-access of subscription 11111111-1111-4111-8111-111111111111: 404 ResourceNotFound: The resource was not found (request id ID); nothing was read or changed: check the stack's configuration, the identity's tenant and ARM_METADATA_HOSTNAME; only when the registry is gone for good, run again with CUSTOMER_ACCESS_GONE=vendorimages";
  const VAULT_MISSING = REGISTRY_MISSING.replace(/registry vendorimages/g, "vault vendor-access")
    .replace("the registry is gone", "the vault is gone")
    .replace("GONE=vendorimages", "GONE=vendor-access");

  /** Our words at the end of the engine's. */
  const said = (output: string) =>
    output
      .match(/finding .*|this stack is in .*/)?.[0]
      .replace(/request id [-\da-f]{36}/, "request id ID");

  const read = () =>
    deployment.emulator.journal
      .entries()
      .filter(({ host }) => host === "arm")
      .map(({ operation }) => operation)
      .sort();

  const LOOKED = ["Registries_Get", "Vaults_Get"];

  const missingRegistry = "when the registry is missing";

  for (const args of [REFRESH, DESTROY]) {
    it(`forgets nothing in \`pulumi ${args.join(" ")}\` ${missingRegistry}`, async () => {
      missing("/registries/vendorimages");
      const { exitCode, output } = await pulumiCli(deployment, args);
      expect(exitCode, output).to.equal(1);
      expect(said(output)).to.equal(REGISTRY_MISSING);
      expect(read()).to.deep.equal(LOOKED);
      expect(await resources()).to.equal(undisturbed);
    });
  }

  const runs = [
    { name: "up --refresh", run: () => deployment.up({ refresh: true }) },
    { name: "preview --refresh", run: () => deployment.preview({ refresh: true }) },
  ];
  for (const { name, run } of runs) {
    it(`forgets nothing in \`pulumi ${name}\` ${missingRegistry}`, async () => {
      missing("/registries/vendorimages");
      const { failed, output } = await run();
      expect(failed, output).to.equal(true);
      expect(said(output)).to.equal(REGISTRY_MISSING);
      expect(read()).to.deep.equal(LOOKED);
      expect(await resources()).to.equal(undisturbed);
    });
  }

  it("forgets nothing when the vault alone is missing", async () => {
    missing("/vaults/vendor-access");
    const { exitCode, output } = await pulumiCli(deployment, REFRESH);
    expect(exitCode, output).to.equal(1);
    expect(said(output)).to.equal(VAULT_MISSING);
    expect(await resources()).to.equal(undisturbed);
  });

  it("forgets nothing when another metadata host is left in the environment, without asking it", async () => {
    const { exitCode, output } = await pulumiCli(deployment, REFRESH, { env: other.environment });
    expect(exitCode, output).to.equal(1);
    const here = deployment.emulator.environment.ARM_METADATA_HOSTNAME;
    const there = other.environment.ARM_METADATA_HOSTNAME;
    expect(said(output)).to.equal(
      `this stack is in the cloud ${here}, but the environment names ${there}; nothing was read or changed: correct ARM_METADATA_HOSTNAME or ARM_ENVIRONMENT; only when that cloud is gone for good, run again with CUSTOMER_ACCESS_GONE=${here}`,
    );
    expect(other.journal.entries().filter(({ host }) => host === "arm")).to.deep.equal([]);
    expect(await resources()).to.equal(undisturbed);
  });

  it("names the registry that is meant when the configuration has a typing error", async () => {
    await deployment.stack.setConfig("customer-access:registryName", { value: "vendorimage" });
    const { failed, output } = await deployment.preview();
    await deployment.stack.setConfig("customer-access:registryName", { value: "vendorimages" });
    expect(failed, output).to.equal(true);
    expect(output).to.not.include("rpc error");
    expect(said(output)).to.equal(
      "finding registry vendorimage in resource group registry-access of subscription 11111111-1111-4111-8111-111111111111: 404 ResourceNotFound: The Resource 'Microsoft.ContainerRegistry/registries/vendorimage' under resource group 'registry-access' was not found. For more details please go to https://aka.ms/ARMResourceNotFoundFix (request id ID); nothing was read or changed: the resource group has a registry vendorimages; correct customer-access:registryName",
    );
    expect(await resources()).to.equal(undisturbed);
  });

  it("says nothing of what is gone in the first preview of a stack, where no name is near", async () => {
    const first = await openDeployment({ config: { "customer-access:vaultName": "elsewhere" } });
    await first.write("customers:\n  contoso: { repositories: [app/api] }\n");
    const { failed, output } = await first.preview();
    await first.close();
    expect(failed, output).to.equal(true);
    expect(said(output)).to.match(
      /^finding vault elsewhere in .*: 404 ResourceNotFound: .*; nothing was read or changed: check the stack's configuration, the identity's tenant and ARM_METADATA_HOSTNAME$/,
    );
  });

  it("plans nothing when the configuration names another subscription", async () => {
    await deployment.stack.setConfig("azure-native:subscriptionId", { value: ELSEWHERE });
    const { failed, output } = await deployment.preview({ refresh: true });
    await deployment.stack.removeConfig("azure-native:subscriptionId");
    expect(failed, output).to.equal(true);
    expect(said(output)).to.match(
      new RegExp(
        `^finding registry vendorimages in .* of subscription ${ELSEWHERE}: 404 SubscriptionNotFound: `,
      ),
    );
    expect(await resources()).to.equal(undisturbed);
  });

  it("looks for both with one request each whenever the plugin is loaded, and keeps a changed place", async () => {
    const { envVars } = deployment.stack.workspace;
    envVars.ARM_METADATA_HOSTNAME = `https://${envVars.ARM_METADATA_HOSTNAME}`;
    const { failed, changes } = await deployment.up();
    expect(failed).to.equal(false);
    expect(changes).to.deep.equal({});
    // Once for the refresh of the tokens by what the state names, once for the program by what the configuration names.
    expect(read()).to.deep.equal([
      ...["Registries_Get", "Registries_Get"],
      "ScopeMaps_List",
      ...["Tokens_Get", "Tokens_Get"],
      ...["VaultSecrets_Get", "VaultSecrets_Get"],
      ...["Vaults_Get", "Vaults_Get"],
    ]);
    const {
      deployment: { resources: kept },
    } = await deployment.stack.exportStack();
    const plugin = kept.find(({ urn }: { urn: string }) => urn.endsWith("::access-place"));
    const parameter = Buffer.from(plugin.inputs.__internal.parameterization, "base64");
    expect(JSON.parse(parameter.toString()).cloud).to.equal(envVars.ARM_METADATA_HOSTNAME);
  });

  it("is brought back from the state's history where one resource was read alone, which is not looked after", async () => {
    missing("/registries/vendorimages");
    const target = CONTOSO_SCOPE_MAP;
    const refreshed = await pulumiCli(deployment, [...REFRESH, "--target", target]);
    expect(refreshed.exitCode, refreshed.output).to.equal(0);
    expect(await resources()).to.not.include(target);
    deployment.emulator.faults.clear();

    const folder = join(deployment.folder, ".pulumi/history/customer-access/dev");
    const [, before] = (await readdir(folder))
      .filter((name) => name.endsWith(".checkpoint.json"))
      .sort()
      .reverse();
    const { checkpoint } = JSON.parse(await readFile(join(folder, before ?? ""), "utf8"));
    const input = JSON.stringify({ version: 3, deployment: checkpoint.latest });
    const imported = await pulumiCli(deployment, ["stack", "import"], { input });
    expect(imported.exitCode, imported.output).to.equal(0);
    expect(await resources()).to.include(target);
    expect((await deployment.up()).changes).to.deep.equal({});
  });

  it("moves to another vault when the old one is said to be gone for good, and the previous passwords keep working", async () => {
    const [oldVault, newVault] = deployment.emulator.vaults.map((vault) =>
      vaultByHand(deployment.cloud, vault.uri),
    );
    const [secret = ""] = (await oldVault?.names()) ?? [];
    const password = await oldVault?.value(secret);
    missing("/vaults/vendor-access");
    await deployment.stack.setConfig("customer-access:vaultName", { value: "new-access" });
    // Readers of the old vault's secret lose it.
    await deployment.stack.setConfig("customer-access:maximumLosses", { value: "2" });
    deployment.stack.workspace.envVars.CUSTOMER_ACCESS_GONE = "vendor-access";
    const { failed, changes, output } = await deployment.up({ refresh: true });
    expect(failed, output).to.equal(false);
    expect(changes).to.deep.equal({ update: 3 });
    const next = await newVault?.value(secret);
    expect(next).to.not.equal(password);
    expect(await deployment.accepts("contoso", next)).to.equal(true);
    expect(await deployment.accepts("contoso", password)).to.equal(true);
  });
});
