// A text in the vault that is no callback URL: nothing is sent there, and another one is waited for.

import { expect } from "chai";
import { tellCustomer } from "../../../access/newInSync";
import { OWNER, URLS, useSyncStack } from "./syncStack";

const SIGNATURE = "SignatureByHand-0123456789";
const ASKED =
  "waiting for contoso to send the callback URL, which `npm run sync-url -- contoso` puts into the vault";
const REFUSED = "info: the callback URL in the vault is not used: it";
const HTTP = "begins with http:, and a URL without https is readable on its way";

describe("SyncWebhooks: a callback URL that is refused", () => {
  const stack = useSyncStack();
  afterEach(() => expect(JSON.stringify([stack.said, stack.state])).not.to.include(SIGNATURE));

  for (const [url, complaint] of [
    [`http://plain.example/hook?sig=${SIGNATURE}`, HTTP],
    [`http://169.254.169.254/metadata?${SIGNATURE}`, HTTP],
    [SIGNATURE, "is no address"],
    [`${SIGNATURE}:0123`, "does not begin with https:"],
    [`https://user:${SIGNATURE}@x.example/`, "holds a user's name, which webhooks do not send"],
    [`https://x.example/?${SIGNATURE} two`, "holds more than one word"],
  ] as const) {
    it(`gets no webhook, and is said to be one that ${complaint}: ${url.slice(0, 18)}`, async () => {
      await stack.up();
      await stack.url.write(url);
      const line = `${REFUSED} ${complaint}; no webhook yet: ${ASKED}`;
      await stack.up({}, { isPreview: true });
      expect(stack.lines).to.deep.equal([line]);
      expect(await stack.up()).to.equal("same");
      expect(stack.lines).to.deep.equal([line]);
      expect(await stack.webhooks()).to.deep.equal({});

      await stack.url.write(`${URLS[0]}\n`);
      expect(await stack.up()).to.equal("updated");
      const sent = Object.values(await stack.webhooks()).map(({ serviceUri }) => serviceUri);
      expect(sent).to.deep.equal([URLS[0], URLS[0]]);
      expect(await stack.up()).to.equal("same");
      expect(stack.lines).to.deep.equal([]);
    });
  }

  it("leaves the webhooks with the one before; the first run that reads it tells those who may not", async () => {
    await stack.establish();
    const before = await stack.webhooks();
    const line = `${REFUSED} ${HTTP}; the webhooks stay as they are: ${ASKED}`;
    stack.followsPlan = true;
    await stack.url.write(`http://plain.example/hook?sig=${SIGNATURE}`);
    expect(await stack.up()).to.equal("updated");
    expect(stack.lines).to.deep.equal([line]);
    for (const isPreview of [true, false]) {
      expect(await stack.up({}, { isPreview })).to.equal("same");
      expect(stack.lines).to.deep.equal([line]);
    }
    stack.followsPlan = false;
    expect(await stack.up()).to.equal("same");
    expect(stack.lines).to.deep.equal([line]);
    expect(await stack.webhooks()).to.deep.equal(before);

    const webhooks = { "app/api": ["westeurope"], "app/new": ["westeurope"] };
    expect(await stack.up({ webhooks, generation: 2 })).to.equal("updated");
    expect(stack.lines).to.deep.equal([
      "info: the webhook for app/web in westeurope is removed",
      `info: header 2 is handed over in secret contoso-sync-${OWNER}`,
      line,
      `info: ${tellCustomer("contoso", ["app/new"])}`,
    ]);
    expect(Object.keys(await stack.webhooks())).to.deep.equal(["app/api:* westeurope"]);

    await stack.up({ webhooks, generation: 2, enabled: false });
    expect(await stack.up({ webhooks, generation: 2 })).to.equal("updated");
    await stack.url.write(URLS[1]);
    expect(await stack.up({ webhooks, generation: 2 })).to.equal("updated");
    const sent = Object.values(await stack.webhooks()).map((each) => [
      each.serviceUri,
      each.status,
    ]);
    expect(sent).to.deep.equal([
      [URLS[1], "enabled"],
      [URLS[1], "enabled"],
    ]);
    expect(await stack.up({ webhooks, generation: 2 })).to.equal("same");
  });
});
