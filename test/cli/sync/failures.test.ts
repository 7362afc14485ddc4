// What keeps npm run sync from copying: each is said with where, what and what to do, and the rest is copied.
import { expect } from "chai";
import {
  descriptorOf,
  imageOf,
  indexOf,
  OCI_INDEX,
  OCI_MANIFEST,
} from "../../emulator/registry/pushing";
import { pushImage, pushSignature } from "../../emulator/registry/signedImage";
import { takeImporting } from "./takeImporting";
import { type Synced, useSync } from "./useSync";

describe("a sync that cannot copy everything", () => {
  const { vendor, made, sync, copy, source } = useSync();

  const failures = ({ data }: Synced) =>
    data.failures.map(({ where, what, remedy }) => withoutIds(`${where}: ${what}; ${remedy}`));

  it("names a source digest that went meanwhile, and copies the rest", async () => {
    const { index } = await pushImage(made.pusher, "app/api", "gone");
    let gone: Promise<unknown> | undefined;
    const stop = vendor.emulator.intercept(async ({ phase, entry: { operation } }) => {
      if (phase === "after" || operation !== "Registries_ImportImage") return;
      gone ??= made.pusher.send("DELETE", `/v2/app/api/manifests/${index}`);
      await gone;
    });
    const result = await sync({ apply: true });
    stop();
    expect(failures(result)).to.deep.equal([
      `app/api@${index} (gone): importing app/api: 400 BadRequest: MANIFEST_UNKNOWN manifest ${index} of app/api is not found (request id ID); the vendor has removed it meanwhile: run again`,
    ]);
    expect([result.exitCode, await copy("app/api")]).to.deep.equal([1, await source("app/api")]);
    expect((await sync({ apply: true })).exitCode).to.equal(0);
  });

  it("names a locked target tag, and copies the rest", async () => {
    await sync({ apply: true });
    const path = "/acr/v1/vendor/app/api/_tags/latest";
    const locked = await made.contoso.givenAccess(
      "locker",
      ["repositories/vendor/app/api/metadata/write"],
      "repository:vendor/app/api:metadata_write",
    );
    await made.contoso.registry("PATCH", path, locked, { json: { writeEnabled: false } });
    const moved = await pushImage(made.pusher, "app/api", "latest", "moved");
    await pushImage(made.pusher, "app/api", "new");
    const result = await sync({ apply: true });
    expect(failures(result)).to.deep.equal([
      `app/api@${moved.index} (latest): importing app/api: 400 BadRequest: the operation is disallowed on vendor/app/api:latest (request id ID); the tag is locked: unlock it, if it shall be moved, with \`az acr repository update --name <registry> --image <image> --write-enabled true\``,
    ]);
    const { latest, ...others } = await source("app/api");
    expect(await copy("app/api")).to.deep.include(others);
    expect([result.exitCode, latest]).to.deep.equal([1, moved.index]);
  });

  it("stops at the first import where the role is missing, and says which", async () => {
    await takeImporting(made.contoso);
    const result = await sync({ apply: true });
    const digests = Object.entries(await source("app/api"));
    expect(result.lines.slice(1).map(withoutIds)).to.deep.equal([
      "2 failures:",
      `  app/api@${digests.find(([tag]) => tag === "1.0.0")?.[1]} (1.0.0)`,
      `  app/api@${digests.find(([tag]) => tag === "latest")?.[1]} (1.1.0, latest)`,
      "    importing app/api: 403 AuthorizationFailed: The client 'ID' with object id 'ID' does not have authorization to perform action 'Microsoft.ContainerRegistry/registries/importImage/action' over scope '/subscriptions/44444444-4444-4444-8444-444444444444/resourceGroups/contoso-images/providers/Microsoft.ContainerRegistry/registries/contosoimages/importImage' or the scope is invalid. If access was recently granted, please refresh your credentials (request id ID)",
      '    do this: give the identity the role "Container Registry Data Importer and Data Reader" on the target registry',
      "Not in step: 1 repository compared.",
    ]);
  });

  it("says what the vendor has not granted", async () => {
    const result = await sync({ repository: ["app/api", "base/alpine"], apply: true });
    expect(failures(result)).to.deep.equal([
      "base/alpine: contoso-pull has no content/read, no metadata/read on it; ask the vendor to grant content/read and metadata/read, or check the repository's name",
    ]);
    expect(await copy("app/api")).to.deep.equal(await source("app/api"));
  });

  it("leaves the copy of a repository that the vendor has no more", async () => {
    await sync({ apply: true });
    const before = await copy("app/api");
    await made.pusher.send("DELETE", "/acr/v1/app/api");
    const result = await sync({ apply: true, deletes: "untag" });
    expect(failures(result)).to.deep.equal([
      "app/api: the vendor has no such repository; check its name; its copy is left as it is",
    ]);
    expect(await copy("app/api")).to.deep.equal(before);
  });

  it("says how to copy an image of more manifests than Azure imports", async () => {
    const children = [];
    for (let number = 0; number < 50; number += 1) {
      const config = Buffer.from(JSON.stringify({ number }));
      await made.pusher.upload("app/api", config);
      const image = imageOf(config, []);
      await made.pusher.put("app/api", image);
      children.push(descriptorOf(image, OCI_MANIFEST));
    }
    const large = indexOf(children);
    await made.pusher.put("app/api", large, { mediaType: OCI_INDEX, tag: "large" });
    const { digest } = descriptorOf(large, OCI_INDEX);
    const signature = await pushSignature(made.pusher, "app/api", digest);
    const result = await sync({ apply: true });
    expect(failures(result)).to.deep.equal([
      `app/api@${digest}: it has 51 manifests, and Azure imports at most 50 at once; copy it with a client: \`skopeo copy --all --preserve-digests docker://HOST/app/api@${digest} docker://HOST/vendor/app/api:TAG\``,
    ]);
    const { large: left, ...others } = await source("app/api");
    expect([left, await copy("app/api")]).to.deep.equal([digest, others]);
    expect(signature).not.to.equal(undefined);
  });

  it("says so when Azure reports an import as done that copied nothing", async () => {
    const { index } = await pushImage(made.pusher, "app/api", "lost");
    vendor.emulator.faults.add({ operation: "Imports_Copy", path: index, delivery: "lost" });
    const result = await sync({ apply: true });
    expect(failures(result)).to.deep.equal([
      `app/api@${index} (lost): Azure reports the import as done, and vendor/app/api@${index} is not there; run again; if it stays like this, ask Azure's support`,
    ]);
    expect((await sync({ apply: true })).exitCode).to.equal(0);
  });

  it("says so where a tag moves in each pass", async () => {
    await sync({ apply: true });
    let moves = 0;
    const move = () => pushImage(made.pusher, "app/api", "restless", `move ${moves++}`);
    await move();
    const stop = vendor.emulator.intercept(async ({ phase, entry: { operation } }) => {
      if (phase === "before" && operation === "Registries_ImportImage") await move();
    });
    const result = await sync({ apply: true });
    stop();
    expect([moves, result.exitCode, failures(result)]).to.deep.equal([
      4,
      1,
      [
        "app/api: tags moved, or were not there after their import, in each of 3 passes; run again; if it stays like this, ask whether somebody else writes the same tags",
      ],
    ]);
    expect((await sync({ apply: true })).exitCode).to.equal(0);
  });

  it("waits out a storm of 429 and broken connections", async () => {
    await pushImage(made.pusher, "app/api", "stormy");
    for (const operation of [
      "Registries_ImportImage",
      "Tags_ListAttributes",
      "Manifests_ListAttributes",
      "Operations_GetResult",
      "AccessTokens_Get",
      "AccessTokens_Post",
      "Manifests_Get",
    ]) {
      vendor.emulator.faults.add({
        operation,
        status: 429,
        code: "TooManyRequests",
        headers: { "retry-after-ms": "1" },
        times: 3,
      });
      vendor.emulator.faults.add({ operation, reset: true, times: 1 });
    }
    vendor.emulator.journal.clear();
    const result = await sync({ apply: true });
    const statuses = vendor.emulator.journal.entries().map(({ status }) => status);
    expect(statuses.filter((status) => status === 429)).to.have.length(21);
    expect([failures(result), result.exitCode]).to.deep.equal([[], 0]);
    expect(await copy("app/api")).to.deep.equal(await source("app/api"));
  });

  it("follows imports without the right to look them up", async () => {
    vendor.emulator.faults.add({
      operation: "Operations_GetResult",
      status: 403,
      code: "AuthorizationFailed",
      times: 100,
    });
    const result = await sync({ apply: true });
    vendor.emulator.faults.clear();
    expect([failures(result), result.exitCode]).to.deep.equal([[], 0]);
    expect(await copy("app/api")).to.deep.equal(await source("app/api"));
  });
});

/** Without what differs from run to run. */
function withoutIds(text: string): string {
  return text
    .replace(/localhost:\d+/g, "HOST")
    .replace(/request id [0-9a-f-]{36}/, "request id ID")
    .replace(/'[0-9a-f]{8}-[0-9a-f-]{27}'/g, "'ID'");
}
