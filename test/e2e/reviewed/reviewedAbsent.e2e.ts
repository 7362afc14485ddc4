// A saved plan in which what is to be adopted does not exist: none of it is ever created by that plan.

import { expect } from "chai";
import { MadeByHand } from "../../helpers/byHand/madeByHand";
import { type Deployment, openDeployed } from "../../helpers/deployment";
import { isWrite } from "../../helpers/killedUp";
import { Reviewed } from "../../helpers/reviewed";
import { ONE_CUSTOMER } from "../../helpers/usualFiles";

const FILE = (contoso: string) => `customers:
  contoso: { repositories: [${contoso}] }
  tailwind: { repositories: [app/api], tokenName: tailwind-ci, adopt: [token] }
  wingtip: { repositories: [app/api], tokenName: wingtip-ci, adopt: [token, scopeMap] }
`;

describe("a saved plan of what is to be adopted and does not exist", function () {
  this.timeout(300_000);
  let deployment: Deployment;
  let reviewed: Reviewed;
  let byHand: MadeByHand;

  before(async () => {
    deployment = await openDeployed(ONE_CUSTOMER);
    reviewed = new Reviewed(deployment);
    byHand = new MadeByHand(deployment);
    await byHand.make("wingtip-ci", { scopeMap: "wingtip-map", slot: "password1" });
  });
  after(() => deployment.close());

  async function plan(contoso: string): Promise<void> {
    await deployment.write(FILE(contoso));
    const { failed, output } = await reviewed.preview();
    expect(failed, output).to.equal(false);
  }

  it("creates none of it, and serves everybody else", async () => {
    await plan("app/api, app/web");
    const { failed, output, writes } = await reviewed.apply();
    expect(failed).to.equal(true);
    expect(output).to.include("there is no token tailwind-ci to adopt");
    expect(output).to.include("there is no scope map wingtip-ci to adopt");
    expect(writes).to.deep.equal(["PUT scopeMaps/contoso-pull", "PUT scopeMaps/tailwind-ci"]);
  });

  it("stops before anything is changed where it has come since", async () => {
    await plan("app/api, app/web, app/worker");
    const actions = ["repositories/app/api/content/read"];
    await byHand.azure.createScopeMap("wingtip-ci", actions, "made by hand");
    const { failed, output, writes } = await reviewed.apply();
    expect({ failed, writes }, output).to.deep.equal({ failed: true, writes: [] });
    expect(output).to.match(/wingtip-scope-map violates plan: importID changed/);
  });

  it("holds up no later run of this process, whose messages wait for those of the preview", async () => {
    await deployment.write(FILE("app/api, app/web, app/worker, base/node"));
    const before = deployment.emulator.journal.entries().length;
    const { output } = await deployment.up();
    const writes = deployment.emulator.journal.entries().slice(before).filter(isWrite);
    expect(
      writes.map(({ path }) => path.split("/").slice(-2).join("/")),
      output,
    ).to.include("scopeMaps/contoso-pull");
  });
});
