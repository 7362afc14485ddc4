// Workflows as resources: how Resource Manager shows, changes, lists, deletes and restores them.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { stable } from "../bodies";
import { useEmulator, useEmulators } from "../useEmulator";
import { definitionOf, MANUAL, Workflows } from "./workflows";

describe("an emulated workflow at Resource Manager", () => {
  const azure = useEmulator({ now: "2026-03-01T00:00:00Z" });
  const workflows = new Workflows(azure);

  it("is shown as it was put, but for secrets and with an identity", async () => {
    const parameters = { secret: { type: "securestring" }, list: { type: "Array" } };
    const values = { secret: { value: "s3cret" }, list: { value: [1] } };
    const put = await workflows.put("shown", {
      parameters,
      values,
      identity: { type: "SystemAssigned" },
    });
    const { status, body } = await workflows.arm("GET", "shown");

    expect([put.status, status]).to.deep.equal([201, 200]);
    expect(put.body).to.deep.equal(body);
    const { version, accessEndpoint, createdTime, changedTime, ...properties } = (
      body as { properties: Record<string, string> }
    ).properties;
    expect([version?.length, createdTime?.slice(0, 16), accessEndpoint?.length]).to.deep.equal([
      20,
      changedTime?.slice(0, 16),
      azure.emulator.url.length + 43,
    ]);
    expect(stable({ ...(body as object), properties })).to.deep.equal({
      properties: {
        provisioningState: "Succeeded",
        state: "Enabled",
        definition: definitionOf({ triggers: MANUAL, actions: {}, parameters }),
        parameters: { secret: { type: "SecureString" }, list: { value: [1] } },
      },
      identity: {
        type: "SystemAssigned",
        principalId: "<guid>",
        tenantId: "22222222-2222-4222-8222-222222222222",
      },
      id: `${workflows.id}/shown`,
      name: "shown",
      type: "Microsoft.Logic/workflows",
      location: "westeurope",
      tags: {},
    });
  });

  it("keeps its identity, URL and secret through a change, and loses the identity with it", async () => {
    const identity = { type: "SystemAssigned" };
    const url = await workflows.deploy("changed", { identity });
    const shown = async () =>
      (await workflows.arm("GET", "changed")).body as {
        identity?: object;
        properties: { version: string };
      };
    const first = await shown();
    const again = await workflows.deploy("changed", {
      identity,
      actions: { A: { type: "Query", inputs: { from: [], where: true } } },
    });
    const second = await shown();
    await workflows.arm("PATCH", "changed", { tags: { a: "b" } });
    const third = await shown();
    await workflows.put("changed", {});
    const last = await shown();

    expect([again, second.identity, third.identity]).to.deep.equal([
      url,
      first.identity,
      first.identity,
    ]);
    expect(third).to.deep.include({ tags: { a: "b" } });
    expect(second.properties.version < first.properties.version).to.equal(true);
    expect(last).not.to.have.property("identity");
  });

  it("has a service principal that nobody can log in with", async () => {
    const { body } = await workflows.put("principal", { identity: { type: "SystemAssigned" } });
    const { principalId } = (body as { identity: { principalId: string } }).identity;
    const { url, tenantId } = azure.emulator;
    const found = await azure.send(`${url}/v1.0/servicePrincipals/${principalId}`, {
      headers: { authorization: `Bearer ${await azure.accessToken(url)}` },
    });
    const { displayName, appId } = found.body as { displayName: string; appId: string };
    expect(displayName).to.equal("principal");
    const proofs: Record<string, string>[] = [
      { client_secret: "" },
      { client_assertion: "e30.e30.AA" },
    ];
    for (const proof of proofs) {
      const form = {
        grant_type: "client_credentials",
        client_id: appId,
        scope: `${url}/.default`,
        ...proof,
      };
      const { status } = await azure.send(`${url}/${tenantId}/oauth2/v2.0/token`, {
        method: "POST",
        form,
      });
      expect(status).to.equal(401);
    }
  });

  it("is listed until it is deleted", async () => {
    await workflows.deploy("listed", {});
    const names = async (path: string) =>
      (
        (await azure.arm("GET", path, undefined, "2019-05-01")).body as {
          value: { name: string }[];
        }
      ).value.map(({ name }) => name);
    const all = `/subscriptions/${azure.emulator.subscriptionId}/providers/Microsoft.Logic/workflows`;
    expect(
      [await names(workflows.id), await names(all)].map((each) => each.includes("listed")),
    ).to.deep.equal([true, true]);
    const first = await workflows.arm("DELETE", "listed");
    const second = await workflows.arm("DELETE", "listed");
    expect([first.status, second.status]).to.deep.equal([200, 204]);
    expect((await names(workflows.id)).includes("listed")).to.equal(false);
  });

  it("comes back with a checkpoint, as it was and without its runs", async () => {
    const url = await workflows.deploy("kept", {});
    const restore = azure.emulator.checkpoint();
    await workflows.call(url);
    await workflows.arm("DELETE", "kept");
    restore();
    expect([
      (await workflows.call(url)).status,
      (await workflows.runs("kept")).length,
    ]).to.deep.equal([202, 1]);
  });
});

describe("a world file with emulated workflows", () => {
  const start = useEmulators();
  let folder = "";
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "emulator-test-"));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it("brings back their URLs, secrets, identities and schedules, and no runs", async () => {
    const options = { folder: join(folder, "keys"), worldFile: join(folder, "world.json") };
    const recurrence = { frequency: "Hour", interval: 6, startTime: "2026-03-01T01:00:00Z" };
    const first = await start({ ...options, now: "2026-03-01T00:00:00Z" });
    const url = await new Workflows(first).deploy("lasting", {
      triggers: { ...MANUAL, timer: { type: "Recurrence", recurrence } },
      actions: {
        Keep: { type: "Query", inputs: { from: ["@parameters('secret')"], where: true } },
      },
      parameters: { secret: { type: "securestring" } },
      values: { secret: { value: "s3cret" } },
      identity: { type: "SystemAssigned" },
    });
    const before = (await new Workflows(first).arm("GET", "lasting")).body;
    await first.close();

    const second = await start(options);
    const workflows = new Workflows(second);
    expect((await workflows.arm("GET", "lasting")).body).to.deep.equal(before);
    expect(await workflows.runs("lasting")).to.deep.equal([]);
    expect((await workflows.run(url)).status).to.equal(202);
    expect((await workflows.content("lasting", "Keep")).outputs).to.deep.equal({
      body: ["s3cret"],
    });
    second.emulator.clock.advanceDays(0.25);
    await second.emulator.settle();
    expect((await workflows.runs("lasting")).length).to.equal(2);
  });
});
