// Webhooks by Microsoft's own client: what is written, what comes back, what is refused.
import type { ContainerRegistryManagementClient } from "@azure/arm-containerregistry";
import { expect } from "chai";
import { stable } from "../bodies";
import { failureOf, managementClient } from "../managementClient";
import { useEmulator } from "../useEmulator";
import { useReceiver } from "../webhooks/receiver";

const GROUP = "registry-access";
const REGISTRY = "vendorimages";
const ID = `/subscriptions/11111111-1111-4111-8111-111111111111/resourceGroups/${GROUP}/providers/Microsoft.ContainerRegistry/registries/${REGISTRY}/webhooks`;

describe("webhooks of an emulated registry", () => {
  const azure = useEmulator();
  const receiver = useReceiver(azure);
  let client: ContainerRegistryManagementClient;
  const given = {
    location: "westeurope",
    serviceUri: "https://customer.example/sync?sig=secret-in-the-address",
    customHeaders: { "X-Registry-Sync": "header-secret", Authorization: "Basic c2VjcmV0" },
    actions: ["push", "delete"],
    scope: "app/api:*",
    tags: { for: "contoso" },
  };
  const create = (name: string, more: object = {}) =>
    client.webhooks.create(GROUP, REGISTRY, name, { ...given, ...more });

  before(() => {
    client = managementClient(azure);
  });
  afterEach(async () => {
    for await (const { name = "" } of client.webhooks.list(GROUP, REGISTRY)) {
      await client.webhooks.delete(GROUP, REGISTRY, name);
    }
  });

  it("are made, changed, listed and deleted, and never show their address and headers", async () => {
    const made = await create("Contoso0sync");
    const shown = {
      type: "Microsoft.ContainerRegistry/registries/webhooks",
      id: `${ID}/Contoso0sync`,
      name: "Contoso0sync",
      location: "westeurope",
      tags: { for: "contoso" },
      properties: {
        status: "enabled",
        scope: "app/api:*",
        actions: ["push", "delete"],
        provisioningState: "Succeeded",
      },
    };
    const { body } = await azure.arm("GET", "webhooks/contoso0SYNC");
    const { systemData, ...rest } = body as { systemData: object };
    expect(rest).to.deep.equal(shown);
    expect(Object.keys(systemData).length).to.equal(6);

    const updated = await client.webhooks.update(GROUP, REGISTRY, "contoso0sync", {
      status: "disabled",
      scope: "",
    });
    const listed = [];
    for await (const each of client.webhooks.list(GROUP, REGISTRY)) listed.push(each);
    expect([made.status, updated.status, updated.scope, updated.actions]).to.deep.equal([
      "enabled",
      "disabled",
      "",
      ["push", "delete"],
    ]);
    expect(listed.map(({ name, status }) => [name, status])).to.deep.equal([
      ["Contoso0sync", "disabled"],
    ]);
    expect(JSON.stringify([body, made, updated, listed])).not.to.contain("secret");

    await client.webhooks.delete(GROUP, REGISTRY, "contoso0sync");
    await client.webhooks.delete(GROUP, REGISTRY, "contoso0sync");
    expect(await failureOf(client.webhooks.get(GROUP, REGISTRY, "contoso0sync"))).to.deep.equal([
      404,
      "ResourceNotFound",
    ]);
  });

  it("keep address and headers in a PATCH without them, and lose the headers in a PUT without them", async () => {
    await create("contoso0sync");
    const config = () => client.webhooks.getCallbackConfig(GROUP, REGISTRY, "contoso0sync");
    await client.webhooks.update(GROUP, REGISTRY, "contoso0sync", { scope: "app/web" });
    expect(await config()).to.deep.equal({
      serviceUri: given.serviceUri,
      customHeaders: given.customHeaders,
    });
    await create("contoso0sync", { customHeaders: undefined, serviceUri: "http://other.example/" });
    expect(await config()).to.deep.equal({
      serviceUri: "http://other.example/",
      customHeaders: {},
    });
  });

  it("list what was sent and answered, with Authorization masked and other headers in clear", async () => {
    await create("contoso0sync", { serviceUri: receiver.url });
    receiver.answer = { status: 401, body: "who?", headers: { "x-answer": "no" } };
    const { id } = await client.webhooks.ping(GROUP, REGISTRY, "contoso0sync");
    await azure.emulator.settle();
    const { body } = await azure.arm("POST", "webhooks/contoso0sync/listEvents");
    const { value } = body as {
      value: { id: string; eventResponseMessage: { headers: object } }[];
    };
    const [event = expect.fail("no event")] = value;
    const { timestamp = "" } = receiver.received[0]?.event ?? {};

    expect(receiver.received.map((each) => each.event)).to.deep.equal([
      { id, timestamp, action: "ping" },
    ]);
    expect(receiver.received[0]?.headers.authorization).to.equal("Basic c2VjcmV0");
    const length = String(JSON.stringify({ id, timestamp, action: "ping" }).length);
    expect(value.length).to.equal(1);
    expect(event).to.deep.equal({
      id,
      eventRequestMessage: {
        content: { id, timestamp, action: "ping" },
        headers: {
          "Content-Type": "application/json",
          "X-Registry-Sync": "header-secret",
          Authorization: "******",
          "Content-Length": length,
        },
        method: "POST",
        requestUri: receiver.url,
        version: "1.1",
      },
      eventResponseMessage: {
        content: "who?",
        headers: event.eventResponseMessage.headers,
        reasonPhrase: "Unauthorized",
        statusCode: "401",
        version: "1.1",
      },
    });
    expect(event.eventResponseMessage.headers).to.include({ "x-answer": "no" });
    const listed = [];
    for await (const each of client.webhooks.listEvents(GROUP, REGISTRY, "contoso0sync")) {
      listed.push(each.eventResponseMessage?.statusCode);
    }
    expect(listed).to.deep.equal(["401"]);
  });

  it("are at most 2, 10 or 500, as the tier says, and are counted by listUsages", async () => {
    for (const number of [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]) await create(`webhook${number}`);
    const { body } = await azure.arm("PUT", "webhooks/webhook11", {
      location: "westeurope",
      properties: { serviceUri: "https://a.example/", actions: ["push"] },
    });
    expect(stable(body)).to.deep.equal({
      error: {
        code: "QuotaExceeded",
        message:
          "The quota has been exceeded for the resource type webhooks for the registry SKU Standard. See https://aka.ms/acr/tiers for the limits of each tier.",
      },
    });
    expect((await create("webhook10", { scope: "" })).scope).to.equal("");
    const usages = await client.registries.listUsages(GROUP, REGISTRY);
    const [webhooks] = usages.value?.filter(({ name }) => name === "Webhooks") ?? [];
    expect(webhooks).to.include({ limit: 10, currentValue: 10 });
  });

  it("may be at a replica of a Premium registry, and stay where they are", async () => {
    await client.registries.update(GROUP, REGISTRY, { sku: { name: "Premium" } });
    await client.replications.create(GROUP, REGISTRY, "eastus", { location: "eastus" });
    const replicas = [];
    for await (const { name, location } of client.replications.list(GROUP, REGISTRY)) {
      replicas.push([name, location]);
    }
    const made = await create("contoso0sync", { location: "East US" });
    const moved = await azure.arm("PUT", "webhooks/contoso0sync", {
      location: "westeurope",
      properties: { serviceUri: "https://a.example/", actions: ["push"] },
    });
    await client.replications.delete(GROUP, REGISTRY, "eastus");
    await client.registries.update(GROUP, REGISTRY, { sku: { name: "Standard" } });

    expect([replicas, made.location]).to.deep.equal([[["eastus", "eastus"]], "East US"]);
    expect([moved.status, moved.body]).to.deep.equal([
      409,
      {
        error: {
          code: "InvalidResourceLocation",
          message:
            "The resource 'contoso0sync' already exists in location 'East US' in resource group 'registry-access'. A resource with the same name cannot be created in location 'westeurope'. Please select a new resource name.",
        },
      },
    ]);
  });

  it("need a role, and their secrets a right of their own", async () => {
    await create("contoso0sync");
    const reader = managementClient(azure, "contoso-deployment");
    const refused = [403, "AuthorizationFailed"];
    const read = () => reader.webhooks.get(GROUP, REGISTRY, "contoso0sync");
    const config = () => reader.webhooks.getCallbackConfig(GROUP, REGISTRY, "contoso0sync");
    expect(await failureOf(read())).to.deep.equal(refused);
    await azure.arm(
      "PUT",
      "providers/Microsoft.Authorization/roleAssignments/12121212-1212-4212-8212-121212121212",
      {
        properties: {
          roleDefinitionId:
            "/providers/Microsoft.Authorization/roleDefinitions/acdd72a7-3385-48ef-bd42-f606fba81ae7",
          principalId: "66666666-6666-4666-8666-666666666666",
          principalType: "ServicePrincipal",
        },
      },
    );
    expect((await read()).name).to.equal("contoso0sync");
    expect(await failureOf(config())).to.deep.equal(refused);
    const log = reader.webhooks.listEvents(GROUP, REGISTRY, "contoso0sync");
    expect(await failureOf(log.next())).to.deep.equal(refused);
  });

  it("are in the world file's checkpoint", async () => {
    await create("contoso0sync", { serviceUri: receiver.url });
    const goBack = azure.emulator.checkpoint();
    await client.webhooks.delete(GROUP, REGISTRY, "contoso0sync");
    goBack();
    await client.webhooks.ping(GROUP, REGISTRY, "contoso0sync");
    await azure.emulator.settle();
    expect(receiver.summary).to.deep.equal(["ping"]);
  });
});
