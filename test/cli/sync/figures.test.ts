// How many requests a sync sends: two for each hundred tags and side in step, and one import for each missing digest.
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { type Emulator, startEmulator } from "../../../emulator/emulator";
import { EmulatedAzure } from "../../emulator/useEmulator";
import { type CopiesSize, makeLargeCopies } from "../../helpers/largeCopies";
import { IS_LONG, runs } from "../../helpers/longRun";
import { syncOnce } from "./useSync";

describe("the requests of a sync", function () {
  this.timeout(IS_LONG ? 900_000 : 120_000);
  const opened: { folder?: string; emulator?: Emulator; vendor?: EmulatedAzure } = {};
  afterEach(async () => {
    opened.vendor?.leave();
    await opened.emulator?.close();
    if (opened.folder !== undefined) await rm(opened.folder, { recursive: true });
  });

  const open = async (size: CopiesSize) => {
    const folder = await mkdtemp(join(tmpdir(), "sync-figures-"));
    const worldFile = join(folder, "world.json");
    const repository = await makeLargeCopies(worldFile, size);
    const emulator = await startEmulator({ worldFile });
    const vendor = EmulatedAzure.visit(emulator, "figures");
    Object.assign(opened, { folder, emulator, vendor });
    const made = { contoso: vendor.in("contoso"), folder: join(folder, "state") };
    await mkdir(made.folder);
    return {
      emulator,
      sync: (apply: boolean) => syncOnce(vendor, made, { repository, apply }, {}),
      counts: () => {
        const counts: Record<string, number> = {};
        for (const { operation } of emulator.journal.entries()) {
          counts[operation ?? ""] = (counts[operation ?? ""] ?? 0) + 1;
        }
        return counts;
      },
    };
  };

  it("are 22 for each repository of 500 tags in step, and none for referrers, nor a second time for old manifests", async () => {
    const repositories = runs(3, 200);
    const old = 5;
    const size = { repositories, digests: 495, old, tags: 500, areCopied: true };
    const { emulator, sync, counts } = await open(size);
    expect((await sync(false)).exitCode).to.equal(0);
    expect(counts().Manifests_Get).to.equal(old * repositories);
    emulator.journal.clear();
    expect((await sync(false)).lines).to.deep.equal([
      `In step: ${repositories} repositories, ${repositories * 500} tags.`,
    ]);
    const { Tags_ListAttributes = 0, Manifests_ListAttributes = 0, ...others } = counts();
    const lists = Tags_ListAttributes + Manifests_ListAttributes;
    expect(lists).to.equal(20 * repositories);
    // One access token for each repository and side, one on each side for the list of repositories, and the login that tries the password.
    const { AccessTokens_Get: ofVendor = 0, AccessTokens_Post: own = 0, ...rest } = others;
    expect([ofVendor - 2, own - 1]).to.deep.equal([repositories, repositories]);
    expect(Object.keys(rest).sort()).to.deep.equal([
      "Entra_GetOpenIdConfiguration",
      "Entra_IssueToken",
      "Metadata_GetEndpoints",
      "RefreshTokens_Post",
      "Registries_Get",
      "Repositories_List",
      "Secrets_Get",
    ]);
    // Logins, and where the registry is: as many for any number of repositories.
    expect(Object.values(rest).reduce((sum, count) => sum + count, 0)).to.be.at.most(30);
  });

  it("are one import for each missing digest, at the pace of Resource Manager", async () => {
    const repositories = runs(1, 20);
    const digests = runs(250, 200);
    const size = { repositories, digests, tags: 500, areCopied: false };
    const { emulator, sync, counts } = await open(size);
    const begun = emulator.clock.now().getTime();
    const { exitCode, data } = await sync(true);
    const seconds = (emulator.clock.now().getTime() - begun) / 1000;
    expect([exitCode, data.failures]).to.deep.equal([0, []]);
    const {
      Registries_ImportImage,
      AccessTokens_Get: ofVendor = 0,
      AccessTokens_Post: own = 0,
    } = counts();
    expect(Registries_ImportImage).to.equal(digests * repositories);
    expect([ofVendor - 2, own - 1]).to.deep.equal([repositories, repositories]);
    // 200 at once, then ten a second.
    expect(seconds).to.be.at.least((digests * repositories - 200) / 10);
    const tags = data.imported.reduce((sum, each) => sum + each.tags.length, 0);
    expect(tags).to.equal(500 * repositories);
  });
});
