// The copy in the cache: only a complete one, of the right version, is taken.
import { mkdir, readdir } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "chai";
import { cachedEngine, makeCopy } from "../../engine/inCache";
import { executable, inFolder, search } from "./fakes";

/** Fills a folder with an engine that says its version. */
async function fill(root: string, version = "v3.276.0"): Promise<"made"> {
  await executable(join(root, "bin", "pulumi"), `echo ${version}`);
  await executable(join(root, "bin", "pulumi-language-nodejs"));
  return "made";
}

describe("cachedEngine", () => {
  it(
    "finds nothing in a folder that does not exist",
    inFolder(async (folder) => {
      const found = await cachedEngine.find(search(folder));
      expect(found).to.deep.equal({ reason: `no Pulumi 3.276.0 in ${join(folder, "cache")}` });
    }),
  );

  it(
    "takes the copy of the pinned version",
    inFolder(async (folder) => {
      const root = join(folder, "cache", "pulumi-3.276.0");
      await fill(root);
      const found = await cachedEngine.find(search(folder, { env: { PATH: "/nowhere" } }));
      expect(found).to.deep.equal({
        engine: {
          root,
          pulumi: join(root, "bin", "pulumi"),
          version: "3.276.0",
          languageHost: join(root, "bin", "pulumi-language-nodejs"),
          origin: "cache",
          path: `${join(root, "bin")}:/nowhere`,
        },
      });
    }),
  );

  it(
    "refuses a copy of another version",
    inFolder(async (folder) => {
      const root = join(folder, "cache", "pulumi-3.276.0");
      await fill(root, "v3.1.0");
      const found = await cachedEngine.find(search(folder));
      expect(found).to.deep.equal({ reason: `${join(root, "bin", "pulumi")} is version 3.1.0` });
    }),
  );

  it(
    "refuses a copy without language host",
    inFolder(async (folder) => {
      await executable(join(folder, "cache", "pulumi-3.276.0", "bin", "pulumi"), "echo v3.276.0");
      expect(await cachedEngine.find(search(folder))).to.have.property("reason");
    }),
  );
});

describe("makeCopy", () => {
  it(
    "puts a complete copy in place of a broken one, and removes what a crash left",
    inFolder(async (folder) => {
      const cache = join(folder, "cache");
      await mkdir(join(cache, ".half-made-abc", "bin"), { recursive: true });
      await executable(join(cache, "pulumi-3.276.0", "bin", "pulumi"), "exit 1");
      const found = await makeCopy(search(folder), "build", fill);
      expect(found).to.have.nested.property("engine.origin", "build");
      expect(await readdir(cache)).to.deep.equal(["pulumi-3.276.0"]);
    }),
  );

  it(
    "leaves nothing when making gives a reason, and keeps what was there",
    inFolder(async (folder) => {
      const cache = join(folder, "cache");
      await fill(join(cache, "pulumi-3.276.0"));
      const found = await makeCopy(search(folder), "build", async (root) => {
        await fill(root);
        return { reason: "no luck" };
      });
      expect(found).to.deep.equal({ reason: "no luck" });
      expect(await readdir(cache)).to.deep.equal(["pulumi-3.276.0"]);
    }),
  );

  it(
    "leaves nothing when it is aborted",
    inFolder(async (folder) => {
      const controller = new AbortController();
      const making = makeCopy(
        search(folder, { signal: controller.signal }),
        "build",
        async (root) => {
          controller.abort(new Error("enough"));
          return fill(root);
        },
      );
      expect(await making.catch((error: Error) => error.message)).to.equal("enough");
      expect(await readdir(join(folder, "cache"))).to.deep.equal([]);
    }),
  );
});
