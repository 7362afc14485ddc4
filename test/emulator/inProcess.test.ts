// The emulator without sockets and with a clock that stands still, for tests of many histories: webhooks and imports of two tenants.
import { expect } from "chai";
import { signEntraToken } from "../../emulator/entra/tokens";
import { dispatch, type Surroundings } from "../../emulator/http/dispatch";
import type { Listener } from "../../emulator/http/hosts";
import { type KeyFolder, openKeyFolder } from "../../emulator/http/keyFolder";
import type { Reply } from "../../emulator/http/reply";
import { settle } from "../../emulator/time/settle";
import type { Post } from "../../emulator/webhooks/post";
import { withCustomer } from "../../emulator/world/customerTenant";
import { createWorld } from "../../emulator/world/newWorld";
import { DEFAULT_SEED } from "../../emulator/world/seed";
import type { World } from "../../emulator/world/world";
import { ModelClock } from "../model/engine/modelClock";

const VENDOR = "/subscriptions/11111111-1111-4111-8111-111111111111/resourceGroups/registry-access";
const CONTOSO = "/subscriptions/44444444-4444-4444-8444-444444444444/resourceGroups/contoso-images";
const registry = (group: string, name: string) =>
  `${group}/providers/Microsoft.ContainerRegistry/registries/${name}`;

describe("the emulator in process", () => {
  let folder: KeyFolder;
  before(async () => {
    folder = await openKeyFolder(undefined);
  });
  after(() => folder.release());

  const open = async (post: Post) => {
    const ports: string[] = [];
    const portOf = (listener: Listener) => {
      if (!ports.includes(listener)) ports.push(listener);
      return ports.indexOf(listener) + 1;
    };
    const hosts = {
      authority: (listener: Listener) => `localhost:${portOf(listener)}`,
      url: (listener: Listener) => `https://localhost:${portOf(listener)}`,
      open: async () => {},
    };
    const clock = new ModelClock("2026-03-01T12:00:00Z");
    const seed = withCustomer(DEFAULT_SEED);
    const world = await createWorld({ seed, hosts, folder, clock, post });
    return { clock, world };
  };
  const send = async (world: World, method: string, address: string, body: object = {}) => {
    const [path = "", query = ""] = address.split("?");
    const around: Surroundings = { world, hooks: new Set(), onChange: () => {} };
    const tenant = world.cloud.find(({ identity }) => path.includes(identity.subscriptionId));
    const { clientId } = tenant?.identity ?? world.identity;
    const deployer = { clientId, objectId: clientId };
    const token = await signEntraToken(deployer, world.hosts.url("main"), tenant ?? world);
    const parameters = new URLSearchParams(query);
    parameters.set("api-version", "2025-11-01");
    const reply = await dispatch(
      {
        listener: "main",
        method,
        path,
        query: parameters,
        headers: { authorization: `Bearer ${token}` },
        rawHeaders: [],
        remoteAddress: "127.0.0.1",
        body: Buffer.from(JSON.stringify(body)),
      },
      around,
    );
    return reply as Reply;
  };
  const answer = { status: 202, reasonPhrase: "", headers: {}, content: "", version: "1.1" };

  it("delivers 200 events, moves its clock to the end of imports, and always comes to rest", async () => {
    const bodies: string[] = [];
    const { clock, world } = await open(async (_uri, { body }) => {
      bodies.push(body);
      return answer;
    });
    await send(world, "PUT", `${registry(VENDOR, "vendorimages")}/webhooks/contoso0sync`, {
      location: "westeurope",
      properties: { serviceUri: "https://localhost:9/", actions: ["push"] },
    });
    world.faults.add({ operation: "Webhooks_Deliver", delaySeconds: 3600, times: 50 });
    world.faults.add({ operation: "Webhooks_Deliver", delivery: "held", times: 50 });
    for (let number = 0; number < 200; number += 1) {
      await send(world, "POST", `${registry(VENDOR, "vendorimages")}/webhooks/contoso0sync/ping`);
    }
    const begun = clock.now().getTime();
    await settle(world);
    expect(bodies.length).to.equal(200);
    expect(clock.now().getTime() - begun).to.equal(3_600_000);

    const digest = world.registries.get("vendorimages")?.repositories.get("app/api")?.tags;
    const source = {
      registryUri: world.hosts.authority("registry:vendorimages"),
      credentials: { username: world.identity.clientId, password: world.identity.clientSecret },
      sourceImage: `app/api@${digest?.get("latest")?.digest}`,
    };
    const reply = await send(world, "POST", `${registry(CONTOSO, "contosoimages")}/importImage`, {
      source,
      targetTags: ["vendor/api:latest"],
    });
    const { pathname, search } = new URL(reply.headers?.location ?? "");
    const early = await send(world, "GET", `${pathname}${search}`);
    await settle(world);
    const late = await send(world, "GET", `${pathname}${search}`);
    const copied = world.cloud[1]?.registries.get("contosoimages")?.repositories.get("vendor/api");
    expect([reply.status, early.status, late.status]).to.deep.equal([202, 202, 200]);
    expect(copied?.tags.get("latest")?.digest).to.equal(digest?.get("latest")?.digest);
    expect(clock.now().getTime() - begun).to.equal(3_601_000);
  });
});
