// The options of npm run sync: what is wrong with them is said all at once.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { readSettings, type SyncOptions } from "../../../cli/sync/settings";

const REGISTRY =
  "/subscriptions/44444444-4444-4444-8444-444444444444/resourceGroups/contoso-images/providers/Microsoft.ContainerRegistry/registries/contosoimages";
const GOOD: SyncOptions = {
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
    expect(
      await readSettings({ ...GOOD, repository: ["base/alpine", "app/api", "app/api"] }),
    ).to.deep.equal({
      source: "vendorimages.azurecr.io",
      username: "contoso-pull",
      password: { vaultUrl: "https://contoso.vault.azure.net", name: "vendor-password" },
      target: REGISTRY,
      targetPrefix: "vendor/",
      repositories: ["app/api", "base/alpine"],
      isApplied: false,
      deletes: "report",
      maxDeletes: 10,
      importLimitMs: 1_800_000,
      stateFolder: ".sync",
    });
  });

  it("are all needed", async () => {
    expect(await problems({})).to.deep.equal([
      "--source is missing; give the host of the vendor's registry",
      "--username is missing; give the name of the vendor's token",
      "--target is missing; give the ARM id of your registry",
      "give either --password-secret or --password-stdin",
    ]);
  });

  it("are refused where they are malformed", async () => {
    expect(
      await problems({
        source: "https://contoso-pull:hunter2@vendorimages.azurecr.io/",
        username: "contoso-pull",
        passwordSecret: "hunter2",
        target: "contosoimages",
        targetPrefix: "vendor",
        repository: ["App/api", "app/api:1.0", "base/*", "*"],
        settings: join(folder, "none.json"),
        deletes: "all",
        maxDeletes: "-1",
        importMinutes: "0",
        state: ".sync",
      }),
    ).to.deep.equal([
      `--settings: ${join(folder, "none.json")} cannot be read (ENOENT)`,
      "--source is not a host; use for example vendorimages.azurecr.io",
      '--target: "contosoimages" is not the ARM id of a registry; use /subscriptions/<id>/resourceGroups/<group>/providers/Microsoft.ContainerRegistry/registries/<registry>',
      '--target-prefix: "vendor" does not end with "/"; use for example vendor/',
      "--password-secret is not the address of a secret; use https://<vault>.vault.azure.net/secrets/<name>",
      '"App/api" is not a repository\'s name; use for example app/api',
      '"app/api:1.0" is not a repository\'s name; use for example app/api',
      '"base/*" is a prefix, below which a token may not list; name each repository, such as base/node',
      '"*" is not a repository\'s name; use for example app/api',
      '--deletes: "all" is neither report nor untag',
      '--max-deletes: "-1" is not a number from 0',
      '--import-minutes: "0" is not a number from 1',
    ]);
  });

  it("are refused for an empty prefix, and two places of the password", async () => {
    expect(await problems({ ...GOOD, targetPrefix: "/" })).to.deep.equal([
      '--target-prefix: "/" is not the beginning of a repository\'s name; use for example vendor/',
    ]);
    expect(await problems({ ...GOOD, passwordStdin: true })).to.deep.equal([
      "give either --password-secret or --password-stdin",
    ]);
  });

  describe("in a settings file", () => {
    const written = (content: unknown) => {
      const file = join(folder, "sync.json");
      writeFileSync(file, typeof content === "string" ? content : JSON.stringify(content));
      return file;
    };
    const { passwordSecret, ...others } = GOOD;

    it("count where no option says otherwise", async () => {
      const file = written({ ...GOOD, repositories: ["app/api"], maxDeletes: 3, state: "here" });
      const options = { settings: file, repository: ["app/worker"], maxDeletes: "4" };
      const { repositories, maxDeletes, stateFolder, username } = await readSettings(options);
      expect([repositories, maxDeletes, stateFolder, username]).to.deep.equal([
        ["app/worker"],
        4,
        "here",
        "contoso-pull",
      ]);
      expect((await readSettings({ settings: file })).repositories).to.deep.equal(["app/api"]);
      const { password } = await readSettings({ settings: file, passwordStdin: true });
      expect(password).to.equal("stdin");
    });

    it("are not missed one by one where the file cannot be read", async () => {
      const none = join(folder, "none.json");
      expect(await problems({ settings: none })).to.deep.equal([
        `--settings: ${none} cannot be read (ENOENT)`,
      ]);
      const file = written("{");
      expect(await problems({ settings: file, maxDeletes: "x" })).to.deep.equal([
        `--settings: ${file} is not JSON`,
        '--max-deletes: "x" is not a number from 0',
      ]);
    });

    it("are refused where they are no settings", async () => {
      const file = written({ ...others, password: "hunter2", deletes: true, repositories: "all" });
      expect(await problems({ settings: file, passwordSecret })).to.deep.equal([
        `${file}: password is not a setting; use source, username, passwordSecret, target, targetPrefix, deletes, maxDeletes, importMinutes, state, repositories`,
        `${file}: deletes is neither a text nor a number`,
        `${file}: repositories is not a list of names`,
      ]);
      expect(await problems({ ...GOOD, settings: written("{") })).to.deep.equal([
        `--settings: ${file} is not JSON`,
      ]);
      expect(await problems({ ...GOOD, settings: written([]) })).to.deep.equal([
        `--settings: ${file} is not a JSON object`,
      ]);
      expect(await problems({ ...GOOD, settings: written({ repositories: [] }) })).to.deep.equal([
        "the list of repositories is empty; name one, or leave it out",
      ]);
    });
  });
});
