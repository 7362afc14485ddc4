// Which webhooks all syncs want, and what is said where the registry has no room for them or cannot be read.

import { expect } from "chai";
import { azureAccess } from "../../provider/azureAccess";
import { syncTargets } from "../../provider/syncTargets";
import { webhookName } from "../../provider/syncWebhooks/targets";
import { useInProcess } from "../emulator/inProcessAzure";

const OWNER = "x7k2pd4q";

describe("syncTargets", () => {
  const azure = useInProcess();
  let restore: () => void;
  before(() => {
    restore = azure.emulator.checkpoint();
  });
  beforeEach(() => restore());
  afterEach(() => azure.emulator.faults.clear());

  const ask = async (syncs: readonly object[], owner: string | undefined = OWNER) => {
    const { environment } = azure.emulator;
    const { signal } = new AbortController();
    const access = azureAccess(environment, { ...azure.http, signal });
    const answer = await syncTargets(access)({ registryId: azure.registryId, owner, syncs });
    return answer.syncTargets.map(({ trouble, ...each }) => ({
      ...each,
      ...(trouble === undefined
        ? {}
        : { trouble: trouble.replace(/request id [0-9a-f-]{36}/, "request id ID") }),
    }));
  };
  const sync = (customer: string, repositories: readonly string[], change: object = {}) => ({
    customer,
    repositories,
    webhookScope: "repository",
    enabled: true,
    ...change,
  });
  const tier = (name: string) => azure.arm("PATCH", azure.registryId, { sku: { name } });
  const HERE = ["westeurope"];

  it("names each repository below a prefix, where the registry is", async () => {
    expect(
      await ask([
        sync("contoso", ["app/new", "base/*"]),
        sync("fabrikam", ["base/*"], { webhookScope: "prefix" }),
      ]),
    ).to.deep.equal([
      {
        customer: "contoso",
        webhooks: { "app/new": HERE, "base/node": HERE, "base/python": HERE, "base/runtime": HERE },
      },
      { customer: "fabrikam", webhooks: { "base/*": HERE } },
    ]);
    const asked = azure.emulator.journal.entries().map(({ operation }) => operation);
    expect(asked).not.to.include("Replications_List");
  });

  it("names each location of a geo-replicated registry once", async () => {
    await tier("Premium");
    for (const location of ["westeurope", "northeurope", "eastus"]) {
      await azure.arm("PUT", `replications/${location}`, { location });
    }
    expect(await ask([sync("contoso", ["app/api"])])).to.deep.equal([
      { customer: "contoso", webhooks: { "app/api": ["westeurope", "eastus", "northeurope"] } },
    ]);
  });

  it("does not list repositories where no prefix has to be expanded", async () => {
    azure.emulator.journal.clear();
    await ask([sync("contoso", ["app/api"]), sync("fabrikam", ["*"], { webhookScope: "prefix" })]);
    const asked = azure.emulator.journal.entries().map(({ operation }) => operation);
    expect(asked.filter((each) => /Catalog/i.test(each))).to.deep.equal([]);
  });

  it("says of all customers together that the registry has no room, and holds up nobody whose webhooks are there", async () => {
    const put = (name: string) =>
      azure.arm("PUT", `webhooks/${name}`, {
        location: "westeurope",
        properties: { serviceUri: "https://ci.example/", actions: ["push"] },
      });
    await put("ciOfOurs");
    const target = { repository: "app/api", location: "westeurope" };
    await put(webhookName(target, { customer: "tailspin", owner: OWNER }));
    const syncs = [
      sync("contoso", ["app/*", "base/*"]),
      sync("fabrikam", ["tools/*"]),
      sync("northwind", ["*"], { enabled: false }),
      sync("tailspin", ["app/api"]),
    ];
    expect((await ask(syncs)).map(({ trouble }) => trouble)).to.deep.equal([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
    const words =
      "registry vendorimages is Standard and has room for 10 webhooks: 2 are there, and 9 more are wanted (contoso 6, fabrikam 3); none of these is made: sync fewer repositories, write webhookScope: prefix, delete webhooks that nobody needs, or take a higher tier";
    const [contoso, fabrikam, ...others] = await ask([
      ...syncs.slice(0, 1),
      sync("fabrikam", ["tools/*", "docs/site"]),
      ...syncs.slice(2),
    ]);
    expect([contoso?.trouble, fabrikam?.trouble]).to.deep.equal([words, words]);
    expect(others.map(({ trouble }) => trouble)).to.deep.equal([undefined, undefined]);
    expect(contoso?.webhooks).to.have.all.keys(
      ...["app/api", "app/web", "app/worker", "base/node", "base/python", "base/runtime"],
    );
    await tier("Premium");
    expect((await ask(syncs)).some(({ trouble }) => trouble !== undefined)).to.equal(false);
  });

  describe("in a registry that is full", () => {
    beforeEach(() => tier("Basic"));
    const owned = async (customer: string, ...repositories: string[]) => {
      for (const repository of repositories) {
        const target = { repository, location: "westeurope" };
        await azure.arm("PUT", `webhooks/${webhookName(target, { customer, owner: OWNER })}`, {
          location: "westeurope",
          tags: { Customer: customer, Owner: OWNER },
          properties: { serviceUri: "https://ci.example/", actions: ["push"] },
        });
      }
    };
    /** The messages about each customer. */
    const told = async (...syncs: object[]) =>
      (await ask(syncs)).map(({ customer, trouble, waits }) => ({ customer, trouble, waits }));
    const fits = (customer: string) => ({ customer, trouble: undefined, waits: undefined });
    const FULL = "registry vendorimages is Basic and has room for 2 webhooks: 2 are there";
    const ADVICE =
      "none of these is made: sync fewer repositories, write webhookScope: prefix, delete webhooks that nobody needs, or take a higher tier";

    for (const [name, repositories, change] of [
      ["another repository", ["app/api", "app/web"], {}],
      ["fewer repositories", ["app/web"], {}],
      ["a prefix, as the message advises", ["app/*"], { webhookScope: "prefix" }],
    ] as const) {
      it(`lets a customer have ${name} instead of what they had`, async () => {
        await owned("contoso", "app/api", "app/old");
        expect(await told(sync("contoso", repositories, change))).to.deep.equal([fits("contoso")]);
      });
    }

    it("leaves for the next run what another customer of the same run, or one that leaves, makes room for", async () => {
      await owned("contoso", "app/api", "app/old");
      const waits = `${FULL}, this run frees 1 of them, and 1 more are wanted (fabrikam 1); the next run makes these, once that room is free`;
      expect(await told(sync("contoso", ["app/api"]), sync("fabrikam", ["app/web"]))).to.deep.equal(
        [fits("contoso"), { customer: "fabrikam", trouble: undefined, waits }],
      );
      expect(await told(sync("fabrikam", ["app/web", "tools/cli"]))).to.deep.equal([
        {
          customer: "fabrikam",
          trouble: undefined,
          waits: waits
            .replace("frees 1", "frees 2")
            .replace(/1 more .* 1\)/, "2 more are wanted (fabrikam 2)"),
        },
      ]);
    });

    it("refuses what has no room after all removals either, and holds up nobody who exchanges", async () => {
      await owned("contoso", "app/api", "app/old");
      const trouble = `${FULL}, this run frees 1 of them, and 2 more are wanted (fabrikam 2); ${ADVICE}`;
      expect(
        await told(sync("contoso", ["app/web"]), sync("fabrikam", ["app/web", "tools/cli"])),
      ).to.deep.equal([fits("contoso"), { customer: "fabrikam", trouble, waits: undefined }]);
    });

    it("counts the webhooks of a customer who is suspended, and those that a trouble keeps", async () => {
      await owned("contoso", "app/api");
      await owned("tailspin", "tools/cli");
      const trouble = `${FULL}, and 1 more are wanted (fabrikam 1); ${ADVICE}`;
      azure.emulator.faults.add({
        operation: "Repositories_ListAcr",
        status: 403,
        times: Number.POSITIVE_INFINITY,
      });
      const [, fabrikam] = await told(
        sync("contoso", ["app/api"], { enabled: false }),
        sync("fabrikam", ["app/web"]),
        sync("tailspin", ["tools/*"]),
      );
      expect(fabrikam).to.deep.equal({ customer: "fabrikam", trouble, waits: undefined });
    });
  });

  it("counts every webhook as new where the stack does not know its suffix yet", async () => {
    await tier("Basic");
    const [found] = await ask([sync("contoso", ["app/api", "app/web", "app/worker"])], "");
    expect(found?.trouble).to.match(
      /is Basic and has room for 2 webhooks: 0 are there, and 3 more/,
    );
  });

  it("tells those alone whose prefixes need the list of repositories that it cannot be read", async () => {
    azure.emulator.faults.add({
      operation: "Repositories_ListAcr",
      status: 403,
      code: "DENIED",
      times: Number.POSITIVE_INFINITY,
    });
    const answer = await ask([sync("contoso", ["app/*"]), sync("fabrikam", ["app/api"])]);
    expect(answer).to.deep.equal([
      {
        customer: "contoso",
        trouble:
          "contoso: listing the repositories of vendorimages: 403 DENIED: the emulator was told to fail this request with 403 (request id ID); allow this address in the registry's firewall, or run from an allowed network",
      },
      { customer: "fabrikam", webhooks: { "app/api": HERE } },
    ]);
  });

  it("tells everybody that the registry cannot be read, and does not fail", async () => {
    azure.emulator.faults.add({
      operation: "Registries_Get",
      status: 403,
      code: "AuthorizationFailed",
      message: "No.",
      times: Number.POSITIVE_INFINITY,
    });
    const trouble =
      'reading registry vendorimages: 403 AuthorizationFailed: No (request id ID); give the identity the role "Reader" on the registry';
    expect(await ask([sync("contoso", ["app/*"]), sync("fabrikam", ["app/api"])])).to.deep.equal(
      ["contoso", "fabrikam"].map((customer) => ({ customer, trouble: `${customer}: ${trouble}` })),
    );
  });
});
