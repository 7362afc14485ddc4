// `pulumi up --replace` of a secret: the engine creates it again and deletes the previous one, and nobody loses a password.

import { expect } from "chai";
import { type Deployment, openDeployment } from "../../helpers/deployment";
import { readState } from "../../helpers/stateFile";

const file = (state: string, credential: string) =>
  `customers:\n  contoso: { repositories: [app/api], state: ${state}, credential: { ${credential} } }\n  fabrikam: { repositories: [app/web] }\n`;

describe("a secret that is replaced by hand", function () {
  this.timeout(120_000);
  let deployment: Deployment;

  before(async () => {
    // The engine replaces nothing that is protected.
    deployment = await openDeployment({ config: { "customer-access:protect": "false" } });
    await deployment.write(file("active", "generation: 1"));
    await deployment.up();
  });
  after(() => deployment.close());

  const replace = async () => {
    const { resources } = readState(deployment.folder);
    const secret = resources.find(({ urn }) => urn.endsWith("::contoso-secret"));
    const result = await deployment.up({ replace: [secret?.urn ?? ""] });
    expect(result.failed, result.output).to.equal(false);
    expect(result.changes).to.include({ replace: 1 });
    expect((await deployment.up()).changes).to.deep.equal({});
  };

  it("hands out the same password, which works", async () => {
    const first = await deployment.password("contoso");
    await replace();
    expect(await deployment.password("contoso")).to.equal(first);
    expect(await deployment.accepts("contoso", first)).to.equal(true);
  });

  it("hands out a new one where all were revoked, and the customer is let in", async () => {
    const first = await deployment.password("contoso");
    const revoked = "generation: 2, revokeBefore: 2";
    await deployment.write(file("suspended", revoked));
    await deployment.up();
    await deployment.write(file("active", revoked));
    await replace();
    expect(await deployment.accepts("contoso", first)).to.equal(false);
    expect(await deployment.accepts("contoso", await deployment.password("contoso"))).to.equal(
      true,
    );
  });
});
