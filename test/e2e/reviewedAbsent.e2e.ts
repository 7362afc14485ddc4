// A saved plan in which what is to be taken over does not exist: none of it is ever created by that plan.

import { expect } from "chai";
import { type Deployment, openDeployment } from "../helpers/deployment";
import { MadeByHand } from "../helpers/madeByHand";
import { Reviewed } from "../helpers/reviewed";

const FILE = (contoso: string) => `customers:
  contoso: { repositories: [${contoso}] }
  tailwind: { repositories: [app/api], tokenName: tailwind-ci, adopt: [token] }
  wingtip: { repositories: [app/api], tokenName: wingtip-ci, adopt: [token, scopeMap] }
`;

describe("a saved plan of what is to be taken over and does not exist", function () {
  this.timeout(300_000);
  let deployment: Deployment;
  let reviewed: Reviewed;
  let byHand: MadeByHand;

  before(async () => {
    deployment = await openDeployment();
    reviewed = new Reviewed(deployment);
    byHand = new MadeByHand(deployment);
    await byHand.make("wingtip-ci", { scopeMap: "wingtip-map", slot: "password1" });
    await deployment.write("customers:\n  contoso: { repositories: [app/api] }\n");
    expect((await deployment.up()).failed).to.equal(false);
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
    expect(output).to.include("there is no token tailwind-ci to take over");
    expect(output).to.include("there is no scope map wingtip-ci to take over");
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
});
