// What is pushed at the vendor's appears at the customer's, by real webhooks, runs and imports.
import { expect } from "chai";
import { ORAS_ARTIFACT } from "../../emulator/registry/pushing";
import { pushArtifact, pushImage, pushSignature } from "../../emulator/registry/signedImage";
import { useSyncedRegistries } from "./syncedRegistries";

describe("the workflow for events", () => {
  const both = useSyncedRegistries();
  const settle = () => both.vendor.emulator.settle();

  it("copies an image with all its platforms, under the prefix, and skips the events of the platforms", async () => {
    const { index, children } = await pushImage(both.pusher, "app/api", "1.0.1");
    await settle();
    expect([
      await both.digest("1.0.1"),
      ...(await Promise.all(children.map((each) => both.digest(each)))),
    ]).to.deep.equal([index, ...children]);
    expect(await both.ends()).to.deep.equal(["Succeeded", "Succeeded", "Succeeded"]);
    expect(both.importCount()).to.equal(1);
  });

  it("copies a signature that comes later, without a tag", async () => {
    const { index } = await pushImage(both.pusher, "app/api", "signed-later");
    await settle();
    const signature = await pushSignature(both.pusher, "app/api", index);
    await settle();
    expect(await both.digest(signature)).to.equal(signature);
  });

  it("copies the retired forms of referrers, later and after their image, and tags of such", async () => {
    const { index } = await pushImage(both.pusher, "app/api", "old-forms");
    await settle();
    const later = await pushArtifact(both.pusher, "app/api", { subject: index });
    const tagged = await pushArtifact(both.pusher, "app/api", { tag: "artifact" });
    await settle();
    both.vendor.emulator.faults.add({ operation: "Webhooks_Deliver", delivery: "lost" });
    const lost = await pushArtifact(both.pusher, "app/api", {
      subject: index,
      mediaType: ORAS_ARTIFACT,
    });
    await settle();
    expect([
      await both.digest(later),
      await both.digest("artifact"),
      await both.digest(lost),
    ]).to.deep.equal([later, tagged, "404"]);
    await both.call(both.event({ tag: "old-forms", digest: index }));
    expect(await both.digest(lost)).to.equal(lost);
    expect(new Set(await both.ends())).to.deep.equal(new Set(["Succeeded"]));
  });

  it("copies a signature whose own event was lost, after its image", async () => {
    const { index } = await pushImage(both.pusher, "app/api", "signed-before");
    await settle();
    both.vendor.emulator.faults.add({ operation: "Webhooks_Deliver", delivery: "lost" });
    const signature = await pushSignature(both.pusher, "app/api", index);
    await settle();
    expect(await both.digest(signature)).to.equal("404");
    await both.call(both.event({ tag: "signed-before", digest: index }));
    expect(await both.digest(signature)).to.equal(signature);
  });

  for (const untilFailsByAnyAction of [false, true]) {
    const how = untilFailsByAnyAction ? "any failed action of it" : "its last actions";
    it(`does nothing for a tag that is gone, and does not fail, also if a loop fails by ${how}`, async () => {
      const { behaviours } = both.vendor.emulator;
      behaviours.untilFailsByAnyAction = untilFailsByAnyAction;
      const before = both.importCount();
      await both.call(both.event({ tag: "never-was" }));
      await both.call(both.event({}));
      behaviours.untilFailsByAnyAction = false;
      expect(both.importCount() - before).to.equal(0);
      expect((await both.ends()).slice(-2)).to.deep.equal(["Succeeded", "Succeeded"]);
    });
  }

  it("answers before it begins, so that no webhook waits", async () => {
    const { status, bytes } = await both.call(both.event({ tag: "1.0.1" }));
    expect([status, String(bytes)]).to.deep.equal([202, ""]);
  });

  it("shows no secret in any history, nor where it is deployed", async () => {
    const history = await both.workflows.history("events");
    expect(history).to.include("Import_Referrer");
    for (const secret of both.secrets) expect(history).not.to.include(secret);
    expect(history).not.to.match(/Bearer [^@]|eyJ[\w-]+\.eyJ/);
  });
});

describe("the workflow that catches up", () => {
  const both = useSyncedRegistries();

  it("copies what was missed in the last 24 hours, from all repositories, and nothing older", async () => {
    const { emulator } = both.vendor;
    emulator.faults.add({ operation: "Webhooks_Deliver", delivery: "lost", times: 100 });
    const old = await pushImage(both.pusher, "app/api", "old");
    emulator.clock.advanceDays(1.5);
    const api = await pushImage(both.pusher, "app/api", "new");
    const worker = await pushImage(both.pusher, "app/worker", "new");
    await both.catchUp();
    expect([
      await both.vendorDigest("old"),
      await both.digest("old"),
      await both.digest("new"),
      await both.digest("new", "app/worker"),
    ]).to.deep.equal([old.index, "404", api.index, worker.index]);
    expect((await both.ends("catch-up")).at(-1)).to.equal("Succeeded");
  });

  it("copies signatures whose events were lost: late ones, of signatures, and of one platform", async () => {
    const { emulator } = both.vendor;
    const old = await pushImage(both.pusher, "app/worker", "signed-late");
    await emulator.settle();
    emulator.clock.advanceDays(2);
    emulator.faults.add({ operation: "Webhooks_Deliver", delivery: "lost", times: 100 });
    const late = await pushSignature(both.pusher, "app/worker", old.index);
    const { children } = await pushImage(both.pusher, "app/worker", "signed-deeply", "another");
    const platform = await pushSignature(both.pusher, "app/worker", children[0] ?? "");
    const signatures = [
      late,
      platform,
      await pushSignature(both.pusher, "app/worker", platform),
      await pushArtifact(both.pusher, "app/worker", { subject: platform }),
      await pushArtifact(both.pusher, "app/worker", { tag: "artifact" }),
    ];
    await both.catchUp();
    const copies = signatures.map((digest) => both.digest(digest, "app/worker"));
    expect(await Promise.all(copies)).to.deep.equal(signatures);
    expect((await both.ends("catch-up")).at(-1)).to.equal("Succeeded");
  });

  it("shows no secret in any history", async () => {
    const history = await both.workflows.history("catch-up");
    expect(history).to.include("Each_Tag");
    for (const secret of both.secrets) expect(history).not.to.include(secret);
    expect(history).not.to.match(/Bearer [^@]|eyJ[\w-]+\.eyJ/);
  });
});
