// The options of npm run sync: what is wrong with them is said all at once.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { readSettings, type SyncOptions } from "../../../cli/sync/settings";

const REGISTRY =
  "/subscriptions/44444444-4444-4444-8444-444444444444/resourceGroups/contoso-images/providers/Microsoft.ContainerRegistry/registries/contosoimages";
const DEFAULTS: SyncOptions = {
  targetPrefix: "vendor/",
  deletes: "report",
  maxDeletes: "10",
  importMinutes: "30",
  state: ".sync",
};
const GOOD: SyncOptions = {
  ...DEFAULTS,
  source: "VendorImages.azurecr.io",
  username: "contoso-pull",
  passwordSecret: "https://contoso.vault.azure.net/secrets/vendor-password",
  target: REGISTRY,
};

describe("the options of a sync", () => {
  const folder = mkdtempSync(join(tmpdir(), "sync-"));
  after(() => rmSync(folder, { recursive: true }));
  const problems = (options: SyncOptions) =>
    readSettings(options).then(
      () => [],
      (error: Error) => error.message.split("\n"),
    );

  it("name both registries, the password's place and the repositories", async () => {
    const file = join(folder, "images.txt");
    writeFileSync(file, "# ours\napp/worker\n\napp/api  # and this\n");
    expect(
      await readSettings({ ...GOOD, repository: ["app/api", "base/alpine"], repositories: file }),
    ).to.deep.equal({
      source: "vendorimages.azurecr.io",
      username: "contoso-pull",
      password: { vaultUrl: "https://contoso.vault.azure.net", name: "vendor-password" },
      target: REGISTRY,
      targetPrefix: "vendor/",
      repositories: ["app/api", "app/worker", "base/alpine"],
      isApplied: false,
      deletes: "report",
      maxDeletes: 10,
      importLimitMs: 1_800_000,
      stateFolder: ".sync",
    });
  });

  it("are all needed", async () => {
    expect(await problems(DEFAULTS)).to.deep.equal([
      "--source is missing; give the host of the vendor's registry",
      "--username is missing; give the name of the vendor's token",
      "--target is missing; give the ARM id of your registry",
      "give either --password-secret or --password-stdin",
    ]);
  });

  it("are refused where they are malformed", async () => {
    expect(
      await problems({
        source: "https://vendorimages.azurecr.io/",
        username: "contoso-pull",
        passwordSecret: "vendor-password",
        target: "contosoimages",
        targetPrefix: "vendor",
        repository: ["App/api", "app/api:1.0"],
        repositories: join(folder, "none.txt"),
        deletes: "all",
        maxDeletes: "-1",
        importMinutes: "0",
        state: ".sync",
      }),
    ).to.deep.equal([
      '--source: "https://vendorimages.azurecr.io/" is not a host; use for example vendorimages.azurecr.io',
      '--target: "contosoimages" is not the ARM id of a registry; use /subscriptions/<id>/resourceGroups/<group>/providers/Microsoft.ContainerRegistry/registries/<registry>',
      '--target-prefix: "vendor" does not end with "/"; use for example vendor/',
      '--password-secret: "vendor-password" is not the address of a secret; use https://<vault>.vault.azure.net/secrets/<name>, as `az keyvault secret show --query id` prints it',
      `--repositories: ${join(folder, "none.txt")} cannot be read (ENOENT)`,
      '"App/api" is not a repository\'s name; use for example app/api',
      '"app/api:1.0" is not a repository\'s name; use for example app/api',
      '--deletes: "all" is neither report nor untag',
      '--max-deletes: "-1" is not a number from 0',
      '--import-minutes: "0" is not a number from 1',
    ]);
  });

  it("are refused for an empty prefix, a file without names, and two places of the password", async () => {
    const file = join(folder, "empty.txt");
    writeFileSync(file, "# nothing\n");
    expect(await problems({ ...GOOD, targetPrefix: "/" })).to.deep.equal([
      '--target-prefix: "/" is not the beginning of a repository\'s name; use for example vendor/',
    ]);
    expect(await problems({ ...GOOD, repositories: file })).to.deep.equal([
      `--repositories: ${file} names no repository`,
    ]);
    expect(await problems({ ...GOOD, passwordStdin: true })).to.deep.equal([
      "give either --password-secret or --password-stdin",
    ]);
  });
});
