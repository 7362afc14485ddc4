// Provokes the messages about webhooks, as a document quotes them.

import type { Properties } from "../../provider/protocol/resource";
import { syncTargets } from "../../provider/syncTargets";
import type { SyncStack } from "../provider/syncWebhooks/syncStack";
import { OWNER, URLS } from "../provider/syncWebhooks/syncStack";
import { failure } from "../provider/tokenSecret/outcome";

/** Each with a name, against a registry without webhooks. */
export function provokedSyncs(
  stack: SyncStack,
): [name: string, provoke: () => Promise<string | string[]>][] {
  const ENDLESS = Number.POSITIVE_INFINITY;
  const up = async (change?: Properties) => (await failure(stack.up(change))).message;
  const lines = async (change?: Properties) => {
    await stack.up(change);
    return stack.lines
      .map((line) => line.replace(/^\w+: /, ""))
      .filter((line) => !/^header \d|^secret .* purged/.test(line));
  };
  return [
    [
      "a header that is used too early",
      async () => {
        await stack.establish();
        return up({ generation: 2, inUse: 2 });
      },
    ],
    [
      "a generation that is lowered",
      async () => {
        await stack.up({ generation: 2 });
        return up();
      },
    ],
    [
      "a registry without room",
      async () => {
        const asked = { registryId: stack.azure.registryId, owner: "x7k2pd4q" };
        const sync = { customer: "contoso", repositories: ["*"], webhookScope: "repository" };
        const [found] = (
          await syncTargets(stack.access())({ ...asked, syncs: [{ ...sync, enabled: true }] })
        ).syncTargets;
        return found?.trouble ?? "";
      },
    ],
    [
      "room that another customer leaves",
      async () => {
        await stack.establish();
        const limit = { sku: { name: "Basic" } };
        await stack.azure.arm("PATCH", stack.azure.registryId, limit);
        const asked = { registryId: stack.azure.registryId, owner: OWNER };
        const sync = { repositories: ["app/api"], webhookScope: "repository", enabled: true };
        const customers = ["contoso", "fabrikam"];
        const syncs = customers.map((customer) => ({ customer, ...sync }));
        const { syncTargets: found } = await syncTargets(stack.access())({ ...asked, syncs });
        return found[1]?.waits ?? "";
      },
    ],
    [
      "a secret of another stack",
      async () => {
        await stack.header.write("theirs", { Owner: "another1", Customer: "contoso" });
        return up();
      },
    ],
    [
      "a header that is disabled",
      async () => {
        await stack.establish();
        await stack.up({ generation: 2 });
        await stack.disableFirstHeader();
        return up({ generation: 2, webhooks: { "app/new": ["westeurope"] } });
      },
    ],
    ["a callback URL that is waited for", () => lines()],
    [
      "a callback URL that is gone",
      async () => {
        await stack.establish();
        await stack.url.delete();
        return lines();
      },
    ],
    [
      "a callback URL that is refused",
      async () => {
        await stack.up();
        await stack.url.write(URLS[0].replace("https", "http"));
        return lines();
      },
    ],
    [
      "a webhook that was changed by hand",
      async () => {
        await stack.establish();
        const { body } = await stack.azure.arm("GET", "webhooks");
        const [first] = (body as { value: { name: string }[] }).value;
        await stack.azure.arm("PATCH", `webhooks/${first?.name}`, { properties: { scope: "" } });
        return lines();
      },
    ],
    [
      "an identity that only reads",
      async () => {
        await stack.establish();
        const operation = "Webhooks_GetCallbackConfig";
        stack.azure.emulator.faults.add({ operation, status: 403, times: ENDLESS });
        return lines();
      },
    ],
    [
      "a repository that was added",
      async () => {
        await stack.up();
        const webhooks = { "app/api": ["westeurope"], "app/late": ["westeurope"] };
        return (await lines({ webhooks })).filter((line) => line.startsWith("the workflow"));
      },
    ],
    [
      "webhooks that cannot be read under a plan",
      async () => {
        await stack.establish();
        stack.followsPlan = true;
        stack.azure.emulator.faults.add({
          operation: "Webhooks_List",
          status: 403,
          times: ENDLESS,
        });
        return lines();
      },
    ],
    [
      "a URL that Azure does not take",
      async () => {
        await stack.up();
        await stack.url.write(URLS[0]);
        const message = `The service URI ${URLS[0]} is not valid.`;
        const fault = { operation: "Webhooks_Create", status: 400, code: "InvalidServiceUri" };
        stack.azure.emulator.faults.add({ ...fault, message });
        return up();
      },
    ],
    [
      "another vault",
      async () => {
        await stack.establish();
        const vaultId = stack.azure.vaultId.replace("vendor-access", "vendor-next");
        return (await lines({ vaultId })).filter((line) => line.startsWith("the header is"));
      },
    ],
  ];
}
