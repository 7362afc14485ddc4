// The webhooks of one customer, from the first header to the end: what is written, said, and kept.

import { expect } from "chai";
import { webhookName } from "../../../provider/syncWebhooks/targets";
import { HEADER } from "../../../provider/syncWebhooks/values";
import { OWNER, type ShownWebhook, URLS, useSyncStack } from "./syncStack";

const nameOf = (repository: string) =>
  webhookName({ repository, location: "westeurope" }, { customer: "contoso", owner: OWNER });

const WAITING =
  "info: no webhook yet: waiting for contoso to send the callback URL, which `npm run sync-url -- contoso` puts into the vault";

const NAMES = {
  secretName: `contoso-sync-${OWNER}`,
  urlSecretName: `contoso-sync-${OWNER}-url`,
  isPublished: true,
};

describe("SyncWebhooks", () => {
  const stack = useSyncStack();

  /** What a webhook of contoso is. */
  function webhook(repository: string, header: string, change: Partial<ShownWebhook> = {}) {
    return {
      scope: `${repository}:*`,
      location: "westeurope",
      status: "enabled",
      actions: ["push"],
      tags: {
        Customer: "contoso",
        Owner: OWNER,
        Stack: "registry-customer-access/dev",
        Repository: repository,
      },
      serviceUri: URLS[0],
      customHeaders: { [HEADER]: header },
      ...change,
    };
  }

  it("hands over a header first, and waits for the callback URL", async () => {
    expect(await stack.up({}, { isPreview: true })).to.equal("created");
    expect(stack.writes()).to.deep.equal([]);
    const handedOver = `info: header 1 is handed over in secret contoso-sync-${OWNER}`;
    expect(stack.lines).to.deep.equal([
      handedOver,
      WAITING,
      "info: with the URL, webhooks are made for app/api in westeurope, app/web in westeurope",
    ]);

    expect(await stack.up()).to.equal("created");
    expect(stack.lines).to.deep.equal([handedOver, WAITING]);
    expect(stack.writes()).to.deep.equal(["VaultSecrets_CreateOrUpdate 201"]);
    const { id, value = "", tags } = (await stack.header.current()) ?? {};
    expect(value).to.match(/^[\w-]{43}$/);
    expect(tags).to.deep.equal({
      Customer: "contoso",
      Owner: OWNER,
      Stack: "registry-customer-access/dev",
      Generation: "1",
    });
    expect(stack.state?.outputs).to.deep.equal({ headers: { 1: id }, webhookNames: {}, ...NAMES });

    expect(await stack.up()).to.equal("same");
    expect(stack.lines).to.deep.equal([WAITING]);
  });

  it("makes the webhooks once the URL is there, and nothing in the run after", async () => {
    await stack.up();
    const header = await stack.headerValue();
    await stack.url.write(URLS[0]);
    await stack.up({}, { isPreview: true });
    const made = ["app/api", "app/web"].map(
      (name) => `info: a webhook for ${name} in westeurope is made`,
    );
    expect(stack.lines).to.deep.equal(made);
    expect(stack.writes()).to.deep.equal([]);

    expect(await stack.up()).to.equal("updated");
    expect(stack.lines).to.deep.equal(made);
    expect(await stack.webhooks()).to.deep.equal({
      "app/api:* westeurope": webhook("app/api", header),
      "app/web:* westeurope": webhook("app/web", header),
    });
    const [url] = await stack.url.versions();
    expect(stack.state?.outputs).to.deep.equal({
      headers: { 1: (await stack.header.current())?.id },
      inUse: 1,
      urlVersion: url?.id.split("/").at(-1),
      enabled: true,
      webhookNames: {
        [nameOf("app/api")]: "app/api in westeurope",
        [nameOf("app/web")]: "app/web in westeurope",
      },
      ...NAMES,
    });
    expect(await stack.up()).to.equal("same");
    expect(stack.lines).to.deep.equal([]);
  });

  it("hands a new header over before it is sent", async () => {
    await stack.establish();
    const first = await stack.headerValue();
    expect(await stack.up({ generation: 2 })).to.equal("updated");
    expect(stack.lines).to.deep.equal([
      `info: header 2 is handed over in secret contoso-sync-${OWNER}`,
    ]);
    const second = await stack.headerValue();
    expect(second).not.to.equal(first);
    const sent = async () =>
      Object.values(await stack.webhooks()).map(({ customHeaders }) => customHeaders[HEADER]);
    expect(await sent()).to.deep.equal([first, first]);

    expect(await stack.up({ generation: 2, inUse: 2 })).to.equal("updated");
    expect(stack.lines).to.deep.equal(
      ["app/api", "app/web"].map(
        (name) => `info: the webhook for ${name} in westeurope sends header 2`,
      ),
    );
    expect(await sent()).to.deep.equal([second, second]);
    expect(await stack.up({ generation: 2, inUse: 2 })).to.equal("same");

    // And back, as long as the workflow accepts both.
    expect(await stack.up({ generation: 2, inUse: 1 })).to.equal("updated");
    expect(await sent()).to.deep.equal([first, first]);
  });

  it("sends to a new callback URL", async () => {
    await stack.establish();
    await stack.url.write(URLS[1]);
    expect(await stack.up()).to.equal("updated");
    expect(stack.lines).to.deep.equal(
      ["app/api", "app/web"].map(
        (name) => `info: the webhook for ${name} in westeurope sends to the new callback URL`,
      ),
    );
    const sent = Object.values(await stack.webhooks()).map(({ serviceUri }) => serviceUri);
    expect(sent).to.deep.equal([URLS[1], URLS[1]]);
    expect(await stack.up()).to.equal("same");
  });

  it("adds and removes webhooks as repositories come and go, in each location", async () => {
    await stack.establish();
    await stack.azure.arm("PATCH", stack.azure.registryId, { sku: { name: "Premium" } });
    await stack.azure.arm("PUT", "replications/northeurope", { location: "northeurope" });
    const webhooks = { "app/api": ["westeurope", "northeurope"] };
    expect(await stack.up({ webhooks })).to.equal("updated");
    expect(stack.lines).to.deep.equal([
      "info: the webhook for app/web in westeurope is removed",
      "info: a webhook for app/api in northeurope is made",
    ]);
    expect(Object.keys(await stack.webhooks()).sort()).to.deep.equal([
      "app/api:* northeurope",
      "app/api:* westeurope",
    ]);
  });

  it("makes a webhook for a prefix, and for the whole registry, where the file says so", async () => {
    await stack.url.write(URLS[0]);
    await stack.up({ webhooks: { "base/*": ["westeurope"], "*": ["westeurope"] } });
    const scopes = Object.values(await stack.webhooks()).map(({ scope }) => scope);
    expect(scopes.sort()).to.deep.equal(["", "base/*"]);
  });

  it("disables webhooks without the header or the URL, and enables them again", async () => {
    await stack.establish();
    await stack.url.delete();
    await stack.header.delete();
    expect(await stack.up({ enabled: false })).to.equal("updated");
    expect(stack.lines).to.deep.equal(
      ["app/api", "app/web"].map(
        (name) => `info: the webhook for ${name} in westeurope is disabled`,
      ),
    );
    const status = async () => Object.values(await stack.webhooks()).map((each) => each.status);
    expect(await status()).to.deep.equal(["disabled", "disabled"]);
    expect(await stack.up({ enabled: false })).to.equal("same");

    await stack.azure.vault("POST", `/deletedsecrets/${stack.header.name}/recover`);
    await stack.azure.vault("POST", `/deletedsecrets/${stack.url.name}/recover`);
    expect(await stack.up()).to.equal("updated");
    expect(stack.lines).to.deep.equal(
      ["app/api", "app/web"].map(
        (name) => `info: the webhook for ${name} in westeurope is enabled again`,
      ),
    );
    expect(await status()).to.deep.equal(["enabled", "enabled"]);
    expect(await stack.up()).to.equal("same");
  });

  it("makes nothing for a customer who is suspended from the start", async () => {
    expect(await stack.up({ enabled: false })).to.equal("created");
    expect(stack.writes()).to.deep.equal([]);
    expect(stack.state?.outputs).to.deep.equal({
      headers: {},
      webhookNames: {},
      enabled: false,
      ...NAMES,
      isPublished: false,
    });
    expect(await stack.up({ enabled: false })).to.equal("same");
    expect(await stack.up()).to.equal("updated");
    expect(stack.lines).to.include(WAITING);
  });

  it("deletes its webhooks and both secrets, and nothing of others", async () => {
    await stack.establish();
    const theirs = {
      location: "westeurope",
      properties: { serviceUri: "https://ci.example/", actions: ["push"], scope: "app/api:*" },
    };
    await stack.azure.arm("PUT", "webhooks/ciOfOurs", theirs);
    const tagged = { ...theirs, tags: { Owner: "another1", Customer: "contoso" } };
    await stack.azure.arm("PUT", "webhooks/anotherStacks", tagged);
    await stack.delete();
    const { body } = await stack.azure.arm("GET", "webhooks");
    const left = (body as { value: { name: string }[] }).value.map(({ name }) => name);
    expect(left.sort()).to.deep.equal(["anotherStacks", "ciOfOurs"]);
    expect(await stack.header.current()).to.equal(undefined);
    expect(await stack.url.current()).to.equal(undefined);
  });

  it("takes up what is there after the state was lost, and writes nothing", async () => {
    await stack.establish();
    await stack.up({ generation: 2 });
    const known = stack.state;
    stack.state = undefined;
    expect(await stack.up({ generation: 2 })).to.equal("created");
    expect(stack.writes()).to.deep.equal([]);
    expect(stack.state).to.deep.equal(known);
  });

  it("reads no value before there is a callback URL", async () => {
    const before = stack.read.values.length;
    await stack.up();
    await stack.up({ generation: 2 });
    await stack.up({ generation: 2 });
    expect(stack.read.values).to.have.length(before);
  });

  it("takes up the header again after a sync was removed and came back", async () => {
    await stack.establish();
    const before = await stack.headerValue();
    await stack.delete();
    expect(await stack.up()).to.equal("created");
    expect(await stack.headerValue()).to.equal(before);
    expect(stack.lines).to.include(WAITING);
  });
});
