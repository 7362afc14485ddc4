// The messages about webhooks that are not made yet, and about repositories that the customer has to add too.

import { expect } from "chai";
import { CORRECT_FIRST } from "../../../access/correctFirst";
import { UNKNOWN } from "../../../provider/protocol/resource";
import { OWNER, useSyncStack } from "./syncStack";

const WAITING =
  "info: no webhook yet: waiting for contoso to send the callback URL, which `npm run sync-url -- contoso` puts into the vault";
const HERE = ["westeurope"];
const BOTH = { "app/api": HERE, "app/web": HERE };

describe("SyncWebhooks: what is told", () => {
  const stack = useSyncStack();
  const isPreview = true;

  it("names in the first preview who is waited for, and which webhooks are made then", async () => {
    const unknown = { secretName: UNKNOWN, owner: UNKNOWN };
    expect(await stack.up(unknown, { isPreview })).to.equal("created");
    expect(stack.lines).to.deep.equal([
      "info: header 1 is handed over in secret of the customer",
      WAITING,
      "info: with the URL, webhooks are made for app/api in westeurope, app/web in westeurope",
    ]);
  });

  it("names who is waited for beside a trouble, which says why the webhooks are not known", async () => {
    const trouble = "contoso: listing the repositories of vendorimages: 403";
    await stack.up({ webhooks: undefined, trouble }, { isPreview });
    expect(stack.lines).to.deep.equal([`warning: ${CORRECT_FIRST}${trouble}`, WAITING]);
  });

  it("says so where a preview cannot know the webhooks", async () => {
    const said = "info: which webhooks are made, and who is waited for, is known only in the run";
    await stack.up({ webhooks: UNKNOWN }, { isPreview });
    expect(stack.lines).to.deep.equal([said]);
    await stack.establish();
    await stack.up({ webhooks: UNKNOWN }, { isPreview });
    expect(stack.lines).to.deep.equal([said]);
  });

  const told = (added: string, compared = "") =>
    `info: the workflow of contoso imports nothing of ${added} unless their own list has it; send them: "New: ${added}. Add it to customer-sync:repositories, and run pulumi up.${compared}"`;
  const LATE = told("app/late", " Add app/late to repositories in sync.json, too.");

  it("says once, in the preview and in the run, what to send for an added repository", async () => {
    await stack.establish();
    expect(stack.lines.some((line) => line.includes("own list"))).to.equal(false);
    const webhooks = { ...BOTH, "app/late": HERE };
    const said = ["info: a webhook for app/late in westeurope is made", LATE];
    await stack.up({ webhooks }, { isPreview });
    expect(stack.lines).to.deep.equal(said);
    await stack.up({ webhooks });
    expect(stack.lines).to.deep.equal(said);
    expect(stack.state?.outputs.added).to.deep.equal(["app/late"]);
    expect(await stack.up({ webhooks })).to.equal("same");
    expect(stack.lines).to.deep.equal([]);
    await stack.up({ webhooks, generation: 2 });
    expect(stack.state?.outputs.added).to.deep.equal(["app/late"]);
  });

  for (const [name, change] of [
    ["while the URL is waited for", {}],
    ["while the customer is suspended", { enabled: false }],
  ] as const) {
    it(`says it also ${name}`, async () => {
      await stack.up(change);
      await stack.up({ ...change, webhooks: { ...BOTH, "app/late": HERE } });
      expect(stack.lines).to.include(LATE);
    });
  }

  it("says nothing of the repositories after a first run that could not find them out", async () => {
    const trouble = "contoso: listing the repositories of vendorimages: 403";
    await stack.up({ webhooks: undefined, trouble }).catch(() => {});
    expect(stack.state?.inputs.webhooks).to.deep.equal({});
    const said = [`info: header 1 is handed over in secret contoso-sync-${OWNER}`, WAITING];
    await stack.up({}, { isPreview });
    expect(stack.lines).to.deep.equal([
      ...said,
      "info: with the URL, webhooks are made for app/api in westeurope, app/web in westeurope",
    ]);
    await stack.up();
    expect(stack.lines).to.deep.equal(said);
    expect(stack.state?.outputs.added).to.equal(undefined);
  });

  it("says it again where the run failed", async () => {
    await stack.establish();
    const webhooks = { ...BOTH, "app/late": HERE };
    stack.azure.emulator.faults.add({ operation: "Webhooks_Create", status: 403 });
    await stack.up({ webhooks }).catch(() => {});
    expect(stack.lines).not.to.include(LATE);
    await stack.up({ webhooks });
    expect(stack.lines).to.include(LATE);
  });

  it("gives a prefix to the one list that takes prefixes, and asks for nothing that was announced before", async () => {
    await stack.establish();
    await stack.up({ webhooks: { ...BOTH, "base/*": HERE } });
    expect(stack.lines).to.include(told("base/*"));
    await stack.up({ webhooks: { ...BOTH, "base/node": HERE } });
    await stack.up({ webhooks: { "*": HERE } });
    expect(stack.lines.filter((line) => line.includes("own list"))).to.deep.equal([]);
  });
});
