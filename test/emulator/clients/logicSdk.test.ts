// Microsoft's own client of Logic Apps against the emulator, unchanged but for the trusted authority.
import { LogicManagementClient } from "@azure/arm-logic";
import { expect } from "chai";
import { definitionOf, MANUAL } from "../logic/workflows";
import { credentialOf } from "../managementClient";
import { EmulatedAzure } from "../useEmulator";

const GROUP = "registry-access";
const NAME = "by-sdk";

describe("Microsoft's client of Logic Apps", () => {
  const azure = new EmulatedAzure();
  let logic: LogicManagementClient;

  before(async () => {
    await azure.start();
    const { url, ca, subscriptionId } = azure.emulator;
    const tlsOptions = { ca };
    logic = new LogicManagementClient(credentialOf(azure), subscriptionId, {
      endpoint: url,
      tlsOptions,
    });
  });
  after(() => azure.close());

  const listed = async <T>(pages: AsyncIterable<T>) => {
    const all: T[] = [];
    for await (const each of pages) all.push(each);
    return all;
  };

  it("deploys a workflow, calls it, reads its history and makes its keys again", async () => {
    const actions = {
      Each: {
        type: "Foreach",
        foreach: "@triggerBody()",
        actions: {
          Send: {
            type: "Http",
            inputs: {
              method: "GET",
              uri: `${azure.emulator.url}/metadata/endpoints?api-version=2022-09-01`,
            },
          },
        },
      },
    };
    const made = await logic.workflows.createOrUpdate(GROUP, NAME, {
      location: "westeurope",
      identity: { type: "SystemAssigned" },
      definition: definitionOf({ triggers: MANUAL, actions, parameters: {} }),
    });
    const { value = "" } = await logic.workflowTriggers.listCallbackUrl(GROUP, NAME, "manual");
    const { value: secondary = "" } = await logic.workflows.listCallbackUrl(GROUP, NAME, {
      keyType: "Secondary",
    });
    await azure.send(value, { method: "POST", json: [1, 2] });
    await azure.emulator.settle();

    const [run] = await listed(logic.workflowRuns.list(GROUP, NAME));
    const name = run?.name ?? "";
    const found = await listed(logic.workflowRunActions.list(GROUP, NAME, name));
    const repetitions = await listed(
      logic.workflowRunActionRepetitions.list(GROUP, NAME, name, "Send"),
    );
    const requests = await listed(
      logic.workflowRunActionRepetitionsRequestHistories.list(GROUP, NAME, name, "Send", "000001"),
    );
    const traces = await listed(
      logic.workflowRunActions.listExpressionTraces(GROUP, NAME, name, "Each"),
    );

    expect([made.state, made.identity?.type, made.version?.length]).to.deep.equal([
      "Enabled",
      "SystemAssigned",
      20,
    ]);
    expect([run?.status, run?.trigger?.name, run?.startTime instanceof Date]).to.deep.equal([
      "Succeeded",
      "manual",
      true,
    ]);
    expect(found.map((each) => [each.name, each.status])).to.deep.equal([
      ["Each", "Succeeded"],
      ["Send", "Succeeded"],
    ]);
    expect(repetitions.map((each) => [each.name, each.status])).to.deep.equal([
      ["000000", "Succeeded"],
      ["000001", "Succeeded"],
    ]);
    const response = requests[0]?.properties?.response as { statusCode?: number } | undefined;
    expect([requests.length, response?.statusCode]).to.deep.equal([1, 200]);
    expect(traces).to.have.length(1);

    await logic.workflows.regenerateAccessKey(GROUP, NAME, { keyType: "Primary" });
    const call = async (url: string) =>
      (await azure.send(url, { method: "POST", json: [] })).status;
    expect([await call(value), await call(secondary)]).to.deep.equal([401, 202]);

    await logic.workflows.update(GROUP, NAME);
    await logic.workflows.disable(GROUP, NAME);
    expect((await logic.workflows.get(GROUP, NAME)).state).to.equal("Disabled");
    await logic.workflows.delete(GROUP, NAME);
    expect(await listed(logic.workflows.listByResourceGroup(GROUP))).to.deep.equal([]);
  });
});
