// A token that was replaced and whose deletion Azure refuses, in the history that the real engine keeps: the audit shows it.

import { setTimeout as delay } from "node:timers/promises";
import { expect } from "chai";
import { accessAnswer } from "../../../audit/answers/access";
import { exceptionsOf } from "../../../audit/attest/exceptions";
import { livesOf } from "../../../audit/livesOf";
import { readHistory } from "../../cli/audit/readHistory";
import { EmulatedAzure } from "../../emulator/useEmulator";
import { type Deployment, openDeployment } from "../../helpers/deployment";

const file = (tokenName: string, repository: string) =>
  `customers:\n  contoso: { repositories: [${repository}], tokenName: ${tokenName} }\n`;

describe("a replaced token whose deletion Azure refuses", function () {
  this.timeout(180_000);
  let deployment: Deployment;
  let azure: EmulatedAzure;
  let old = "";

  before(async () => {
    deployment = await openDeployment({ config: { "customer-access:protect": "false" } });
    azure = EmulatedAzure.visit(deployment.emulator, "watcher");
    await deployment.write(file("contoso-old", "app/api"));
    await deployment.up();
    old = (await deployment.password("contoso")) ?? "";
    await deployment.write(file("contoso-new", "app/web"));
  });
  after(async () => {
    azure.leave();
    await deployment.close();
  });

  const audited = async () => {
    const history = await readHistory(deployment.folder);
    return { history, lives: livesOf(history, new Date(Date.now() + 86_400_000).toISOString()) };
  };
  /** Who, what, and whether the audit says that they can pull. */
  const rows = async () => {
    const { customers, others } = accessAnswer((await audited()).lives).data as Record<
      "customers" | "others",
      { id: string; canPull: boolean; repositories: string[] }[]
    >;
    return [...(customers ?? []), ...(others ?? [])].map(({ id, canPull, repositories }) => [
      id,
      canPull,
      ...repositories,
    ]);
  };
  const works = async () => (await azure.login("contoso-old", old)).status === 200;

  it("is shown as one that can pull while its passwords work", async () => {
    const times = Number.POSITIVE_INFINITY;
    const fault = { status: 403, code: "AuthorizationFailed", times };
    deployment.emulator.faults.add({ ...fault, method: "PATCH", path: "/tokens/contoso-old" });
    const { failed } = await deployment.up();
    deployment.emulator.faults.clear();
    expect([failed, await works()]).to.deep.equal([true, true]);
    expect(await rows()).to.deep.equal([
      ["contoso", true, "app/web"],
      ["contoso, old token contoso-old", true, "app/api"],
    ]);
  });

  it("is shown as one that cannot pull once its passwords were ended", async () => {
    // Pulumi's history has whole seconds: in none of its own, the token could pull for no time at all.
    await delay(1_000);
    const times = Number.POSITIVE_INFINITY;
    const fault = { status: 403, code: "AuthorizationFailed", times };
    deployment.emulator.faults.add({ ...fault, method: "DELETE", path: "/tokens/contoso-old" });
    const { failed } = await deployment.up();
    deployment.emulator.faults.clear();
    expect([failed, await works()]).to.deep.equal([true, false]);
    expect(await rows()).to.deep.equal([
      ["contoso", true, "app/web"],
      ["contoso, old token contoso-old", false, "app/api"],
    ]);
  });

  it("is gone after the run that deleted it, and an exception until then", async () => {
    const { failed, output } = await deployment.up();
    expect(failed, output).to.equal(false);
    expect(await rows()).to.deep.equal([["contoso", true, "app/web"]]);
    const { history, lives } = await audited();
    expect(history.gaps).to.deep.equal([]);
    const period = { from: "2000-01-01T00:00:00.000Z", to: lives.asOf };
    const found = exceptionsOf(lives, { period }).filter(({ kind }) => kind === "beside");
    expect(found.map(({ words }) => words)).to.deep.equal([
      "contoso, old token contoso-old was replaced, and not deleted, from update 2 until update 4: whoever had its password could pull app/api",
    ]);
  });
});
