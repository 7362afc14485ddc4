// Tags that the vendor has no more: reported, or removed within the limit, below the prefix alone.
import { expect } from "chai";
import { giveRole } from "../../emulator/arm/importing";
import { pushImage } from "../../emulator/registry/signedImage";
import { useSync } from "./useSync";

const ACR_DELETE = "c2f4ef07-c644-48eb-af81-4b1b4947fb11";

describe("a tag that the vendor has no more", () => {
  const { vendor, made, sync, copy, source, requests } = useSync();

  beforeEach(async () => {
    for (const tag of ["old", "older"]) await pushImage(made.pusher, "app/api", tag);
    await sync({ apply: true });
    for (const tag of ["old", "older"]) {
      await made.pusher.send("DELETE", `/acr/v1/app/api/_tags/${tag}`);
    }
  });
  const mayDelete = () =>
    giveRole(made.contoso, "contoso-importer", ACR_DELETE, made.contoso.registryId);

  it("is reported and kept, and the copy counts as in step", async () => {
    const { exitCode, lines } = await sync({ apply: true });
    expect([exitCode, lines.slice(1)]).to.deep.equal([
      0,
      [
        "The vendor has them no more:",
        "  vendor/app/api:old",
        "  vendor/app/api:older",
        "In step: 1 repository, 3 tags.",
      ],
    ]);
    expect(Object.keys(await copy("app/api"))).to.include.members(["old", "older"]);
  });

  it("is not removed without --apply, which is said", async () => {
    const { exitCode, lines } = await sync({ deletes: "untag" });
    expect([exitCode, lines.slice(1)]).to.deep.equal([
      1,
      [
        "The vendor has them no more, and --apply would remove them:",
        "  vendor/app/api:old",
        "  vendor/app/api:older",
        "Not in step: 1 repository compared.",
      ],
    ]);
    expect(Object.keys(await copy("app/api"))).to.include.members(["old", "older"]);
  });

  it("is removed with --deletes untag, and its manifest is not", async () => {
    await mayDelete();
    const { old } = await copy("app/api");
    const { exitCode, data } = await sync({ apply: true, deletes: "untag" });
    expect([exitCode, data.removed]).to.deep.equal([
      0,
      ["vendor/app/api:old", "vendor/app/api:older"],
    ]);
    expect(await copy("app/api")).to.deep.equal(await source("app/api"));
    const manifest = await made.reader.send("GET", `/v2/vendor/app/api/manifests/${old}`);
    expect(manifest.status).to.equal(200);
    expect(requests("Manifests_Delete")).to.equal(0);
  });

  it("is kept where there are more than --max-deletes", async () => {
    await mayDelete();
    const { exitCode, data } = await sync({ apply: true, deletes: "untag", maxDeletes: "1" });
    expect([exitCode, data.removed, data.failures]).to.deep.equal([
      1,
      [],
      [
        {
          where: "--deletes untag",
          what: "tags that the vendor has no more: 2; --max-deletes allows 1, so none was removed",
          remedy: "check them; then run again with --max-deletes 2",
        },
      ],
    ]);
  });

  it("is kept without the right to remove it, and where it is locked, and the other goes", async () => {
    const refused = await sync({ apply: true, deletes: "untag" });
    expect(refused.data.failures.map(({ what, remedy }) => `${what}; ${remedy}`)).to.deep.equal(
      Array(2).fill(
        'the registry does not let this identity remove it; give the identity the role "AcrDelete" on the target registry ("Container Registry Repository Contributor", if it uses repository permissions)',
      ),
    );
    await mayDelete();
    const access = await made.contoso.givenAccess(
      "locker",
      ["repositories/vendor/app/api/metadata/write"],
      "repository:vendor/app/api:metadata_write",
    );
    await made.contoso.registry("PATCH", "/acr/v1/vendor/app/api/_tags/old", access, {
      json: { deleteEnabled: false },
    });
    const locked = await sync({ apply: true, deletes: "untag" });
    expect([locked.exitCode, locked.data.removed, locked.data.failures]).to.deep.equal([
      1,
      ["vendor/app/api:older"],
      [
        {
          where: "vendor/app/api:old",
          what: "it is locked",
          remedy:
            "unlock it if it shall go: `az acr repository update --name contosoimages --image vendor/app/api:old --delete-enabled true --write-enabled true`",
        },
      ],
    ]);
  });

  it("is kept where the vendor has pushed it again meanwhile", async () => {
    await mayDelete();
    let back: Promise<unknown> | undefined;
    const stop = vendor.emulator.intercept(async ({ phase, entry: { operation } }) => {
      if (phase === "after" || operation !== "Tags_GetAttributes") return;
      back ??= Promise.all(["old", "older"].map((tag) => pushImage(made.pusher, "app/api", tag)));
      await back;
    });
    const { exitCode, data } = await sync({ apply: true, deletes: "untag" });
    stop();
    expect([back !== undefined, exitCode, data.removed]).to.deep.equal([true, 1, []]);
    expect((await sync({ apply: true, deletes: "untag" })).exitCode).to.equal(0);
  });
});
