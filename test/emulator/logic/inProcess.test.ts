// Workflows without sockets and with a clock that stands still, for tests of many histories.
import { expect } from "chai";
import { signEntraToken } from "../../../emulator/entra/tokens";
import { dispatch } from "../../../emulator/http/dispatch";
import type { Listener } from "../../../emulator/http/hosts";
import { type KeyFolder, openKeyFolder } from "../../../emulator/http/keyFolder";
import type { Outgoing } from "../../../emulator/http/outgoing";
import { settle } from "../../../emulator/time/settle";
import { createWorld } from "../../../emulator/world/newWorld";
import { DEFAULT_SEED } from "../../../emulator/world/seed";
import type { World } from "../../../emulator/world/world";
import { ModelClock } from "../../model/modelClock";
import { definitionOf, MANUAL } from "./workflows";

const GROUP = "/subscriptions/11111111-1111-4111-8111-111111111111/resourceGroups/registry-access";
const WORKFLOW = `${GROUP}/providers/Microsoft.Logic/workflows/in-process`;
const LISTENERS: readonly Listener[] = ["main", "registry:vendorimages", "vault:vendor-access"];

describe("an emulated workflow in process", () => {
  let folder: KeyFolder;
  before(async () => {
    folder = await openKeyFolder(undefined);
  });
  after(() => folder.release());

  /** Hands a request to the world as if it had come over a socket. */
  const carry = async (
    world: World,
    outgoing: Pick<Outgoing, "method" | "url" | "headers" | "body">,
  ) => {
    const { method, url, headers, body } = outgoing;
    const lowerCased = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]);
    const reply = await dispatch(
      {
        listener: LISTENERS[Number(url.port) - 1] ?? "main",
        method,
        path: url.pathname,
        query: url.searchParams,
        headers: Object.fromEntries(lowerCased),
        rawHeaders: Object.entries(headers).flat(),
        remoteAddress: "127.0.0.1",
        body,
      },
      { world, hooks: new Set(), onChange: () => {} },
    );
    if (reply === "reset") throw new Error("socket hang up");
    return {
      status: reply.status,
      headers: reply.headers ?? {},
      body: reply.body ?? Buffer.alloc(0),
    };
  };
  const open = async () => {
    const portOf = (listener: Listener) => LISTENERS.indexOf(listener) + 1;
    const hosts = {
      authority: (listener: Listener) => `localhost:${portOf(listener)}`,
      url: (listener: Listener) => `https://localhost:${portOf(listener)}`,
      open: async () => {},
    };
    const clock = new ModelClock("2026-03-01T12:00:00Z");
    const world: World = await createWorld({
      seed: DEFAULT_SEED,
      hosts,
      folder,
      clock,
      sendOut: (outgoing) => carry(world, outgoing),
    });
    return { world, clock };
  };
  const arm = async (world: World, method: string, path: string, json: object = {}) => {
    const { clientId } = world.identity;
    const deployer = { clientId, objectId: clientId };
    const token = await signEntraToken(deployer, world.hosts.url("main"), world);
    const url = new URL(`${world.hosts.url("main")}${path}?api-version=2019-05-01`);
    const headers = { authorization: `Bearer ${token}` };
    const { body } = await carry(world, {
      method,
      url,
      headers,
      body: Buffer.from(JSON.stringify(json)),
    });
    return JSON.parse(body.toString());
  };

  it("runs 100 times with a retry and a wait, by a clock that only the runs move", async () => {
    const { world, clock } = await open();
    const actions = {
      Ask: {
        type: "Http",
        inputs: {
          method: "GET",
          uri: "https://localhost:1/metadata/endpoints?api-version=2022-09-01",
        },
      },
    };
    await arm(world, "PUT", WORKFLOW, {
      location: "westeurope",
      properties: { definition: definitionOf({ triggers: MANUAL, actions, parameters: {} }) },
    });
    const { value } = await arm(world, "POST", `${WORKFLOW}/triggers/manual/listCallbackUrl`);
    const begun = clock.now().getTime();
    world.faults.add({ operation: "Metadata_GetEndpoints", status: 503, times: 100 });
    for (let call = 0; call < 100; call += 1) {
      const sent = { method: "POST", url: new URL(value), headers: {}, body: Buffer.alloc(0) };
      expect((await carry(world, sent)).status).to.equal(202);
    }
    await settle(world);

    const [history] = world.workflowHistories.values();
    const statuses = history?.runs.map(
      ({ status, actions: [ask] }) => `${status} ${ask?.attempts.length}`,
    );
    expect(new Set(statuses)).to.deep.equal(new Set(["Succeeded 2"]));
    expect([statuses?.length, clock.now().getTime() - begun]).to.deep.equal([100, 7_500]);
  });
});
