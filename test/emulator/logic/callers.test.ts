// From which addresses a workflow can be called, and its history be read.
import { Agent } from "node:https";
import { expect } from "chai";
import { exchange, type Received } from "../exchange";
import { useEmulator } from "../useEmulator";
import { Workflows } from "./workflows";

const codeOf = ({ status, body }: Received) => [
  status,
  (body as { error?: { code: string } }).error?.code,
];

describe("the addresses that an emulated workflow lets in", () => {
  const azure = useEmulator({ now: "2026-03-01T00:00:00Z" });
  const workflows = new Workflows(azure);
  const from = async (localAddress: string, url: string) => {
    const agent = new Agent({ ca: azure.emulator.ca, localAddress });
    return codeOf(await exchange(agent, url, { method: "POST", json: {} }));
  };
  const IN = [202, undefined];
  const OUT = [401, "AuthorizationFailed"];
  // Another address of this machine than 127.0.0.1 needs no set-up on Linux only.
  const others = process.platform === "linux";

  for (const [what, ranges, first, second] of [
    ["no ranges", undefined, IN, IN],
    ["an empty list", [], OUT, OUT],
    ["a subnet", ["127.0.0.2/32"], OUT, IN],
    ["a range", ["127.0.0.0-127.0.0.1", "10.0.0.0/8"], IN, OUT],
  ] as const) {
    it(`knows callers by ${what}`, async () => {
      const allowedCallerIpAddresses = ranges?.map((addressRange) => ({ addressRange }));
      const url = await workflows.deploy("addresses", {
        accessControl: ranges === undefined ? {} : { triggers: { allowedCallerIpAddresses } },
      });
      expect(await from("127.0.0.1", url)).to.deep.equal(first);
      if (others) expect(await from("127.0.0.2", url)).to.deep.equal(second);
    });
  }

  it("refuses at deployment what is no range", async () => {
    const accessControl = {
      triggers: { allowedCallerIpAddresses: [{ addressRange: "contoso.com" }] },
    };
    const { status, body } = await workflows.put("bad-range", { accessControl });
    expect([status, body]).to.deep.equal([
      400,
      { error: { code: "BadRequest", message: "'contoso.com' is no range of IP addresses." } },
    ]);
  });

  it("starts a run through Resource Manager all the same, with the body that was sent", async () => {
    const accessControl = { triggers: { allowedCallerIpAddresses: [] } };
    const actions = {
      Keep: { type: "Query", inputs: { from: ["@triggerBody()"], where: true } },
    };
    await workflows.deploy("by-arm", { accessControl, actions });
    const { status } = await workflows.arm("POST", "by-arm/triggers/manual/run", { tag: "1.0" });
    await azure.emulator.settle();
    expect([status, (await workflows.content("by-arm", "Keep")).outputs]).to.deep.equal([
      202,
      { body: [{ tag: "1.0" }] },
    ]);
  });

  it("shows nobody outside what went in and came out", async () => {
    const contents = { allowedCallerIpAddresses: [{ addressRange: "0.0.0.0-0.0.0.0" }] };
    const actions = { Keep: { type: "Query", inputs: { from: [], where: true } } };
    await workflows.run(await workflows.deploy("closed", { accessControl: { contents }, actions }));
    const { inputs, outputs } = await workflows.content("closed", "Keep");
    const code = (body: unknown) => (body as { error: { code: string } }).error.code;
    expect([code(inputs), code(outputs)]).to.deep.equal([
      "AuthorizationFailed",
      "AuthorizationFailed",
    ]);
  });
});
