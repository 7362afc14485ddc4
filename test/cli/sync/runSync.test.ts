// npm run sync between two emulated tenants: what it finds, what it imports, and what it leaves alone.
import { expect } from "chai";
import { pushImage, pushSignature } from "../../emulator/registry/signedImage";
import { useSync } from "./useSync";

describe("a sync", () => {
  const { vendor, made, sync, copy, source, requests } = useSync();

  it("copies images whole, with signatures, and is in step then", async () => {
    const { index, children } = await pushImage(made.pusher, "app/api", "9.0");
    const signature = await pushSignature(made.pusher, "app/api", index);
    const onSignature = await pushSignature(made.pusher, "app/api", signature);
    const onChild = await pushSignature(made.pusher, "app/api", children[0] ?? "");

    const dry = await sync();
    expect([dry.exitCode, await copy("app/api")]).to.deep.equal([1, {}]);
    const applied = await sync({ apply: true });
    expect(applied.data.failures).to.deep.equal([]);
    expect(applied.exitCode).to.equal(0);
    expect(await copy("app/api")).to.deep.equal(await source("app/api"));
    for (const digest of [signature, onSignature, onChild, ...children]) {
      const found = await made.reader.send("GET", `/v2/vendor/app/api/manifests/${digest}`);
      expect([digest, found.status]).to.deep.equal([digest, 200]);
    }
    const before = requests("Registries_ImportImage");
    const again = await sync({ apply: true });
    expect([again.exitCode, again.lines, requests("Registries_ImportImage") - before]).to.deep.equal(
      [0, ["In step: 1 repository, 4 tags."], 0],
    );
  });
});
