// The folder that a customer gets, away from this project: packages installed, tested, previewed by the CLI's own language host, synced.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { withCustomer } from "../../../emulator/world/customerTenant";
import { DEFAULT_SEED } from "../../../emulator/world/seed";
import { engineEnvironment } from "../../../engine/environment";
import { giveRoles, importerOf } from "../../cli/sync/importer";
import { missingPart, shownParts } from "../../docs/shownOutput";
import { givenPusher, pushImage } from "../../emulator/registry/signedImage";
import { useEmulator } from "../../emulator/useEmulator";
import { testEngine } from "../../helpers/testEngine";

const PROJECT = join(__dirname, "../../..");
const PAGE = readFileSync(join(PROJECT, "docs", "sync.md"), "utf8");
const SHA256SUM = process.platform === "darwin" ? ["shasum", "-a", "256"] : ["sha256sum"];
const REGISTRY_ID = /\/subscriptions\/0{8}\S+\/registries\/contosoimages/;
const VAULT_ID = /\/subscriptions\/0{8}\S+\/vaults\/contoso-sync/;

describe("the folder of a customer", function () {
  this.timeout(300_000);
  const vendor = useEmulator({ seed: withCustomer(DEFAULT_SEED) });
  const base = mkdtempSync(join(tmpdir(), "customer-folder-"));
  const folder = join(base, "contoso");
  after(() => rmSync(base, { recursive: true, force: true }));

  /** Runs a program as somebody would in a shell. */
  const runIn = async (
    cwd: string,
    [program = "", ...args]: readonly string[],
    env: NodeJS.ProcessEnv = {},
  ) => {
    const { execa } = await import("execa");
    // What npm says of the script that runs these tests would say of theirs that it is another one.
    const inherited = Object.entries(process.env).filter(
      ([name]) =>
        !/^(npm_(lifecycle|package|command)|INIT_CWD|NODE_OPTIONS|PULUMI_|ARM_)/.test(name),
    );
    const { exitCode, stdout, stderr } = await execa(program, args, {
      cwd,
      env: { ...Object.fromEntries(inherited), ...env },
      extendEnv: false,
      reject: false,
    });
    return { exitCode, stdout, stderr };
  };
  const succeeds = async (command: readonly string[], env: NodeJS.ProcessEnv = {}) => {
    const { exitCode, stdout, stderr } = await runIn(folder, command, env);
    expect(exitCode, `${command.join(" ")}\n${stdout}\n${stderr}`).to.equal(0);
    return stdout;
  };
  /** The text of an example of the folder, with the emulator's places. */
  const example = (file: string) => {
    const contoso = vendor.in("contoso");
    return readFileSync(join(folder, "examples", file), "utf8")
      .replaceAll(new RegExp(REGISTRY_ID, "g"), contoso.registryId)
      .replaceAll(new RegExp(VAULT_ID, "g"), contoso.vaultId)
      .replaceAll(/0{8}(-0{4}){3}-0{12}/g, contoso.tenant.subscriptionId)
      .replaceAll("vendorimages.azurecr.io", vendor.loginServer);
  };

  it("is written, and passes npm ci and npm test", async () => {
    const command = ["npm", "run", "-s", "customer-sync", "--", "--out", folder];
    const { exitCode, stdout, stderr } = await runIn(PROJECT, command);
    expect([exitCode, stderr]).to.deep.equal([0, ""]);
    const lines = stdout.split("\n");
    const shown = shownParts(PAGE, "npm run -s customer-sync -- --out ../contoso-sync");
    expect(shown).to.have.lengthOf(2);
    expect(stdout).to.match(/^\S+: written, \d+ added\n/);
    expect(missingPart(`${stdout.replace(folder, "../contoso-sync")}\n`, shown)).to.equal(
      undefined,
    );
    expect(lines.slice(1).filter((line) => line.length > 80)).to.deep.equal([]);
    expect(await succeeds([...SHA256SUM, "--check", "--quiet", "SHA256SUMS"])).to.equal("");
    expect(await succeeds(["npm", "run", "-s", "sync", "--", "--help"])).to.include(
      "--max-deletes",
    );
    // The packages of the project are in npm's cache, where npm has installed them on this machine.
    await succeeds(["npm", "ci", "--prefer-offline", "--no-audit", "--no-fund"]);
    expect(await succeeds(["npm", "test"])).to.match(/^ℹ fail 0$/m);
    // npm itself finds nothing to correct in the lock file.
    const lock = readFileSync(join(folder, "package-lock.json"), "utf8");
    await succeeds(["npm", "install", "--package-lock-only", "--offline", "--no-audit"]);
    expect(readFileSync(join(folder, "package-lock.json"), "utf8")).to.equal(lock);
  });

  it("previews what its README says, by the steps there", async () => {
    const contoso = vendor.in("contoso");
    const engine = await testEngine();
    const standIns = join(PROJECT, "emulator", "plugins");
    mkdirSync(join(base, "state"));
    const env = {
      ...contoso.tenant.environment,
      ...engineEnvironment(engine, { standIns }),
      PULUMI_HOME: join(base, "home"),
      PULUMI_BACKEND_URL: `file://${join(base, "state")}`,
      PULUMI_CONFIG_PASSPHRASE: "test",
    };
    writeFileSync(join(folder, "Pulumi.prod.yaml"), example("Pulumi.prod.yaml"));
    await succeeds(["pulumi", "stack", "init", "prod"], env);
    for (const name of ["headerSecret", "password"]) {
      const set = ["pulumi", "config", "set", "--secret", `customer-sync:${name}`];
      await succeeds([...set, "0123456789-0123456789"], env);
    }
    const preview = JSON.parse(await succeeds(["pulumi", "preview", "--json"], env));
    const types = preview.steps.map(
      ({ op, newState }: { op: string; newState: { type: string } }) => `${op} ${newState.type}`,
    );
    const count = (type: string) => types.filter((each: string) => each === type).length;
    const expected = {
      "create pulumi:pulumi:Stack": 1,
      "create customer-sync:index:CustomerSync": 1,
      "create azure-native:logic:Workflow": 2,
      "create azure-native:keyvault:Secret": 1,
      "create azure-native:authorization:RoleDefinition": 1,
      "create azure-native:authorization:RoleAssignment": 6,
    };
    expect(Object.fromEntries(types.map((type: string) => [type, count(type)]))).to.deep.equal(
      expected,
    );
  });

  it("compares and imports with its own sync.cjs", async () => {
    const contoso = vendor.in("contoso");
    const rights = ["repositories/app/api/content/read", "repositories/app/api/metadata/read"];
    await giveRoles(contoso, await vendor.givenToken("contoso-pull", rights));
    await pushImage(await givenPusher(vendor, "pusher", "app/api"), "app/api", "2.0");
    const settings = {
      ...JSON.parse(example("sync.json")),
      passwordSecret: `${contoso.vaultUrl}/secrets/vendor-password`,
      repositories: ["app/api"],
    };
    writeFileSync(join(folder, "sync.json"), JSON.stringify(settings));
    const sync = ["npm", "run", "-s", "sync", "--", "--settings", "sync.json"];
    const env = importerOf(contoso);
    const codes = [];
    for (const more of [[], ["--apply"], []]) {
      const { exitCode, stderr } = await runIn(folder, [...sync, ...more], env);
      codes.push([exitCode, exitCode === 2 ? stderr : ""]);
    }
    expect(codes).to.deep.equal([
      [1, ""],
      [0, ""],
      [0, ""],
    ]);
  });

  it("is written again over what the customer has now, and nothing of theirs is lost", async () => {
    const own = ["Pulumi.prod.yaml", "sync.json"];
    const read = () => own.map((file) => readFileSync(join(folder, file), "utf8"));
    const before = read();
    const command = ["npm", "run", "-s", "customer-sync", "--", "--out", folder];
    const { exitCode, stdout } = await runIn(PROJECT, command);
    expect([exitCode, stdout.split("\n")[0]]).to.deep.equal([
      0,
      `${folder}: up to date, ${readFileSync(join(folder, "SHA256SUMS"), "utf8").trimEnd().split("\n").length} the same`,
    ]);
    expect(read()).to.deep.equal(before);
  });
});
