// Webhooks and secrets that cannot be read, with whatever answer: the run goes on for everybody else, under a plan too.

import { expect } from "chai";
import { CORRECT_FIRST } from "../../../access/correctFirst";
import { SYNC_LEFT } from "../../../access/syncMark";
import type { Fault } from "../../../emulator/faults";
import { Unfinished } from "../../../provider/protocol/resource";
import { failure, text } from "../tokenSecret/outcome";
import { OWNER, useSyncStack } from "./syncStack";

const ENDLESS = Number.POSITIVE_INFINITY;
const SECRET = `contoso-sync-${OWNER}`;

describe("SyncWebhooks: unread", () => {
  const stack = useSyncStack();

  const UNREAD: readonly [name: string, fault: Fault][] = [
    ...[401, 403, 404, 503].map((status): [string, Fault] => [
      `${status} for the webhooks`,
      { operation: "Webhooks_List", status },
    ]),
    ...[401, 404, 503].flatMap((status): [string, Fault][] => [
      [`${status} for where a webhook sends`, { operation: "Webhooks_GetCallbackConfig", status }],
      [`${status} for the callback URL`, { path: `/^.secrets.${SECRET}-url/`, status }],
    ]),
    ["404 for the secrets", { operation: "VaultSecrets_Get", status: 404 }],
    ["no answer for the webhooks", { operation: "Webhooks_List", reset: true }],
    [
      "an answer that holds no webhooks",
      {
        operation: "Webhooks_List",
        status: 200,
        body: '{"value":[{}]}',
        headers: { "content-type": "application/json" },
      },
    ],
  ];
  for (const [name, fault] of UNREAD) {
    it(`ends one customer's reading alone, and not the run of everybody: ${name}`, async () => {
      await stack.establish();
      const known = stack.state;
      stack.connect();
      stack.azure.emulator.faults.add({ ...fault, times: ENDLESS });
      const error = await failure(stack.refresh());
      expect(error).to.be.instanceOf(Unfinished);
      expect((error as Unfinished).made).to.deep.equal(known);
    });
  }

  describe("under a plan", () => {
    const LEFT = `warning: ${SYNC_LEFT}`;
    beforeEach(async () => {
      await stack.establish();
      stack.followsPlan = true;
    });

    for (const status of [401, 403, 404, 503]) {
      it(`asks for no update that was not planned where the webhooks cannot be read: ${status}`, async () => {
        const known = stack.state;
        stack.azure.emulator.faults.add({ operation: "Webhooks_List", status, times: ENDLESS });
        expect(await stack.up()).to.equal("same");
        expect(stack.lines.map((line) => line.split(`: ${status}`)[0])).to.deep.equal([
          `${LEFT}listing the webhooks of registry vendorimages`,
        ]);
        expect(stack.state).to.deep.equal(known);
      });
    }

    it("says a trouble, which another run fails with", async () => {
      const trouble = "contoso: listing the repositories of vendorimages: 404";
      expect(await stack.up({ trouble })).to.equal("same");
      expect(stack.lines).to.deep.equal([`${LEFT}${trouble}`]);
      stack.followsPlan = false;
      expect(text(await failure(stack.up({ trouble })))).to.equal(trouble);
    });

    const LISTING = "listing the webhooks of registry vendorimages";
    const DISABLED = ["app/api", "app/web"].map(
      (each) => `info: the webhook for ${each} in westeurope is disabled`,
    );

    it("fails where there is something to do", async () => {
      const fault = { operation: "Webhooks_List", status: 404, times: ENDLESS };
      stack.azure.emulator.faults.add(fault);
      await stack.up({ enabled: false }, { isPreview: true });
      expect(stack.lines.map((line) => line.split(": 404")[0]).sort()).to.deep.equal([
        ...DISABLED,
        `warning: ${CORRECT_FIRST}${LISTING}`,
      ]);
      expect(text(await failure(stack.up({ enabled: false })))).to.match(
        /^listing the webhooks of registry vendorimages: 404/,
      );
      expect(stack.lines).to.deep.equal([]);
    });

    it("says nothing of a failed reading after which the planned update succeeds", async () => {
      stack.azure.emulator.faults.add({ operation: "Webhooks_List", status: 404 });
      expect(await stack.up({ enabled: false })).to.equal("updated");
      expect(stack.lines.sort()).to.deep.equal(DISABLED);
    });

    it("says nothing before the program is heard, nor after a good reading", async () => {
      stack.azure.emulator.faults.add({ operation: "Webhooks_List", status: 404 });
      stack.begin();
      const compare = async () => {
        await stack.refresh();
        if (stack.state === undefined) throw new Error("the state is gone");
        stack.kind.diff(stack.state, stack.state.inputs, stack.call());
      };
      await compare();
      expect(stack.lines).to.deep.equal([]);
      await stack.kind.check(stack.state?.inputs ?? {}, stack.inputs(), stack.call());
      await compare();
      expect(stack.lines).to.deep.equal([]);
    });
  });

  it("takes a webhook of others that has no tags for what it is", async () => {
    await stack.establish();
    const known = stack.state;
    const { body } = await stack.azure.arm("GET", "webhooks");
    const { value } = body as { value: object[] };
    const other = { name: "ciOfOurs", location: "westeurope", tags: null };
    const properties = { status: "enabled", scope: null, actions: null };
    stack.azure.emulator.faults.add({
      operation: "Webhooks_List",
      status: 200,
      body: JSON.stringify({ value: [...value, { ...other, properties }] }),
      headers: { "content-type": "application/json" },
      times: ENDLESS,
    });
    expect(await stack.up()).to.equal("same");
    expect(stack.state).to.deep.equal(known);
  });
});
