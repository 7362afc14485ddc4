// Alerts on metrics are kept, shown and removed; and a role that somebody has is not removed.
import { expect } from "chai";
import { useEmulator } from "../useEmulator";

const ROLE = "abababab-abab-4bab-8bab-abababababab";

describe("an emulated alert on a metric", () => {
  const azure = useEmulator();
  const call = async (method: string, body?: object) => {
    const path = `${azure.groupId}/providers/Microsoft.Insights/metricAlerts/failed`;
    const answer = await azure.arm(method, path, body, "2018-03-01");
    return [answer.status, (answer.body as { properties?: object } | undefined)?.properties];
  };

  it("is kept as it was declared, and removed once", async () => {
    const properties = {
      criteria: { "odata.type": "Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria" },
      enabled: true,
      evaluationFrequency: "PT15M",
      scopes: [azure.registryId],
      severity: 2,
      windowSize: "PT1H",
    };
    const whole = { location: "global", properties };
    const { severity: _, ...lacking } = properties;
    expect([
      (await call("GET"))[0],
      (await call("PUT", { ...whole, properties: lacking }))[0],
      await call("PUT", whole),
      await call("GET"),
      (await call("DELETE"))[0],
      (await call("DELETE"))[0],
    ]).to.deep.equal([404, 400, [200, properties], [200, properties], 200, 204]);
  });
});

describe("an emulated role of somebody's own", () => {
  const azure = useEmulator();

  it("is removed only when nobody has it", async () => {
    const subscription = `/subscriptions/${azure.tenant.subscriptionId}`;
    const roles = `${subscription}/providers/Microsoft.Authorization`;
    const definition = `${roles}/roleDefinitions/${ROLE}`;
    const assignment = `${roles}/roleAssignments/cdcdcdcd-cdcd-4dcd-8dcd-cdcdcdcdcdcd`;
    const role = { roleName: "Own", permissions: [{ actions: ["*/read"] }] };
    const given = { roleDefinitionId: definition, principalId: ROLE };
    const statuses = [];
    for (const [method, path, properties] of [
      ["PUT", definition, role],
      ["PUT", assignment, given],
      ["DELETE", definition, undefined],
      ["DELETE", assignment, undefined],
      ["DELETE", definition, undefined],
      ["DELETE", definition, undefined],
    ] as const) {
      const body = properties === undefined ? undefined : { properties };
      statuses.push((await azure.arm(method, path, body, "2022-04-01")).status);
    }
    expect(statuses).to.deep.equal([201, 201, 400, 200, 200, 204]);
  });
});
