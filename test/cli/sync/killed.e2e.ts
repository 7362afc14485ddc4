// SIGKILL of npm run sync at one request of each kind: the next run imports nothing twice that had succeeded or was noted.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { pushImage, pushSignature } from "../../emulator/registry/signedImage";
import { useEmulator } from "../../emulator/useEmulator";
import { importerOf } from "./importer";
import { BOTH, optionsFor, useSync } from "./useSync";

/** Each kind of request, and whether imports are under way then, of which the addresses of some may be lost. */
const KINDS: readonly (readonly [operation: string, isImporting?: true])[] = [
  ["Metadata_GetEndpoints"],
  ["Entra_GetOpenIdConfiguration"],
  ["Entra_IssueToken"],
  ["Secrets_Get"],
  ["Registries_Get"],
  ["AccessTokens_Get"],
  ["RefreshTokens_Post"],
  ["AccessTokens_Post"],
  ["Repositories_List"],
  ["Tags_ListAttributes"],
  ["Manifests_ListAttributes"],
  ["Manifests_Get"],
  ["Registries_ImportImage", true],
  ["Operations_GetResult", true],
  ["Manifests_Head", true],
];

describe("a sync that is killed", function () {
  this.timeout(120_000);
  const { vendor, made, sync, copy, source } = useSync(useEmulator({ seed: BOTH }));
  const imports = () =>
    vendor.emulator.journal
      .entries()
      .filter(({ operation, status }) => operation === "Registries_ImportImage" && status === 202)
      .map(({ detail }) => detail?.sourceImage ?? "")
      .sort();

  /** What the killed process had noted as running. */
  const noted = () => {
    const names = readdirSync(made.folder).filter((name) => name.endsWith(".import.json"));
    const texts = names.map((name) => readFileSync(join(made.folder, name), "utf8"));
    return texts.map((text) => (JSON.parse(text) as { image: string }).image);
  };
  /** What it had imported. */
  const succeeded = async () => {
    const there = await Promise.all(
      imports().map(async (image) => {
        const path = `/v2/vendor/app/api/manifests/${image.split("@")[1]}`;
        return (await made.reader.send("GET", path)).status === 200 ? [image] : [];
      }),
    );
    return there.flat();
  };

  /** Starts the command as a process, as its user does; `npm run` is left out, as SIGKILL of it would not reach the command. */
  const start = () => {
    const { repository, state, ...file } = optionsFor(vendor, made);
    const settings = join(made.folder, "sync.json");
    writeFileSync(settings, JSON.stringify({ ...file, state, repositories: repository }));
    return spawn(process.execPath, ["cli/run.cjs", "sync", "--settings", settings, "--apply"], {
      env: { ...process.env, ...importerOf(made.contoso) },
      stdio: ["ignore", "pipe", "pipe"],
    });
  };

  it("sends requests of these kinds", async () => {
    await pushImage(made.pusher, "app/api", "signed");
    vendor.emulator.journal.clear();
    const [code] = await once(start(), "exit");
    const kinds = vendor.emulator.journal.entries().map(({ operation }) => operation);
    expect([code, [...new Set(kinds)].sort()]).to.deep.equal([
      0,
      KINDS.map(([kind]) => kind).sort(),
    ]);
  });

  for (const [kind, isImporting] of KINDS) {
    it(`goes on after ${kind}`, async () => {
      const { index } = await pushImage(made.pusher, "app/api", "signed");
      await pushSignature(made.pusher, "app/api", index);
      vendor.emulator.journal.clear();
      const child = start();
      const gone = once(child, "exit");
      const stop = vendor.emulator.intercept(async ({ phase, entry }) => {
        if (phase === "before" || entry.operation !== kind) return;
        child.kill("SIGKILL");
        await gone;
      });
      expect(await gone).to.deep.equal([null, "SIGKILL"]);
      stop();
      const kept = new Set([...noted(), ...(await succeeded())]);
      const { exitCode, data } = await sync({ apply: true });
      expect([exitCode, data.failures]).to.deep.equal([0, []]);
      expect(await copy("app/api")).to.deep.equal(await source("app/api"));
      const all = imports();
      const twice = all.filter((image, at) => all.indexOf(image) !== at);
      expect(twice.filter((image) => kept.has(image))).to.deep.equal([]);
      if (!isImporting) expect(twice).to.deep.equal([]);
      expect(new Set(imports()).size).to.equal(4);
    });
  }
});
