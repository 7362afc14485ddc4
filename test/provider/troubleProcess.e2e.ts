// Trouble of the plugin's own process, over gRPC: no identity, no right, no registry, and signals that end a job.

import { once } from "node:events";
import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import * as proto from "@pulumi/pulumi/proto/provider_pb";
import { expect } from "chai";
import { Plugin, struct } from "./protocol/server/plugin";
import { failure, NOW, URN, usePluginStack } from "./protocol/server/stack";

const IDENTITY =
  "check the Azure identity in the environment \\(ARM_CLIENT_ID and its secret, certificate or OIDC token, or `az login`\\)";

describe("trouble of the plugin's process", () => {
  const stack = usePluginStack();
  const started: Plugin[] = [];

  afterEach(async () => {
    stack.azure.emulator.behaviours.accessTokenSeconds = 3599;
    await Promise.all(started.splice(0).map((plugin) => plugin.close()));
  });

  async function start(change: Record<string, string>): Promise<Plugin> {
    const plugin = await Plugin.start({ ...stack.azure.emulator.environment, ...change });
    started.push(plugin);
    return plugin;
  }

  /** The first thing that the engine asks of the plugin. */
  const look = (plugin: Plugin, change: object = {}) => {
    const { registryId, vaultId, emulator } = stack.azure;
    const cloud = emulator.environment.ARM_METADATA_HOSTNAME;
    const place = { cloud, registryId, vaultId, ...change };
    const value = new proto.ParameterizeRequest.ParametersValue()
      .setName("acr-credentials")
      .setVersion("0.1.0")
      .setValue(Buffer.from(JSON.stringify(place)));
    const request = new proto.ParameterizeRequest().setValue(value);
    return plugin.call<proto.ParameterizeResponse>((client, done) =>
      client.parameterize(request, done),
    );
  };

  const said = async (call: Promise<unknown>) =>
    (await failure(call)).details.trim().replace(/request id [0-9a-f-]{36}/, "request id ID");

  const FINDING =
    "finding registry vendorimages in resource group registry-access of subscription 11111111-1111-4111-8111-111111111111";

  const identities: [name: string, change: Record<string, string>, says: RegExp][] = [
    [
      "no tenant is named",
      { ARM_TENANT_ID: "" },
      /^ARM_TENANT_ID is not set; the Azure identity in the environment needs it$/,
    ],
    [
      "nobody is logged in",
      { ARM_CLIENT_SECRET: "", PATH: dirname(process.execPath) },
      new RegExp(`^${FINDING}: Azure CLI could not be found\\. .*; ${IDENTITY}$`),
    ],
    [
      "the client's secret is wrong or has expired",
      { ARM_CLIENT_SECRET: "wrong" },
      new RegExp(`^${FINDING}: invalid_client: .*AADSTS7000215: .*; ${IDENTITY}$`),
    ],
    [
      "the client is unknown",
      { ARM_CLIENT_ID: "44444444-4444-4444-8444-444444444444" },
      new RegExp(`^${FINDING}: unauthorized_client: .*AADSTS700016: .*; ${IDENTITY}$`),
    ],
    [
      "there is no OIDC token",
      { ARM_CLIENT_SECRET: "", ARM_USE_OIDC: "true" },
      new RegExp(
        `^${FINDING}: ARM_USE_OIDC is set, but there is no token; set ARM_OIDC_TOKEN or ARM_OIDC_TOKEN_FILE_PATH, or give the GitHub job \`permissions: id-token: write\`; ${IDENTITY}$`,
      ),
    ],
  ];
  for (const [name, change, says] of identities) {
    it(`says once what is missing when ${name}`, async () => {
      const plugin = await start(change);
      expect(await said(look(plugin))).to.match(says);
    });
  }

  it("says so when Azure takes the access tokens for expired", async () => {
    stack.azure.emulator.behaviours.accessTokenSeconds = 0;
    const plugin = await start({});
    expect(await said(look(plugin))).to.match(
      new RegExp(
        `^${FINDING}: 401 ExpiredAuthenticationToken: .* \\(request id ID\\); run again to get a new token; if that does not help, correct this machine's clock$`,
      ),
    );
  });

  it("says where it looked when the registry is unknown", async () => {
    const registryId = stack.azure.registryId.replace("vendorimages", "vendorimage");
    expect(await said(look(stack.plugin, { registryId }))).to.equal(
      `${FINDING.replace("vendorimages", "vendorimage")}: 404 ResourceNotFound: The Resource 'Microsoft.ContainerRegistry/registries/vendorimage' under resource group 'registry-access' was not found. For more details please go to https://aka.ms/ARMResourceNotFoundFix (request id ID); nothing was read or changed: check the stack's configuration, the identity's tenant and ARM_METADATA_HOSTNAME; only when the registry is gone for good, run again with CUSTOMER_ACCESS_GONE=vendorimage`,
    );
  });

  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    it(`ends at once after ${signal} when nothing is under way, or the engine waits 5 seconds`, async () => {
      const plugin = await start({});
      await failure(look(plugin, { registryId: "/nowhere" }));
      const ended = once(plugin.process, "exit");
      const startedAt = performance.now();
      plugin.process.kill(signal);
      expect(await ended).to.deep.equal([0, null]);
      // The engine waits for 5 s; on a busy machine a process alone may take as long to be scheduled.
      expect(performance.now() - startedAt).to.be.lessThan(20_000);
    });

    it(`finishes the request that is under way, sends no more and ends after ${signal}`, async () => {
      const plugin = await start({ CUSTOMER_ACCESS_NOW: NOW });
      const ended = once(plugin.process, "exit");
      const { emulator } = stack.azure;
      const stop = emulator.intercept(async ({ phase, entry }) => {
        if (phase !== "before" || entry.operation !== "Registries_GenerateCredentials") return;
        plugin.process.kill(signal);
        await sleep(5_000);
      });
      const request = new proto.CreateRequest().setUrn(URN).setProperties(struct(stack.inputs()));
      const create = plugin.call<proto.CreateResponse>((client, done) =>
        client.create(request, done),
      );
      expect(await said(create)).to.equal(
        "token contoso-pull: password2 was generated but is not published: stopping: cancelled before the next request; run again to generate it again",
      );
      stop();
      const last = emulator.journal.entries().at(-1);
      expect([last?.operation, last?.status]).to.deep.equal([
        "Registries_GenerateCredentials",
        200,
      ]);
      expect(await stack.accepts(stack.adopted)).to.equal(true);
      expect(await ended).to.deep.equal([0, null]);
    });
  }
});
