// Imports that are refused or fail: rights of the caller, credentials of the source, locks.
import { expect } from "chai";
import { pushImage } from "../registry/signedImage";
import { DATA_IMPORTER, defineRole, endOf, giveRole, poll, useImports } from "./importing";

const IMPORTER = "contoso-importer";
const UNAUTHORIZED =
  'FAILED Invalid message Unauthorized Unauthorized {"errors":[{"code":"UNAUTHORIZED","message":"authentication required","detail":[{"Type":"repository","Class":"","Name":"app/api","Action":"pull"}]}]}';

describe("an emulated import", () => {
  const imports = useImports();
  const { vendor, contoso, pusher, password, source, imported, manifest } = imports;
  const targetTags = ["vendor/api:refused"];
  let index = "";
  before(async () => {
    index = (await pushImage(pusher(), "app/api", "1.0")).index;
  });
  const isNotThere = async () => expect((await manifest("refused"))[0]).to.equal(404);
  const startAs = async (principal: string, sourceOf: object = source(`app/api@${index}`)) => {
    const token = await contoso().newAccessToken(vendor.emulator.url, principal);
    return contoso().send(
      `${vendor.emulator.url}${contoso().registryId}/importImage?api-version=2025-11-01`,
      {
        method: "POST",
        json: { source: sourceOf, targetTags, mode: "Force" },
        headers: { authorization: `Bearer ${token}` },
      },
    );
  };

  it("needs a right to import, and another one to be followed", async () => {
    const goBack = vendor.emulator.checkpoint();
    const without = await startAs(IMPORTER);
    const subscription = `/subscriptions/${contoso().tenant.subscriptionId}`;
    await giveRole(contoso(), IMPORTER, DATA_IMPORTER, subscription);
    const begun = await startAs(IMPORTER);
    const followed = await poll(contoso(), begun, IMPORTER);
    const actions = ["Microsoft.ContainerRegistry/locations/operationResults/read"];
    await giveRole(contoso(), IMPORTER, await defineRole(contoso(), actions), subscription);
    vendor.emulator.clock.advanceSeconds(1);
    const allowed = await poll(contoso(), begun, IMPORTER);
    goBack();

    expect(endOf(without).slice(0, 2)).to.deep.equal([403, "AuthorizationFailed"]);
    expect(String(endOf(without)[2])).to.contain(
      "'Microsoft.ContainerRegistry/registries/importImage/action'",
    );
    expect(begun.status).to.equal(202);
    expect(endOf(followed).slice(0, 2)).to.deep.equal([403, "AuthorizationFailed"]);
    expect(String(endOf(followed)[2])).to.contain(
      "'Microsoft.ContainerRegistry/locations/operationResults/read'",
    );
    expect(allowed.status).to.equal(200);
  });

  it("has to wait until a new role assignment takes effect, when a behaviour says so", async () => {
    const goBack = vendor.emulator.checkpoint();
    vendor.emulator.behaviours.roleAssignmentDelaySeconds = 300;
    await giveRole(contoso(), IMPORTER, DATA_IMPORTER, contoso().registryId);
    const early = await startAs(IMPORTER);
    vendor.emulator.clock.advanceSeconds(301);
    const late = await startAs(IMPORTER);
    vendor.emulator.behaviours.roleAssignmentDelaySeconds = 0;
    goBack();
    expect([early.status, late.status]).to.deep.equal([403, 202]);
  });

  for (const { what, credentials } of [
    { what: "a wrong password", credentials: () => ({ username: "contoso-pull", password: "no" }) },
    { what: "no user name", credentials: () => ({ password: password() }) },
    { what: "no credentials", credentials: () => undefined },
  ]) {
    it(`fails with ${what}`, async () => {
      const from = source(`app/api@${index}`, { credentials: credentials() });
      expect(await imported("", { source: from, targetTags })).to.deep.equal([
        400,
        "BadRequest",
        UNAUTHORIZED,
      ]);
      await isNotThere();
    });
  }

  it("fails with a token that is disabled, expired, or has another repository", async () => {
    const goBack = vendor.emulator.checkpoint();
    const ends = [];
    await vendor.arm("PATCH", "tokens/contoso-pull", { properties: { status: "disabled" } });
    ends.push(await imported(`app/api@${index}`, { targetTags }));
    await vendor.arm("PATCH", "tokens/contoso-pull", { properties: { status: "enabled" } });
    await vendor.arm("PATCH", "scopeMaps/contoso-pull", {
      properties: { actions: ["repositories/app/web/content/read"] },
    });
    ends.push(await imported(`app/api@${index}`, { targetTags }));
    await vendor.arm("PATCH", "scopeMaps/contoso-pull", {
      properties: { actions: ["repositories/app/api/content/read"] },
    });
    const expiry = new Date(vendor.emulator.clock.now().getTime() + 60_000).toISOString();
    const short = await vendor.givenPassword("contoso-pull", "password2", expiry);
    const credentials = { username: "contoso-pull", password: short };
    const from = source(`app/api@${index}`, { credentials });
    vendor.emulator.clock.advanceSeconds(61);
    ends.push(await imported("", { source: from, targetTags }));
    await isNotThere();
    goBack();
    expect(ends).to.deep.equal([1, 2, 3].map(() => [400, "BadRequest", UNAUTHORIZED]));
  });

  it("fails when the image or the registry is not there, or the image is locked", async () => {
    const access = await vendor.givenAccess(
      "vendor-locker",
      ["repositories/app/api/metadata/write"],
      "repository:app/api:metadata_write",
    );
    const lock = (readEnabled: boolean) =>
      vendor.registry("PATCH", "/acr/v1/app/api/_tags/1.0", access, { json: { readEnabled } });
    await lock(false);
    expect(await imported("app/api:1.0", { targetTags })).to.deep.equal([
      400,
      "BadRequest",
      "FAILED the operation is disallowed on app/api",
    ]);
    await lock(true);
    expect(await imported("app/api:nothing", { targetTags })).to.deep.equal([
      400,
      "BadRequest",
      "FAILED MANIFEST_UNKNOWN manifest nothing of app/api is not found",
    ]);
    const registryUri = "localhost:1";
    const from = source("app/api:1.0", { registryUri });
    expect(await imported("", { source: from, targetTags })).to.deep.equal([
      400,
      "BadRequest",
      "FAILED the registry localhost:PORT cannot be reached",
    ]);
    await isNotThere();
  });

  it("fails when a target tag is locked", async () => {
    const locked = ["vendor/api:locked"];
    await imported("app/api:1.0", { targetTags: locked });
    const access = await contoso().givenAccess(
      "locker",
      ["repositories/vendor/api/metadata/write"],
      "repository:vendor/api:metadata_write",
    );
    await contoso().registry("PATCH", "/acr/v1/vendor/api/_tags/locked", access, {
      json: { writeEnabled: false },
    });
    expect(await imported("app/api:1.0", { targetTags: locked })).to.deep.equal([
      400,
      "BadRequest",
      "FAILED the operation is disallowed on vendor/api:locked",
    ]);
  });

  it("takes a registry of the same tenant by its id, which the caller has to be allowed to read", async () => {
    const goBack = vendor.emulator.checkpoint();
    const { index: own } = await pushImage(pusher(), "app/api", "own");
    await imported("app/api:own", { targetTags: ["vendor/api:own"] });
    const at = (resourceId: string) => ({ resourceId, sourceImage: "vendor/api:own" });
    const inside = await imported("", {
      source: at(contoso().registryId),
      targetTags: ["vendor/other:copied"],
    });
    const copied = await manifest("copied", "vendor/other");
    const foreign = await imported("", { source: at(vendor.registryId), targetTags });
    const registries = "Microsoft.ContainerRegistry/registries";
    const actions = [`${registries}/importImage/action`, `${registries}/read`];
    await giveRole(contoso(), IMPORTER, await defineRole(contoso(), actions), contoso().groupId);
    const withoutPull = await startAs(IMPORTER, at(contoso().registryId));
    await vendor.emulator.settle();
    const denied = endOf(await poll(contoso(), withoutPull));
    goBack();

    expect([inside, copied]).to.deep.equal([[200], [200, own]]);
    expect(foreign.slice(0, 2)).to.deep.equal([403, "LinkedAuthorizationFailed"]);
    expect(String(foreign[2])).to.contain(
      `does not have permission to perform action 'read' on the linked scope(s) '${vendor.registryId}'.`,
    );
    expect(denied).to.deep.equal([400, "BadRequest", "FAILED Access to localhost:PORT denied."]);
  });
});
