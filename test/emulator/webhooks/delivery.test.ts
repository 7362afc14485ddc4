// What webhooks send to a real receiver over HTTPS, when, and with what result.
import { expect } from "chai";
import { createAuthority, createServerCertificate } from "../../../emulator/certificates";
import type { Fault } from "../../../emulator/faults";
import type { Webhook } from "../../../emulator/webhooks/webhook";
import { descriptorOf, imageOf, type Pusher } from "../registry/pushing";
import { givenPusher, pushImage, pushSignature } from "../registry/signedImage";
import { useEmulator } from "../useEmulator";
import { Receiver, useReceiver } from "./receiver";

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

const SCOPES = [
  { scope: "", fires: ["app/api:1", "app/api:latest", "app/api@", "app/web:1"] },
  { scope: "app/api:*", fires: ["app/api:1", "app/api:latest", "app/api@"] },
  { scope: "app/api:1", fires: ["app/api:1"] },
  { scope: "app/api", fires: ["app/api:latest"] },
  { scope: "app/*", fires: [] },
  { scope: "app/*:*", fires: [] },
  {
    scope: "app/*",
    behaviours: { webhookPrefixScopes: true },
    fires: ["app/api:1", "app/api:latest", "app/api@", "app/web:1"],
  },
  { scope: "app/w*:1", behaviours: { webhookPrefixScopes: true }, fires: ["app/web:1"] },
  {
    scope: "app/api:*",
    behaviours: { untaggedPushFiresWebhooks: false },
    fires: ["app/api:1", "app/api:latest"],
  },
];

describe("a webhook", () => {
  const azure = useEmulator();
  const receiver = useReceiver(azure);
  let pusher: Pusher;
  const config = Buffer.from("{}");
  const image = (version: string) => imageOf(config, [], { annotations: { version } });
  const put = async (tag: string | undefined, version = tag ?? "") => {
    const sent = tag === undefined ? {} : { tag };
    const { headers } = await pusher.put("app/api", image(version), sent);
    return String(headers["docker-content-digest"]);
  };
  const given = (properties: Partial<Webhook> = {}) =>
    azure.arm("PUT", "webhooks/contoso0sync", {
      location: "westeurope",
      properties: { serviceUri: receiver.url, actions: ["push", "delete"], ...properties },
    });
  const settled = async () => {
    await azure.emulator.settle();
    return receiver.summary;
  };
  const events = async () => {
    const { body } = await azure.arm("POST", "webhooks/contoso0sync/listEvents");
    const { value } = body as {
      value: { eventResponseMessage: { statusCode: string; headers: object } }[];
    };
    return value;
  };
  const disturbed = (fault: Fault) =>
    azure.emulator.faults.add({ operation: "Webhooks_Deliver", ...fault });

  before(async () => {
    pusher = await givenPusher(azure, "pusher", "app/api", "app/web");
    await pusher.upload("app/api", config);
    await pusher.upload("app/web", config);
  });
  afterEach(async () => {
    azure.emulator.faults.clear();
    await azure.arm("DELETE", "webhooks/contoso0sync");
  });

  it("posts a pushed tag in the documented form, with its own headers", async () => {
    await given({ scope: "app/api:*", customHeaders: { "X-Registry-Sync": "header-secret" } });
    const { bytes } = await pusher.send("PUT", "/v2/app/api/manifests/1.0", image("1.0"), {
      "content-type": "application/vnd.oci.image.manifest.v1+json",
      "user-agent": "docker/27.0",
    });
    await azure.emulator.settle();
    const [{ method, path, headers, event } = expect.fail("nothing received")] = receiver.received;
    const { id, timestamp, request, ...rest } = event;
    const { digest, size } = descriptorOf(image("1.0"), "");

    expect(bytes.length).to.equal(0);
    expect([method, path]).to.deep.equal(["POST", "/events"]);
    expect(headers).to.deep.equal({
      "x-registry-sync": "header-secret",
      "content-type": "application/json",
      "content-length": String(Buffer.byteLength(JSON.stringify(event))),
      host: new URL(receiver.url).host,
      connection: "close",
    });
    expect(id).to.match(GUID);
    expect(timestamp).to.match(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{7}Z$/);
    expect(rest).to.deep.equal({
      action: "push",
      target: {
        mediaType: "application/vnd.oci.image.manifest.v1+json",
        size,
        digest,
        length: size,
        repository: "app/api",
        tag: "1.0",
      },
    });
    expect(request?.id).to.match(GUID);
    expect({ ...request, id: "" }).to.deep.equal({
      id: "",
      host: azure.loginServer,
      method: "PUT",
      useragent: "docker/27.0",
    });
  });

  it("sends the type of content that a header of its own says", async () => {
    await given({ customHeaders: { "content-type": "text/plain" } });
    await put("typed");
    await azure.emulator.settle();
    expect(receiver.received.map(({ headers }) => headers["content-type"])).to.deep.equal([
      "text/plain",
    ]);
  });

  it("sends an event of each manifest of an image for two platforms and of its signature", async () => {
    await given({ scope: "app/api:*" });
    const { index, children } = await pushImage(pusher, "app/api", "multi");
    const signature = await pushSignature(pusher, "app/api", index);
    const short = (digest: string) => `push app/api@${digest.slice(0, 14)}`;
    expect(await settled()).to.have.members([
      ...children.map(short),
      "push app/api:multi",
      short(signature),
    ]);
  });

  it("sends a deleted manifest and repository, and no deleted tag", async () => {
    await given();
    const digest = await put("gone");
    await pusher.send("DELETE", "/acr/v1/app/api/_tags/gone");
    await pusher.send("DELETE", `/v2/app/api/manifests/${digest}`);
    await pusher.put("app/web", image("web"), { tag: "1" });
    await pusher.send("DELETE", "/acr/v1/app/web");
    await azure.emulator.settle();

    const deleted = receiver.received.filter(({ event }) => event.action === "delete");
    expect(receiver.received.length).to.equal(4);
    expect(deleted.map(({ event }) => [event.target, event.request?.method])).to.have.deep.members([
      [
        { mediaType: "application/vnd.oci.image.manifest.v1+json", digest, repository: "app/api" },
        "DELETE",
      ],
      [{ repository: "app/web" }, "DELETE"],
    ]);
  });

  for (const { scope, fires, behaviours = {} } of SCOPES) {
    const known = Object.keys(behaviours).join("");
    it(`of the scope "${scope}" fires for ${fires.join(", ") || "nothing"} ${known}`, async () => {
      const before = { ...azure.emulator.behaviours };
      Object.assign(azure.emulator.behaviours, behaviours);
      await given({ scope });
      await put("1", `one ${scope}`);
      await put("latest", `latest ${scope}`);
      await put(undefined, `untagged ${scope}`);
      await pusher.upload("app/web", config);
      await pusher.put("app/web", image("web"), { tag: "1" });
      const summary = await settled();
      Object.assign(azure.emulator.behaviours, before);

      expect(summary.map((each) => each.replace(/@.*/, "@"))).to.have.members(
        fires.map((each) => `push ${each}`),
      );
    });
  }

  it("sends nothing while it is disabled, and nothing that is not among its actions", async () => {
    await given({ status: "disabled" });
    await put("unsent");
    await azure.arm("PATCH", "webhooks/contoso0sync", {
      properties: { status: "enabled", actions: ["delete"] },
    });
    await put("unsent-too");
    await azure.arm("PATCH", "webhooks/contoso0sync", { properties: { actions: ["push"] } });
    await put("sent");
    expect(await settled()).to.deep.equal(["push app/api:sent"]);
  });

  it("is sent once, whatever is answered, and notes the answer", async () => {
    await given();
    receiver.answer = { status: 429, body: "later", headers: { "retry-after": "1" } };
    await put("refused");
    await azure.emulator.settle();
    azure.emulator.clock.advanceSeconds(600);

    expect(await settled()).to.deep.equal(["push app/api:refused"]);
    const [event] = await events();
    const { headers, ...answer } = event?.eventResponseMessage ?? {};
    expect(headers).to.include({ "retry-after": "1" });
    expect(answer).to.deep.equal({
      content: "later",
      reasonPhrase: "Too Many Requests",
      statusCode: "429",
      version: "1.1",
    });
  });

  it("notes 504 of a receiver that does not answer in time, and 503 of one that is not there or not trusted", async () => {
    azure.emulator.behaviours.webhookTimeoutSeconds = 0.05;
    await given();
    receiver.answer = { status: 200, isSilent: true };
    await put("slow");
    await azure.emulator.settle();
    azure.emulator.behaviours.webhookTimeoutSeconds = 5;
    await given({ serviceUri: "https://localhost:1/" });
    await put("nowhere");
    await azure.emulator.settle();
    const stranger = new Receiver();
    await stranger.start(azure, createServerCertificate(await createAuthority(), []));
    await given({ serviceUri: stranger.url });
    await put("untrusted");
    await azure.emulator.settle();
    await stranger.close();

    const statuses = (await events()).map(({ eventResponseMessage: { statusCode } }) => statusCode);
    expect(statuses).to.deep.equal(["503", "503", "504"]);
    expect([receiver.summary, stranger.summary]).to.deep.equal([["push app/api:slow"], []]);
  });

  it("comes from another address when a behaviour says so", async function () {
    // Elsewhere such an address has to be set up first.
    if (process.platform !== "linux") this.skip();
    azure.emulator.behaviours.webhookSenderAddress = "127.0.0.2";
    await given();
    await put("elsewhere");
    await azure.emulator.settle();
    azure.emulator.behaviours.webhookSenderAddress = "127.0.0.1";
    await put("here");
    await azure.emulator.settle();
    expect(receiver.received.map(({ from }) => from)).to.deep.equal(["127.0.0.2", "127.0.0.1"]);
  });

  describe("that is disturbed", () => {
    it("loses an event, of which then nothing is noted", async () => {
      await given();
      disturbed({ delivery: "lost", skip: 1 });
      await put("a");
      await put("b");
      await put("c");
      expect(await settled()).to.have.members(["push app/api:a", "push app/api:c"]);
      expect((await events()).length).to.equal(2);
    });

    it("sends an event twice, with the same id", async () => {
      await given();
      disturbed({ delivery: "doubled" });
      await put("twice");
      expect(await settled()).to.deep.equal(["push app/api:twice", "push app/api:twice"]);
      expect(new Set(receiver.received.map(({ event }) => event.id)).size).to.equal(1);
    });

    it("sends an event after the next one, or when nothing else is to come", async () => {
      await given();
      disturbed({ delivery: "held" });
      await put("first");
      await put("second");
      expect(await settled()).to.deep.equal(["push app/api:second", "push app/api:first"]);
      receiver.forget();
      disturbed({ delivery: "held" });
      await put("alone");
      expect(await settled()).to.deep.equal(["push app/api:alone"]);
    });

    it("sends an event later by the emulator's clock", async () => {
      await given();
      disturbed({ delaySeconds: 600 });
      await put("late");
      const { clock } = azure.emulator;
      const began = clock.now().getTime();
      clock.advanceSeconds(500);
      await put("early");
      expect(await settled()).to.deep.equal(["push app/api:early", "push app/api:late"]);
      expect(clock.now().getTime() - began).to.be.within(599_000, 700_000);
    });

    it("never reaches the receiver, or loses its answer", async () => {
      await given();
      disturbed({ status: 502, code: "Bad Gateway" });
      disturbed({ reset: true });
      disturbed({ reset: true, when: "after" });
      for (const tag of ["x", "y", "z"]) {
        await put(tag);
        await azure.emulator.settle();
      }
      const statuses = (await events()).map(
        ({ eventResponseMessage: { statusCode } }) => statusCode,
      );
      expect([await settled(), statuses]).to.deep.equal([
        ["push app/api:z"],
        ["503", "503", "502"],
      ]);
    });

    it("is in the journal, and waits for hooks", async () => {
      await given();
      const seen: unknown[] = [];
      const release = azure.emulator.intercept(({ phase, entry }) => {
        if (entry.operation === "Webhooks_Deliver") {
          seen.push([phase, entry.status, entry.detail, receiver.received.length]);
        }
      });
      const digest = await put("watched");
      await azure.emulator.settle();
      release();
      const detail = { action: "push", repository: "app/api", tag: "watched", digest };
      expect(seen).to.deep.equal([
        ["before", undefined, detail, 0],
        ["after", 200, detail, 1],
      ]);
    });
  });
});
