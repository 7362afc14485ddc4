// A repository that is taken from a sync is announced no more, also where something else of the same run fails.

import { expect } from "chai";
import { CORRECT_FIRST } from "../../../access/correctFirst";
import type { Fault } from "../../../emulator/faults";
import type { Properties } from "../../../provider/protocol/resource";
import { webhookName } from "../../../provider/syncWebhooks/targets";
import { failure, text } from "../tokenSecret/outcome";
import { OWNER, URLS, useSyncStack } from "./syncStack";

const ENDLESS = Number.POSITIVE_INFINITY;
const SECRET = `contoso-sync-${OWNER}`;
const nameOf = (repository: string) =>
  webhookName({ repository, location: "westeurope" }, { customer: "contoso", owner: OWNER });

/** app/web is taken away, and app/new comes. */
const EXCHANGED = { "app/api": ["westeurope"], "app/new": ["westeurope"] };
const REMOVED = "info: the webhook for app/web in westeurope is removed";
const FULL = "registry vendorimages is Basic and has room for 2 webhooks";

describe("SyncWebhooks: revoked beside trouble", () => {
  const stack = useSyncStack();

  const scopes = async () => Object.keys(await stack.webhooks()).sort();
  const fault = (given: Fault) => async () => stack.azure.emulator.faults.add(given);
  const no = (operation: string) => fault({ operation, status: 403, times: ENDLESS });
  const unreadable = (path: string) => fault({ path, status: 403, times: ENDLESS });

  const CASES: readonly {
    name: string;
    before?: Properties;
    break?: () => Promise<unknown>;
    change?: Properties;
    says: RegExp;
    /** Does a preview say it too? */
    isForeseen?: boolean;
  }[] = [
    {
      name: "a registry without room",
      change: { trouble: FULL },
      says: new RegExp(`^${FULL}$`),
      isForeseen: true,
    },
    {
      name: "a generation that is lowered",
      before: { generation: 2 },
      change: { generation: 1 },
      says: /^contoso: header 2 was handed over already/,
      isForeseen: true,
    },
    {
      name: "a header in use that is not handed over",
      change: { generation: 2, inUse: 2 },
      says: /^contoso: header 2 is not handed over yet/,
      isForeseen: true,
    },
    {
      name: "a webhook's name that another stack has taken",
      break: () =>
        stack.azure.arm("PUT", `webhooks/${nameOf("app/new")}`, {
          location: "westeurope",
          tags: { Owner: "another1" },
          properties: { serviceUri: "https://ci.example/", actions: ["push"], scope: "app/new:*" },
        }),
      says: /^contoso: webhook synccontoso[0-9a-f]{24} has the tag Owner: another1/,
    },
    {
      name: "a secret that another stack has taken",
      break: () => stack.header.write("theirs", { Owner: "another1", Customer: "contoso" }),
      says: /^contoso: secret contoso-sync-x7k2pd4q has the tag Owner: another1/,
    },
    {
      name: "a header that is disabled",
      before: { generation: 2 },
      break: () => stack.disableFirstHeader(),
      change: { generation: 2 },
      says: /^contoso: header 1 cannot be read/,
    },
    {
      name: "secrets that cannot be seen",
      break: no("VaultSecrets_Get"),
      says: /^reading secret contoso-sync-x7k2pd4q: 403/,
    },
    {
      name: "a header that cannot be read",
      break: unreadable(`${SECRET}/`),
      says: /^reading version [0-9a-f]{32} of secret contoso-sync-x7k2pd4q: 403/,
    },
    {
      name: "a callback URL that cannot be read",
      break: unreadable(`${SECRET}-url/`),
      says: /^reading version [0-9a-f]{32} of secret contoso-sync-x7k2pd4q-url: 403/,
    },
    {
      name: "a webhook of which it cannot be read where it sends",
      break: no("Webhooks_GetCallbackConfig"),
      says: /^reading where webhook synccontoso[0-9a-f]{24} sends: 403/,
    },
    {
      name: "a header that cannot be handed over",
      break: no("VaultSecrets_CreateOrUpdate"),
      change: { generation: 2 },
      says: /^writing secret contoso-sync-x7k2pd4q: 403/,
    },
    {
      name: "a webhook that cannot be written",
      break: no("Webhooks_Create"),
      says: /^writing webhook synccontoso[0-9a-f]{24}: 403/,
    },
  ];
  for (const { name, before = {}, change = {}, says, isForeseen, ...given } of CASES) {
    it(`is announced no more, beside ${name}`, async () => {
      await stack.establish();
      if (Object.keys(before).length > 0) await stack.up(before);
      await given.break?.();
      const there = (await scopes()).filter((each) => each !== "app/web:* westeurope");
      const exchanged = { ...before, ...change, webhooks: EXCHANGED };
      if (isForeseen) {
        await stack.up(exchanged, { isPreview: true });
        expect(stack.lines[0]).to.match(new RegExp(`^warning: ${CORRECT_FIRST}`));
        expect(stack.lines.slice(1)).to.deep.equal([REMOVED]);
        expect(stack.writes()).to.deep.equal([]);
      }
      expect(text(await failure(stack.up(exchanged)))).to.match(says);
      expect(stack.lines).to.include(REMOVED);
      stack.azure.emulator.faults.clear();
      expect(await scopes()).to.deep.equal(there);
    });
  }

  it("is announced no more where the repositories of the registry cannot be listed; what is still synced stays", async () => {
    await stack.up({
      webhooks: {
        "app/api": ["westeurope"],
        "app/web": ["westeurope"],
        "ml/train": ["westeurope"],
      },
    });
    await stack.url.write(URLS[0], {});
    await stack.up({ webhooks: undefined });
    const trouble = "contoso: listing the repositories of vendorimages: 403";
    const change = { webhooks: undefined, repositories: ["app/api", "ml/*"], trouble };
    await stack.up(change, { isPreview: true });
    expect(stack.lines).to.deep.equal([`warning: ${CORRECT_FIRST}${trouble}`, REMOVED]);
    expect(text(await failure(stack.up(change)))).to.equal(trouble);
    expect(await scopes()).to.deep.equal(["app/api:* westeurope", "ml/train:* westeurope"]);
  });

  it("is announced no more in the previous registry either, beside a trouble of the next one", async () => {
    await stack.establish();
    const registryId = stack.azure.registryId.replace(/[^/]+$/, "vendornext");
    const { body } = await stack.azure.arm("GET", stack.azure.registryId);
    const { location, sku } = body as { location: string; sku: object };
    await stack.azure.arm("PUT", registryId, { location, sku });
    const moved = { registryId, webhooks: EXCHANGED, trouble: FULL };
    expect(text(await failure(stack.up(moved)))).to.equal(FULL);
    expect(await scopes()).to.deep.equal(["app/api:* westeurope"]);
    expect(await stack.up({ ...moved, trouble: undefined })).to.equal("updated");
    expect(await scopes()).to.deep.equal([]);
  });

  it("is announced no more where the state was lost, and nothing else may be written", async () => {
    await stack.establish();
    stack.state = undefined;
    const exchanged = { webhooks: EXCHANGED, trouble: FULL };
    expect(text(await failure(stack.up(exchanged)))).to.equal(FULL);
    expect(await scopes()).to.deep.equal(["app/api:* westeurope"]);
  });

  for (const [name, change, left] of [
    ["a removal", { webhooks: {} }, ["app/api enabled"]],
    ["a suspension", { enabled: false }, ["app/api enabled", "app/web disabled"]],
    [
      "a suspension with a removal",
      { enabled: false, webhooks: { "app/web": ["westeurope"] } },
      ["app/api enabled", "app/web disabled"],
    ],
  ] as const) {
    it(`ends for every other repository where one webhook resists ${name}`, async () => {
      await stack.establish();
      const path = `/webhooks.${nameOf("app/api")}$/`;
      for (const method of ["DELETE", "PATCH"]) {
        stack.azure.emulator.faults.add({ path, method, status: 403, times: ENDLESS });
      }
      expect(text(await failure(stack.up(change)))).to.match(
        /^(deleting|disabling) webhook synccontoso[0-9a-f]{24}: 403/,
      );
      stack.azure.emulator.faults.clear();
      const found = Object.values(await stack.webhooks());
      expect(
        found.map(({ scope, status }) => `${scope.replace(":*", "")} ${status}`).sort(),
      ).to.deep.equal(left);
      expect(await stack.up(change)).to.equal("updated");
    });
  }

  it("ends for every other webhook, and keeps the secrets, where one resists the end of the sync", async () => {
    await stack.establish();
    const path = `/webhooks.${nameOf("app/api")}$/`;
    stack.azure.emulator.faults.add({ path, method: "DELETE", status: 403, times: ENDLESS });
    expect(text(await failure(stack.delete()))).to.match(/^deleting webhook synccontoso/);
    stack.azure.emulator.faults.clear();
    expect(await scopes()).to.deep.equal(["app/api:* westeurope"]);
    expect(await stack.header.current()).not.to.equal(undefined);
  });

  it("names all webhooks that resist", async () => {
    await stack.establish();
    stack.azure.emulator.faults.add({ operation: "Webhooks_Delete", status: 403, times: ENDLESS });
    const said = text(await failure(stack.up({ webhooks: {} })));
    for (const name of ["app/api", "app/web"]) expect(said).to.include(nameOf(name));
  });
});
