// The published recipe for copying images, unmodified but for addresses and credentials: that it runs, and what it loses.
import { setTimeout } from "node:timers/promises";
import { expect } from "chai";
import { DATA_IMPORTER, useImports } from "../arm/importing";
import { field } from "../bodies";
import type { Pusher } from "../registry/pushing";
import { givenPusher, pushImage, pushSignature } from "../registry/signedImage";
import { PUBLISHED_RECIPE } from "./publishedRecipe";
import { Workflows } from "./workflows";

const READER = "acdd72a7-3385-48ef-bd42-f606fba81ae7";

describe("the published recipe in an emulated workflow", () => {
  const { vendor, contoso, pusher, password } = useImports();
  let workflows: Workflows;
  let reader: Pusher;

  before(async () => {
    workflows = new Workflows(contoso());
    reader = await givenPusher(contoso(), "recipe-reader", "app/api");
    const put = await workflows.arm("PUT", "recipe", {
      location: "northeurope",
      identity: { type: "SystemAssigned" },
      properties: { definition: filledIn() },
    });
    expect(put.status, JSON.stringify(put.body)).to.equal(201);
    const { principalId } = (put.body as { identity: { principalId: string } }).identity;
    await giveRole(principalId, DATA_IMPORTER, contoso().registryId);
    await giveRole(principalId, READER, `/subscriptions/${contoso().tenant.subscriptionId}`);
    const { body } = await workflows.arm("POST", "recipe/triggers/manual/listCallbackUrl");
    await vendor.arm("PUT", "webhooks/contosorecipe", {
      location: "westeurope",
      properties: { serviceUri: field(body, "value"), scope: "app/api:*", actions: ["push"] },
    });
  });

  const filledIn = () =>
    JSON.parse(
      JSON.stringify(PUBLISHED_RECIPE)
        .replace("VENDORS-ACR-PASSWORD", password())
        .replace("VENDORS-ACR-USERNAME", "contoso-pull")
        .replace("VENDORS-ACR-NAME.azurecr.io", vendor.loginServer)
        .replace("CUSTOMERS-SUBSCRIPTION", contoso().tenant.subscriptionId)
        .replace("CUSTOMERS-ACR-RESOURCE-GROUP", contoso().tenant.resourceGroupName)
        .replace("CUSTOMERS-ACR-NAME", "contosoimages"),
    );
  const giveRole = async (principalId: string, role: string, scope: string) => {
    const name = `${role.slice(0, 24)}000000000000`;
    const path = `${scope}/providers/Microsoft.Authorization/roleAssignments/${name}`;
    const roleDefinitionId = `/providers/Microsoft.Authorization/roleDefinitions/${role}`;
    const { status } = await contoso().arm("PUT", path, {
      properties: { roleDefinitionId, principalId, principalType: "ServicePrincipal" },
    });
    expect(status).to.equal(201);
  };
  const there = async (reference: string) => {
    const { status, headers } = await reader.send("GET", `/v2/app/api/manifests/${reference}`);
    return [status, headers["docker-content-digest"]];
  };
  const loseNext = () =>
    vendor.emulator.faults.add({ operation: "Webhooks_Deliver", delivery: "lost" });
  /** How many runs ended with each status: the images of an index are pushed without a tag, and their runs fail. */
  const ends = async () => {
    const statuses = (await workflows.runs("recipe")).map(({ status }) => status);
    const count = (status: string) => statuses.filter((each) => each === status).length;
    return { succeeded: count("Succeeded"), failed: count("Failed"), all: statuses.length };
  };

  it("copies what is pushed, and answers the webhook before that", async () => {
    const { index, children } = await pushImage(pusher(), "app/api", "1.0");
    await vendor.emulator.settle();
    expect(await there("1.0")).to.deep.equal([200, index]);
    expect(await there(children[0] ?? "")).to.deep.equal([200, children[0]]);
    expect(await ends()).to.deep.equal({ succeeded: 1, failed: 2, all: 3 });
    const { body } = await vendor.arm("POST", "webhooks/contosorecipe/listEvents");
    const { value } = body as { value: { eventResponseMessage: { statusCode: string } }[] };
    expect(value.map((event) => event.eventResponseMessage.statusCode)).to.deep.equal([
      "200",
      "200",
      "200",
    ]);
  });

  it("has the password in its definition and in its history", async () => {
    const { body } = await workflows.arm("GET", "recipe");
    expect(JSON.stringify(body)).to.include(password());
    expect(await workflows.history("recipe")).to.include(password());
  });

  it("loses an image whose webhook is lost", async () => {
    for (let events = 0; events < 3; events += 1) loseNext();
    await pushImage(pusher(), "app/api", "lost");
    await vendor.emulator.settle();
    expect((await there("lost"))[0]).to.equal(404);
  });

  it("leaves a tag without a manifest, if it moves during the import and the next webhook is lost", async () => {
    const accepted = () =>
      vendor.emulator.journal
        .entries()
        .filter((each) => each.operation === "Registries_ImportImage" && each.status === 202)
        .length;
    const { behaviours } = vendor.emulator;
    const usual = { importSeconds: behaviours.importSeconds, pollSeconds: behaviours.pollSeconds };
    Object.assign(behaviours, { importSeconds: 3600, pollSeconds: 3600 });
    const before = accepted();
    await pushImage(pusher(), "app/api", "moving", "first");
    while (accepted() === before) await setTimeout(1);
    for (let events = 0; events < 3; events += 1) loseNext();
    await pushImage(pusher(), "app/api", "moving", "second");
    await vendor.emulator.settle();
    Object.assign(behaviours, usual);
    expect((await there("moving"))[0]).to.equal(404);
    expect(await ends()).to.deep.equal({ succeeded: 2, failed: 4, all: 6 });
  });

  it("copies no signature", async () => {
    const { index } = await pushImage(pusher(), "app/api", "signed");
    const signature = await pushSignature(pusher(), "app/api", index);
    await vendor.emulator.settle();
    expect([await there("signed"), (await there(signature))[0]]).to.deep.equal([[200, index], 404]);
    expect(await ends()).to.deep.equal({ succeeded: 3, failed: 7, all: 10 });
  });
});
