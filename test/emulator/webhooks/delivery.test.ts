// What webhooks send to a real receiver over HTTPS, when, and with what result.
import { expect } from "chai";
import { createAuthority, createServerCertificate } from "../../../emulator/http/certificates";
import { descriptorOf } from "../registry/pushing";
import { pushImage, pushSignature } from "../registry/signedImage";
import { Receiver } from "./receiver";
import { useWebhook } from "./useWebhook";

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

describe("a webhook", () => {
  const { azure, receiver, image, put, given, settled, events, pusher } = useWebhook();

  it("posts a pushed tag in the documented form, with its own headers", async () => {
    await given({ scope: "app/api:*", customHeaders: { "X-Registry-Sync": "header-secret" } });
    const { bytes } = await pusher().send("PUT", "/v2/app/api/manifests/1.0", image("1.0"), {
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
    const { index, children } = await pushImage(pusher(), "app/api", "multi");
    const signature = await pushSignature(pusher(), "app/api", index);
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
    await pusher().send("DELETE", "/acr/v1/app/api/_tags/gone");
    await pusher().send("DELETE", `/v2/app/api/manifests/${digest}`);
    await pusher().put("app/web", image("web"), { tag: "1" });
    await pusher().send("DELETE", "/acr/v1/app/web");
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
    azure.emulator.behaviours.webhookTimeoutSeconds = 1;
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
});
