// Manifests that the vendor keeps without a tag: each is read once, and remembered in a file that may be deleted.
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { RememberedManifests } from "../../../cli/sync/rememberedManifests";
import { imageOf } from "../../emulator/registry/pushing";
import { pushImage, pushSignature } from "../../emulator/registry/signedImage";
import { useSync } from "./useSync";

/** Of the tag that moved. */
const OLD = 3;
/** Of the tags that are in step. */
const INDEXES = 3;

describe("old manifests without a tag", () => {
  const { vendor, made, sync, requests } = useSync();
  const memory = () => join(made.folder, "manifests.json");

  /** A tag that moved before the first sync, beside an image for two platforms. */
  const prepare = async () => {
    const pushed = await pushImage(made.pusher, "app/api", "9.0");
    const config = Buffer.from("{}");
    await made.pusher.upload("app/api", config);
    for (let build = 0; build <= OLD; build += 1) {
      const image = imageOf(config, [], { annotations: { build: String(build) } });
      await made.pusher.put("app/api", image, { tag: "nightly" });
    }
    return pushed;
  };
  const readsOf = async (run: () => Promise<unknown>) => {
    vendor.emulator.journal.clear();
    await run();
    return requests("Manifests_Get");
  };
  const inStep = async () => {
    const { exitCode, data } = await sync();
    expect([exitCode, data.failures]).to.deep.equal([0, []]);
  };

  it("are read in the first run, with the indexes that might name them, and not again", async () => {
    await prepare();
    await sync({ apply: true });
    expect(await readsOf(inStep)).to.equal(0);
    rmSync(memory());
    expect(await readsOf(inStep)).to.equal(OLD + INDEXES);
    expect(await readsOf(inStep)).to.equal(0);
  });

  it("do not hide what is new: a signature, and a platform that went from the copy", async () => {
    const { index, children } = await prepare();
    await sync({ apply: true });
    const signature = await pushSignature(made.pusher, "app/api", index);
    const [gone = ""] = children;
    await made.reader.send("DELETE", `/v2/vendor/app/api/manifests/${gone}`);
    const { data } = await sync();
    expect(data.repositories[0]?.imports).to.deep.equal([
      { digest: index, tags: ["9.0"] },
      { digest: signature, tags: [] },
    ]);
    const { exitCode } = await sync({ apply: true });
    expect(exitCode).to.equal(0);
  });

  it("are read again where the file is torn or foreign, and nothing fails", async () => {
    await prepare();
    await sync({ apply: true });
    for (const text of ["", "{", "null", "[]", '{"x/app/api":{"sha256:0":5}}']) {
      writeFileSync(memory(), text);
      expect(await readsOf(inStep), text).to.equal(OLD + INDEXES);
    }
  });

  it("are read again where the folder cannot be written, which is said", () => {
    const folder = join(made.folder, "file");
    writeFileSync(folder, "");
    const remembered = new RememberedManifests(folder);
    const said: string[] = [];
    remembered.add("HOST/app/api", new Map([["sha256:1", { children: [] }]]), () => true);
    for (let pass = 1; pass <= 2; pass += 1) remembered.save((line) => said.push(line));
    expect(said).to.deep.equal([
      `${join(folder, "manifests.json")} cannot be written (EEXIST), so the next run reads the same manifests again`,
    ]);
  });

  it("are forgotten when the vendor has them no more", async () => {
    const { index } = await prepare();
    await sync({ apply: true });
    expect(existsSync(memory())).to.equal(true);
    await made.pusher.send("DELETE", `/v2/app/api/manifests/${index}`);
    const { data } = await sync();
    expect(data.failures).to.deep.equal([]);
    expect(readFileSync(memory(), "utf8")).not.to.contain(index);
  });

  it("may go between the list and the reading", async () => {
    await prepare();
    await sync({ apply: true });
    rmSync(memory());
    vendor.emulator.faults.add({
      operation: "Manifests_Get",
      status: 404,
      code: "MANIFEST_UNKNOWN",
      times: OLD,
    });
    await inStep();
  });
});
