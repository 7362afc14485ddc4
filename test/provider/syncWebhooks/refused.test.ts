// What a run refuses before it writes anything, and what a preview says of it.

import { expect } from "chai";
import { CORRECT_FIRST } from "../../../access/correctFirst";
import { tellCustomer } from "../../../access/newInSync";
import type { Properties } from "../../../provider/protocol/resource";
import { failure, text } from "../tokenSecret/outcome";
import { OWNER, URLS, useSyncStack } from "./syncStack";

describe("SyncWebhooks: refused", () => {
  const stack = useSyncStack();

  const CASES: readonly {
    name: string;
    before?: Properties;
    change: Properties;
    says: string;
  }[] = [
    {
      name: "a header in use that this run hands over",
      change: { generation: 2, inUse: 2 },
      says: "contoso: header 2 is not handed over yet, and the workflow would refuse it; write inUse: 1 for this run, and 2 once the customer's workflow accepts the new header",
    },
    {
      name: "two generations at once",
      change: { generation: 3, inUse: 2 },
      says: "contoso: header 2 is not handed over yet, and the workflow would refuse it; write inUse: 1 for this run, and 2 once the customer's workflow accepts the new header",
    },
    {
      name: "a generation that is lowered",
      before: { generation: 2 },
      change: { generation: 1 },
      says: "contoso: header 2 was handed over already; write generation: 2 or more",
    },
    {
      name: "a registry without room",
      change: { trouble: "registry vendorimages is Basic and has room for 2 webhooks" },
      says: "registry vendorimages is Basic and has room for 2 webhooks",
    },
  ];
  for (const { name, before = {}, change, says } of CASES) {
    it(`refuses ${name}`, async () => {
      await stack.establish();
      if (Object.keys(before).length > 0) await stack.up(before);
      const [state, webhooks] = [stack.state, await stack.webhooks()];
      await stack.up(change, { isPreview: true });
      expect(stack.lines).to.deep.equal([`warning: ${CORRECT_FIRST}${says}`]);
      expect(text(await failure(stack.up(change)))).to.equal(says);
      expect(stack.writes()).to.deep.equal([]);
      expect(stack.state).to.deep.equal(state);
      expect(await stack.webhooks()).to.deep.equal(webhooks);
      expect(await stack.up({ ...before, ...change, enabled: false })).to.equal("updated");
      const status = Object.values(await stack.webhooks()).map((each) => each.status);
      expect(status).to.deep.equal(["disabled", "disabled"]);
    });
  }

  it("begins with two headers where the file has two already", async () => {
    await stack.up({ generation: 4, inUse: 3 });
    expect(stack.lines.slice(0, 2)).to.deep.equal(
      [3, 4].map((n) => `info: header ${n} is handed over in secret contoso-sync-${OWNER}`),
    );
    expect(Object.keys(stack.state?.outputs.headers ?? {})).to.deep.equal(["3", "4"]);
  });

  it("keeps the webhooks of the last run where the program could not find out which are wanted", async () => {
    await stack.establish();
    const webhooks = await stack.webhooks();
    const change = { webhooks: undefined, trouble: "contoso: the registry is not in reach" };
    expect(text(await failure(stack.up(change)))).to.equal("contoso: the registry is not in reach");
    expect(await stack.webhooks()).to.deep.equal(webhooks);
    expect(await stack.up()).to.equal("same");
  });

  it("leaves additional webhooks for the next run where the registry has no room before, and fails nobody", async () => {
    await stack.establish();
    await stack.url.write(URLS[1]);
    const waits = "registry vendorimages is Basic; the next run makes these";
    const webhooks = { "app/api": ["westeurope"], "app/new": ["westeurope"] };
    const lines = [
      "info: the webhook for app/web in westeurope is removed",
      "info: the webhook for app/api in westeurope sends to the new callback URL",
      `info: ${waits}`,
    ];
    lines.push(`info: ${tellCustomer("contoso", ["app/new"])}`);
    await stack.up({ webhooks, waits }, { isPreview: true });
    expect(stack.lines).to.deep.equal(lines);
    expect(await stack.up({ webhooks, waits })).to.equal("updated");
    expect(stack.lines).to.deep.equal(lines);
    expect(Object.keys(await stack.webhooks())).to.deep.equal(["app/api:* westeurope"]);
    expect(await stack.up({ webhooks, waits })).to.equal("same");
    expect(stack.lines).to.deep.equal([`info: ${waits}`]);
    expect(await stack.up({ webhooks })).to.equal("updated");
    expect(stack.lines).to.deep.equal(["info: a webhook for app/new in westeurope is made"]);
    expect(await stack.up({ webhooks, waits })).to.equal("same");
    expect(stack.lines).to.deep.equal([]);
  });

  it("says that the header in use is disabled, where it has to be sent", async () => {
    await stack.establish();
    await stack.up({ generation: 2 });
    await stack.disableFirstHeader();
    const webhooks = { "app/api": ["westeurope"], "ml/training": ["westeurope"] };
    expect(text(await failure(stack.up({ generation: 2, webhooks })))).to.equal(
      `contoso: header 1 cannot be read, because its version of secret contoso-sync-${OWNER} is disabled; enable that version in the vault, or hand over a new header by raising generation`,
    );
  });

  it("keeps a header of another stack", async () => {
    await stack.header.write("theirs", { Owner: "another1", Customer: "contoso", Generation: "1" });
    expect(text(await failure(stack.up()))).to.equal(
      `contoso: secret contoso-sync-${OWNER} has the tag Owner: another1, and is not changed; delete it, or remove the tag, and run again`,
    );
    expect(await stack.headerValue()).to.equal("theirs");
  });
});
