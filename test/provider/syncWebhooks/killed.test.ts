// A run that is killed before or after any of its requests: the next one completes it, without a second header or webhook.

import { expect } from "chai";
import type { Properties } from "../../../provider/protocol/resource";
import { HEADER } from "../../../provider/syncWebhooks/values";
import { IS_LONG } from "../../helpers/longRun";
import { OWNER, URLS, useSyncStack } from "./syncStack";

const ENDLESS = Number.POSITIVE_INFINITY;

describe("SyncWebhooks: killed", function () {
  this.timeout(120_000);
  const stack = useSyncStack();

  const bringUrl = () => stack.url.write(URLS[0], { Customer: "contoso", Owner: OWNER });

  interface Step {
    name: string;
    before(): Promise<unknown>;
    run(): Promise<unknown>;
    /** The headers, oldest first, of which each webhook sends the one at this index, in this status. */
    expected: { headers: number; sends?: number; webhooks: readonly string[]; status?: string };
  }

  const up = (change?: Properties) => () => stack.up(change);
  const both = ["app/api:* westeurope", "app/web:* westeurope"];

  const STEPS: readonly Step[] = [
    {
      name: "the first run",
      before: async () => undefined,
      run: up(),
      expected: { headers: 1, webhooks: [] },
    },
    {
      name: "the first run with a callback URL that is there already",
      before: bringUrl,
      run: up(),
      expected: { headers: 1, sends: 0, webhooks: both },
    },
    {
      name: "the run with the callback URL",
      before: () => stack.up().then(bringUrl),
      run: up(),
      expected: { headers: 1, sends: 0, webhooks: both },
    },
    {
      name: "handing over a header",
      before: () => stack.establish(),
      run: up({ generation: 2 }),
      expected: { headers: 2, sends: 0, webhooks: both },
    },
    {
      name: "sending a header",
      before: () => stack.establish().then(up({ generation: 2 })),
      run: up({ generation: 2, inUse: 2 }),
      expected: { headers: 2, sends: 1, webhooks: both },
    },
    {
      name: "another repository",
      before: () => stack.establish(),
      run: up({ webhooks: { "app/api": ["westeurope"], "ml/training": ["westeurope"] } }),
      expected: {
        headers: 1,
        sends: 0,
        webhooks: ["app/api:* westeurope", "ml/training:* westeurope"],
      },
    },
    {
      name: "a suspension",
      before: () => stack.establish(),
      run: up({ enabled: false }),
      expected: { headers: 1, sends: 0, webhooks: both, status: "disabled" },
    },
    {
      name: "the end",
      before: () => stack.establish(),
      run: () => stack.delete(),
      expected: { headers: 0, webhooks: [] },
    },
  ];

  async function expectDone({ expected }: Step): Promise<void> {
    const versions = await stack.header.versions();
    expect(versions).to.have.length(expected.headers);
    const webhooks = await stack.webhooks();
    expect(Object.keys(webhooks).sort()).to.deep.equal(expected.webhooks);
    for (const { status, serviceUri, customHeaders } of Object.values(webhooks)) {
      const version = versions[expected.sends ?? 0]?.id.split("/").at(-1);
      expect(customHeaders).to.deep.equal({ [HEADER]: await stack.headerValue(version) });
      expect(serviceUri).to.equal(URLS[0]);
      expect(status).to.equal(expected.status ?? "enabled");
    }
  }

  for (const step of STEPS) {
    for (const when of ["before", "after"] as const) {
      it(`is completed by the next run: ${step.name}, killed ${when} each request`, async () => {
        const { faults, journal } = stack.azure.emulator;
        await step.before();
        const known = stack.state;
        const again = stack.azure.emulator.checkpoint();
        await step.run();
        const requests = journal.entries().filter(({ path }) => /subscriptions|secrets/.test(path));
        await expectDone(step);
        for (const [killed, { method }] of requests.entries()) {
          // A reading that fails is the same wherever it is, so that most are for the long run.
          // And before a request there is what there was after the one before it.
          if (!IS_LONG && killed > 0 && (method === "GET" || when === "before")) continue;
          again();
          stack.state = known;
          const request = { path: "/subscriptions|secrets/", skip: killed, reset: true };
          faults.add({ ...request, when });
          faults.add({ ...request, times: ENDLESS });
          await step.run().catch(() => undefined);
          faults.clear();
          await step.run();
          await expectDone(step);
        }
      });
    }
  }
});
