// Passwords, grants, roles and locks that keep a run from copying: it says which, and is healed once that is mended.
import { expect } from "chai";
import { toJson } from "../../emulator/registry/pushing";
import { pushImage } from "../../emulator/registry/signedImage";
import { failed, noPassword, useFailedRuns } from "./failedRuns";

const REFUSED =
  "The vendor's registry refuses the password of 'contoso-pull' (401): it is over or wrong, or the token is disabled. Put the vendor's present password into the secret. If that is refused as well, ask the vendor.";

const FORBIDDEN =
  "Azure does not let this workflow's identity import (403). It needs the role Container Registry Data Importer and Data Reader on your registry, and on the subscription Microsoft.ContainerRegistry/locations/operationResults/read, unless waitsForImports is false. A new role has an effect after minutes.";

describe("a run for an event that may not copy", () => {
  const { both, outcome } = useFailedRuns();
  const refusals = (operation: string, status: number) =>
    both.vendor.emulator.journal
      .entries()
      .filter((entry) => entry.operation === operation && entry.status === status).length;

  it("asks the vendor once, where the password is refused: the token is disabled", async () => {
    const set = (status: string) =>
      both.vendor.arm("PATCH", "tokens/contoso-pull", { properties: { status } });
    const found = await outcome(
      () => set("disabled"),
      () => set("enabled"),
    );
    expect(found).to.deep.equal(failed("PasswordRefused", REFUSED));
    // Of three runs, two are for the platforms.
    expect(refusals("AccessTokens_Get", 401)).to.equal(3);
  });

  it("says so where the password is over", async () => {
    const azure = both.vendor;
    const end = new Date(azure.emulator.clock.now().getTime() + 3_600_000).toISOString();
    const secret = "/secrets/vendor-password";
    const put = (value: string) => both.contoso.vault("PUT", secret, { value });
    await put(await azure.givenPassword("contoso-pull", "password2", end));
    azure.emulator.clock.advanceDays(1);
    const found = await outcome(
      () => {},
      async () => put(await azure.givenPassword("contoso-pull", "password2")),
    );
    expect(found).to.deep.equal(failed("PasswordRefused", REFUSED));
  });

  it("says so where a repository is not granted any more", async () => {
    const grant = (...names: string[]) =>
      both.vendor.arm("PATCH", "scopeMaps/contoso-pull", {
        properties: {
          actions: names.flatMap((name) =>
            ["content/read", "metadata/read"].map((right) => `repositories/${name}/${right}`),
          ),
        },
      });
    const found = await outcome(
      () => grant("app/worker"),
      () => grant("app/api", "app/worker"),
    );
    const message =
      "The vendor's token may not read 'app/api'. Ask the vendor to grant content/read, or take the repository out of the list.";
    expect(found).to.deep.equal(failed("NotGranted", message));
  });

  it("says so where the secret is gone, or disabled", async () => {
    const path = "/secrets/vendor-password";
    const found = await outcome(
      () => both.contoso.vault("DELETE", path),
      () => both.contoso.vault("POST", "/deletedsecrets/vendor-password/recover"),
    );
    expect(found).to.deep.equal(failed("PasswordNotRead", noPassword("404")));
  });

  for (const [what, right, code, message] of [
    ["may not read the password", /vendor-password$/, "PasswordNotRead", noPassword("403")],
    ["may not import", /registries\/contosoimages$/, "ImportForbidden", FORBIDDEN],
    [
      "may not look up the end of an import",
      /^\/subscriptions\/[^/]+$/,
      "ImportForbidden",
      FORBIDDEN,
    ],
  ] as const) {
    it(`says so where its identity ${what}, and heals when the role has come`, async () => {
      const assignments = both.vendor.tenantWorld("contoso").roleAssignments;
      const taken = [...assignments].filter(([, { scope }]) => right.test(scope));
      expect(taken).to.have.lengthOf(2);
      const found = await outcome(
        () => taken.forEach(([id]) => void assignments.delete(id)),
        () => taken.forEach(([id, each]) => void assignments.set(id, each)),
      );
      // Azure imports although its end cannot be looked up.
      const early = what.includes("look up") ? { early: undefined } : {};
      expect({ ...found, ...early }).to.deep.equal({ ...failed(code, message), ...early });
    });
  }

  it("heals after roles that come late", async () => {
    const { behaviours } = both.vendor.emulator;
    const found = await outcome(
      () => Object.assign(behaviours, { roleAssignmentDelaySeconds: 600 }),
      () => both.vendor.pass(600),
    );
    behaviours.roleAssignmentDelaySeconds = 0;
    expect(found).to.deep.equal(failed("PasswordNotRead", noPassword("403")));
  });

  it("repeats what Azure says of a locked tag, leaves it as it is, and copies it when it is unlocked", async () => {
    const { index: old } = await pushImage(both.pusher, "app/api", "1.0.2", "before");
    await both.vendor.emulator.settle();
    const lock = (writeEnabled: boolean) =>
      both.reader.send("PATCH", "/acr/v1/vendor/app/api/_tags/1.0.2", toJson({ writeEnabled }), {
        "content-type": "application/json",
      });
    const found = await outcome(
      () => lock(false),
      () => lock(true),
    );
    expect({ ...found, message: undefined }).to.deep.equal({
      ...failed("ImportFailed", ""),
      message: undefined,
      early: old,
    });
    expect(found.message).to.match(
      /^Azure could not import from 'app\/api' \(status '400'\): Operation \S+ failed\. Resource \S+ the operation is disallowed on vendor\/app\/api:1\.0\.2 If a tag or repository of yours is locked, unlock it: `az acr repository update --name <registry> --image <image> --write-enabled true`\. If the image has more than 50 manifests, it cannot be imported\.$/,
    );
  });
});
