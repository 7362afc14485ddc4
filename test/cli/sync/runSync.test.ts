// npm run sync between two emulated tenants: what it finds, what it imports, and what it leaves alone.
import { expect } from "chai";
import { wrappedText } from "../../../cli/wrapped";
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
    expect([
      again.exitCode,
      again.lines,
      requests("Registries_ImportImage") - before,
    ]).to.deep.equal([0, ["In step: 1 repository, 4 tags."], 0]);
  });

  it("says before it copies what it would, in a table, and on a narrow terminal in lines", async () => {
    const first = await pushImage(made.pusher, "app/worker", "one");
    await sync({ repository: ["app/worker"], apply: true });
    await pushImage(made.pusher, "app/worker", "one", "moved");
    await pushImage(made.pusher, "app/worker", "two", "moved");
    await made.reader.send("DELETE", "/acr/v1/vendor/app/worker/_tags/latest");
    const signature = await pushSignature(made.pusher, "app/worker", first.index);

    const wide = await sync({ repository: ["app/api", "app/worker"] }, { columns: 80 });
    expect(
      wrappedText(wide.lines.join("\n"), 80),
    ).to.equal(`┌───────────────────┬──────┬─────────┬───────┬───────┬─────────┐
│ copy              │ same │ missing │ moved │ extra │ imports │
├───────────────────┼──────┼─────────┼───────┼───────┼─────────┤
│ vendor/app/api    │    0 │       3 │     0 │     0 │       2 │
│ vendor/app/worker │    2 │       2 │     1 │     0 │       3 │
└───────────────────┴──────┴─────────┴───────┴───────┴─────────┘
Would be imported:
  vendor/app/api sha256:d72f9ea0da69: 1.0.0
  vendor/app/api sha256:78ea0641af89: 1.1.0, latest
  vendor/app/worker sha256:916d7cf31c02: latest
  vendor/app/worker sha256:1140173a3d1d: one (moved), two
  vendor/app/worker ${signature.slice(0, 19)}: a signature or another referrer,
    without a tag
Not in step: 5 digests with 6 tags to import. Run it with --apply.`);

    const slim = await sync({ repository: ["app/worker"] }, { columns: 48 });
    expect(
      wrappedText(slim.lines.join("\n"), 48),
    ).to.equal(`vendor/app/worker: 2 same, 2 missing, 1 moved, 0
  extra, 3 imports
Would be imported:
  vendor/app/worker sha256:916d7cf31c02: latest
  vendor/app/worker sha256:1140173a3d1d: one
    (moved), two
  vendor/app/worker ${signature.slice(0, 19)}: a
    signature or another referrer, without a tag
Not in step: 3 digests with 3 tags to import.
  Run it with --apply.`);
    expect(wide.data.repositories[1]).to.deep.include({
      repository: "app/worker",
      target: "vendor/app/worker",
      same: 2,
      extra: [],
    });
  });

  it("imports the tags of a digest in one call, and moves a tag that moved", async () => {
    const first = await pushImage(made.pusher, "app/api", "one", "first");
    for (const tag of ["two", "three"]) await pushImage(made.pusher, "app/api", tag, "first");
    await sync({ apply: true });
    const second = await pushImage(made.pusher, "app/api", "two", "second");
    vendor.emulator.journal.clear();
    const { exitCode, data, lines } = await sync({ apply: true });
    expect(requests("Registries_ImportImage")).to.equal(1);
    expect(data.imported).to.deep.equal([
      { target: "vendor/app/api", digest: second.index, tags: ["two"] },
    ]);
    expect([exitCode, lines.at(-2), lines.at(-1)]).to.deep.equal([
      0,
      "Imported: 1 digest with 1 tag.",
      "In step: 1 repository, 6 tags.",
    ]);
    const { one, two, three } = await copy("app/api");
    expect([one, two, three]).to.deep.equal([first.index, second.index, first.index]);
  });

  it("heals a tag that an import by tag left without its manifest", async () => {
    await pushImage(made.pusher, "app/api", "torn", "before");
    await made.contoso.arm("POST", "importImage", {
      source: {
        registryUri: vendor.loginServer,
        sourceImage: "app/api:torn",
        credentials: { username: "contoso-pull", password: made.password },
      },
      targetTags: ["vendor/app/api:torn"],
      mode: "Force",
    });
    await pushImage(made.pusher, "app/api", "torn", "after");
    await vendor.emulator.settle();
    expect(await copy("app/api")).to.deep.equal({ torn: "status 404" });
    expect((await sync({ apply: true })).exitCode).to.equal(0);
    expect(await copy("app/api")).to.deep.equal(await source("app/api"));
  });

  it("ends at the present tag where the vendor moves it meanwhile, and where a webhook's import is faster", async () => {
    await pushImage(made.pusher, "app/api", "moving", "first");
    let moves = 0;
    const stop = vendor.emulator.intercept(async ({ phase, entry: { operation } }) => {
      if (phase === "after" || operation !== "Registries_ImportImage" || moves > 1) return;
      moves += 1;
      await pushImage(made.pusher, "app/api", "moving", `move ${moves}`);
    });
    const { exitCode, data } = await sync({ apply: true });
    stop();
    expect([moves, exitCode, data.failures]).to.deep.equal([2, 0, []]);
    expect(await copy("app/api")).to.deep.equal(await source("app/api"));
  });

  it("writes nothing outside the prefix, and nothing at the vendor", async () => {
    vendor.emulator.journal.clear();
    await sync({ apply: true, targetPrefix: "from/vendor/", deletes: "untag" });
    expect(made.contoso.tenant.registries[0]?.repositories).to.deep.equal(["from/vendor/app/api"]);
    const writes = vendor.emulator.journal
      .entries()
      .filter(({ method }) => method !== "GET" && method !== "HEAD")
      .map(({ operation }) => operation);
    expect([...new Set(writes)].sort()).to.deep.equal([
      "AccessTokens_Post",
      "Entra_IssueToken",
      "RefreshTokens_Post",
      "Registries_ImportImage",
    ]);
  });

  it("takes the password from standard input", async () => {
    const options = { passwordSecret: undefined as unknown as string, passwordStdin: true };
    const { exitCode } = await sync(options, { input: `${made.password}\n` });
    expect(exitCode).to.equal(1);
  });

  it("compares all repositories that the token may list", async () => {
    const password = await vendor.givenToken("wide-pull", [
      "repositories/*/content/read",
      "repositories/*/metadata/read",
    ]);
    const { data } = await sync(
      {
        username: "wide-pull",
        passwordSecret: undefined as unknown as string,
        passwordStdin: true,
        repository: undefined as unknown as string[],
      },
      { input: password },
    );
    expect(data.repositories.map(({ repository }) => repository)).to.deep.equal(
      [...(vendor.tenant.registries[0]?.repositories ?? [])].sort(),
    );
  });
});
