// Webhooks and their secret changed by hand: a refresh sees it, and the next update corrects it.

import { expect } from "chai";
import { webhookName } from "../../../provider/syncWebhooks/targets";
import { HEADER } from "../../../provider/syncWebhooks/values";
import { failure, text } from "../tokenSecret/outcome";
import { OWNER, URLS, useSyncStack } from "./syncStack";

const API = webhookName(
  { repository: "app/api", location: "westeurope" },
  { customer: "contoso", owner: OWNER },
);

describe("SyncWebhooks: drift", () => {
  const stack = useSyncStack();
  beforeEach(() => stack.establish());

  const byHand = (method: string, change?: object) =>
    stack.azure.arm(method, `webhooks/${API}`, change);

  const CHANGES: readonly { name: string; change: object; seen: string }[] = [
    {
      name: "another address",
      change: { properties: { serviceUri: "https://attacker.example/" } },
      seen: "address",
    },
    {
      name: "an address with another signature",
      change: { properties: { serviceUri: URLS[1] } },
      seen: "address",
    },
    {
      name: "another header",
      change: { properties: { customHeaders: { [HEADER]: "guessed" } } },
      seen: "header",
    },
    { name: "no header", change: { properties: { customHeaders: {} } }, seen: "header" },
    { name: "a wider scope", change: { properties: { scope: "" } }, seen: "scope" },
    {
      name: "more actions",
      change: { properties: { actions: ["push", "delete"] } },
      seen: "actions",
    },
    { name: "another status", change: { properties: { status: "disabled" } }, seen: "status" },
    { name: "no tags", change: { tags: {} }, seen: "tags" },
    {
      name: "several things",
      change: { tags: {}, properties: { scope: "app/web:*", status: "disabled" } },
      seen: "status, scope, tags",
    },
  ];
  for (const { name, change, seen } of CHANGES) {
    it(`corrects ${name}`, async () => {
      const before = await stack.webhooks();
      expect((await byHand("PATCH", change)).status).to.equal(200);
      await stack.up({}, { isPreview: true });
      const drift = `was changed outside Pulumi (${seen}) and is corrected`;
      const line = `info: the webhook for app/api in westeurope ${drift}`;
      expect(stack.state?.outputs.drift).to.deep.equal({ [API]: drift });
      expect(stack.lines).to.deep.equal([line]);
      expect(stack.writes()).to.deep.equal([]);

      expect(await stack.up()).to.equal("updated");
      expect(stack.lines).to.deep.equal([line]);
      expect(stack.writes()).to.deep.equal(["Webhooks_Create 200"]);
      expect(await stack.webhooks()).to.deep.equal(before);
      expect(await stack.up()).to.equal("same");
    });
  }

  it("leaves an address for a run without a plan, and corrects what every identity can see", async () => {
    stack.followsPlan = true;
    await byHand("PATCH", { properties: { serviceUri: URLS[1] } });
    expect(await stack.up()).to.equal("same");
    expect(stack.lines).to.deep.equal([]);
    await byHand("PATCH", { properties: { scope: "" } });
    expect(await stack.up()).to.equal("updated");
    const sent = Object.values(await stack.webhooks()).map(({ serviceUri }) => serviceUri);
    expect(sent).to.deep.equal([URLS[0], URLS[0]]);
    await byHand("PATCH", { properties: { serviceUri: URLS[1] } });
    stack.followsPlan = false;
    expect(await stack.up()).to.equal("updated");
  });

  it("makes a deleted webhook again", async () => {
    const before = await stack.webhooks();
    await byHand("DELETE");
    expect(await stack.up()).to.equal("updated");
    expect(stack.lines).to.deep.equal(["info: a webhook for app/api in westeurope is made"]);
    expect(await stack.webhooks()).to.deep.equal(before);
  });

  it("takes a default port in the callback URL for no change", async () => {
    await byHand("PATCH", { properties: { serviceUri: URLS[0].replace(":443", "") } });
    expect(await stack.up()).to.equal("same");
  });

  it("disables a webhook that somebody enabled while the customer is suspended", async () => {
    await stack.up({ enabled: false });
    await byHand("PATCH", { properties: { status: "enabled", scope: "" } });
    expect(await stack.up({ enabled: false })).to.equal("updated");
    expect(stack.writes()).to.deep.equal(["Webhooks_Update 200"]);
    expect(await stack.up({ enabled: false })).to.equal("same");
  });

  it("removes a webhook that a run left, which was killed before the state knew it", async () => {
    const lost = webhookName(
      { repository: "app/worker", location: "westeurope" },
      { customer: "contoso", owner: OWNER },
    );
    await stack.azure.arm("PUT", `webhooks/${lost}`, {
      location: "westeurope",
      tags: { Owner: OWNER, Customer: "contoso" },
      properties: { serviceUri: URLS[0], actions: ["push"], scope: "app/worker:*" },
    });
    expect(await stack.up()).to.equal("updated");
    expect(Object.keys(await stack.webhooks()).sort()).to.deep.equal([
      "app/api:* westeurope",
      "app/web:* westeurope",
    ]);
  });

  it("keeps its hands off a webhook of its name that another stack has taken", async () => {
    await byHand("PATCH", { tags: { Owner: "another1", Customer: "contoso" } });
    const before = await stack.webhooks();
    const error = await failure(stack.up());
    expect(text(error)).to.equal(
      `contoso: webhook ${API} has the tag Owner: another1, and is not changed; delete it, or remove the tag, and run again`,
    );
    expect(await stack.webhooks()).to.deep.equal(before);
  });

  it("keeps webhooks while the callback URL is gone from the vault, and says so", async () => {
    const before = await stack.webhooks();
    await stack.url.delete();
    expect(await stack.up()).to.equal("same");
    expect(stack.lines).to.deep.equal([
      "info: the callback URL is gone from the vault, and the webhooks stay as they are: waiting for contoso to send the callback URL, which `npm run sync-url -- contoso` puts into the vault",
    ]);
    expect(await stack.webhooks()).to.deep.equal(before);
    await stack.azure.vault("POST", `/deletedsecrets/${stack.url.name}/recover`);
    expect(await stack.up()).to.equal("same");
    expect(stack.lines).to.deep.equal([]);
  });

  it("recovers a header that somebody deleted, with its value", async () => {
    const before = await stack.headerValue();
    await stack.header.delete();
    expect(await stack.up()).to.equal("updated");
    expect(await stack.headerValue()).to.equal(before);
    expect(stack.lines).to.deep.equal([
      `info: secret contoso-sync-${OWNER} was deleted outside Pulumi; it is recovered, or if it was purged, a new header is handed over`,
    ]);
    expect(await stack.up()).to.equal("same");
  });

  it("hands over another header where it was purged, and sends that", async () => {
    const before = await stack.headerValue();
    await stack.header.delete();
    await stack.header.purge();
    expect(await stack.up()).to.equal("updated");
    const after = await stack.headerValue();
    expect(after).not.to.equal(before);
    const sent = Object.values(await stack.webhooks()).map((each) => each.customHeaders[HEADER]);
    expect(sent).to.deep.equal([after, after]);
    expect(await stack.up()).to.equal("same");
  });

  it("publishes the header again where somebody wrote another value", async () => {
    const before = await stack.headerValue();
    await stack.header.write("guessed");
    expect(await stack.up()).to.equal("updated");
    expect(stack.lines).to.deep.equal([
      `info: secret contoso-sync-${OWNER} was changed outside Pulumi; the header is published again`,
    ]);
    expect(await stack.headerValue()).to.equal(before);
    expect(stack.writes()).to.deep.equal(["VaultSecrets_CreateOrUpdate 200"]);
    expect(await stack.up()).to.equal("same");
  });
});
