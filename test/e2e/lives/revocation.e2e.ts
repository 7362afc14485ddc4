// A leaked password: a new generation is issued, and the old one ends only when the new one is in the vault.

import { expect } from "chai";
import { type Deployment, openDeployed } from "../../helpers/deployment";

const file = (credential: string) =>
  `customers:\n  contoso: { repositories: [app/api], credential: { ${credential} } }\n  fabrikam: { repositories: [app/web] }\n`;

describe("a leaked password", function () {
  this.timeout(120_000);
  let deployment: Deployment;

  beforeEach(async () => {
    deployment = await openDeployed(file("generation: 1"));
  });
  afterEach(() => deployment.close());

  it("works on when only a new generation is asked for", async () => {
    const first = await deployment.password("contoso");
    await deployment.write(file("generation: 2"));
    const result = await deployment.up();
    expect(result.failed, result.output).to.equal(false);
    const second = await deployment.password("contoso");
    expect(second).to.not.equal(first);
    expect(await deployment.accepts("contoso", first)).to.equal(true);
    expect(await deployment.accepts("contoso", second)).to.equal(true);
  });

  it("ends with revokeBefore, and nobody else's", async () => {
    const first = await deployment.password("contoso");
    const other = await deployment.password("fabrikam");
    await deployment.write(file("generation: 2, revokeBefore: 2"));
    const result = await deployment.up();
    expect(result.failed, result.output).to.equal(false);
    expect(await deployment.accepts("contoso", first)).to.equal(false);
    expect(await deployment.accepts("contoso", await deployment.password("contoso"))).to.equal(
      true,
    );
    expect(await deployment.accepts("fabrikam", other)).to.equal(true);
    expect((await deployment.up()).changes).to.deep.equal({});
  });

  it("stays ended when revokeBefore is taken out of the file again", async () => {
    const first = await deployment.password("contoso");
    await deployment.write(file("generation: 2, revokeBefore: 2"));
    await deployment.up();
    const second = await deployment.password("contoso");
    await deployment.write(file("generation: 2"));
    const result = await deployment.up();
    expect(result.failed, result.output).to.equal(false);
    expect(result.changes).to.deep.equal({ update: 2 });
    expect(await deployment.accepts("contoso", first)).to.equal(false);
    expect(await deployment.accepts("contoso", second)).to.equal(true);
  });

  it("works until the new one is in the vault, and ends with the next run", async () => {
    const first = await deployment.password("contoso");
    await deployment.write(file("generation: 2, revokeBefore: 2"));
    deployment.emulator.faults.add({
      method: "PUT",
      path: "/secrets/contoso-registry-",
      status: 400,
      code: "BadParameter",
    });
    expect((await deployment.up()).failed).to.equal(true);
    expect(await deployment.accepts("contoso", first)).to.equal(true);
    deployment.emulator.faults.clear();
    expect((await deployment.up()).failed).to.equal(false);
    expect(await deployment.accepts("contoso", first)).to.equal(false);
    expect(await deployment.accepts("contoso", await deployment.password("contoso"))).to.equal(
      true,
    );
  });
});
