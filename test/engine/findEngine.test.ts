// The order of the ways to an engine, and what is said when none leads to one.
import { readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "chai";
import type { Engine, Way } from "../../engine/engine";
import { EngineError } from "../../engine/engineError";
import { findEngine, type Ways } from "../../engine/findEngine";
import { engine, inFolder, way } from "./fakes";

describe("findEngine", () => {
  const nowhere: Ways = {
    toFind: [
      way("PATH", { reason: "no `pulumi` on PATH" }),
      way("cache", { reason: "no Pulumi 3.276.0 in /home/ada/.cache/x" }),
    ],
    toMake: [
      way("cache", { reason: "no Pulumi 3.276.0 in /home/ada/.cache/x" }),
      way("download", { reason: "https://get.pulumi.com cannot be reached: ENOTFOUND" }),
      way("build", { reason: "`go build` fails: go: first\ngo: second" }),
    ],
  };

  const find = (cacheFolder: string, ways: Ways, env: NodeJS.ProcessEnv = {}): Promise<Engine> =>
    findEngine({ onProgress: () => {}, cacheFolder, env }, ways);

  for (const [index, origin] of (["PATH", "cache", "download", "build"] as const).entries()) {
    it(
      `takes the way ${origin} when those before it lead nowhere, and tries none after it`,
      inFolder(async (folder) => {
        const asked: string[] = [];
        const ways = (["PATH", "cache", "download", "build"] as const).map((name, position) => {
          const found = position < index ? { reason: "no" } : { engine: engine(name) };
          return way(name, found, () => asked.push(name));
        });
        const found = await find(folder, { toFind: ways.slice(0, 2), toMake: ways.slice(2) });
        expect(found).to.deep.equal(engine(origin));
        expect(asked).to.deep.equal(["PATH", "cache", "download", "build"].slice(0, index + 1));
        expect(await readdir(folder)).to.deep.equal([]);
      }),
    );
  }

  it(
    "fails with every way, its reason, and what to do",
    inFolder(async (folder) => {
      const error = await find(folder, nowhere).catch((thrown: unknown) => thrown);
      if (!(error instanceof EngineError)) throw error;
      expect(error.message.split("\n")).to.deep.equal([
        "no Pulumi CLI can be found or made",
        "  PATH      no `pulumi` on PATH",
        "  cache     no Pulumi 3.276.0 in /home/ada/.cache/x",
        "  download  https://get.pulumi.com cannot be reached: ENOTFOUND",
        "  build     `go build` fails: go: first",
        "            go: second",
      ]);
      expect(error.remedy.split("\n")).to.deep.equal([
        "do one of these and run again:",
        "  - install Pulumi 3.200.0 or newer, so that `pulumi` is on PATH: https://www.pulumi.com/docs/install/",
        "  - allow this machine to reach https://get.pulumi.com, and install `curl`",
        "  - install Go, with access to https://proxy.golang.org or to another proxy named by GOPROXY: https://go.dev/dl/",
      ]);
    }),
  );

  it(
    "says no proxy's password, which a program shows that cannot read its address",
    inFolder(async (folder) => {
      const proxy = "http://ada:pa/ss@proxy.example:3128";
      const reason = `curl: (5) Unsupported proxy syntax in '${proxy}'`;
      const toMake = [way("download", { reason })];
      const env = { https_proxy: proxy, HTTP_PROXY: "" };
      const error = await find(folder, { toFind: [], toMake }, env).catch((thrown) => thrown);
      expect(error.message.split("\n")).to.deep.equal([
        "no Pulumi CLI can be found or made",
        "  download  curl: (5) Unsupported proxy syntax in '$https_proxy'",
      ]);
    }),
  );

  it(
    "fails with the reason when the cache folder cannot be written",
    inFolder(async (folder) => {
      const file = join(folder, "file");
      await writeFile(file, "");
      const error = await find(join(file, "cache"), nowhere).catch((thrown: unknown) => thrown);
      if (!(error instanceof EngineError)) throw error;
      expect(error.message).to.contain(
        `  cache     ENOTDIR: not a directory, mkdir '${file}/cache'; CUSTOMER_ACCESS_ENGINE_CACHE names another folder`,
      );
    }),
  );

  it(
    "takes the cache folder from CUSTOMER_ACCESS_ENGINE_CACHE",
    inFolder(async (folder) => {
      let cacheFolder: string | undefined;
      const looking: Way = {
        name: "cache",
        find: async (search) => {
          cacheFolder = search.cacheFolder;
          return { engine: engine("cache") };
        },
      };
      const env = { CUSTOMER_ACCESS_ENGINE_CACHE: folder };
      await findEngine({ onProgress: () => {}, env }, { toFind: [looking], toMake: [] });
      expect(cacheFolder).to.equal(folder);
    }),
  );

  it(
    "makes one engine for two searches at once",
    inFolder(async (folder) => {
      let made: Engine | undefined;
      let makes = 0;
      const cached: Way = {
        name: "cache",
        find: async () => (made === undefined ? { reason: "none yet" } : { engine: made }),
      };
      const making: Way = {
        name: "build",
        find: async () => {
          makes += 1;
          await new Promise((resolve) => setTimeout(resolve, 50));
          made = engine("build");
          return { engine: made };
        },
      };
      const ways = { toFind: [cached], toMake: [cached, making] };
      await Promise.all([find(folder, ways), find(folder, ways)]);
      expect(makes).to.equal(1);
    }),
  );

  it(
    "stops between two ways when it is aborted",
    inFolder(async (folder) => {
      const controller = new AbortController();
      const reason = new Error("enough");
      const ways: Ways = {
        toFind: [way("PATH", { reason: "no" }, () => controller.abort(reason))],
        toMake: [way("build", { engine: engine("build") })],
      };
      const options = { onProgress: () => {}, cacheFolder: folder, env: {} };
      const searching = findEngine({ ...options, signal: controller.signal }, ways);
      expect(await searching.catch((thrown: unknown) => thrown)).to.equal(reason);
      expect(await readdir(folder)).to.deep.equal([]);
    }),
  );
});
