// A backup of the state from before a customer left and came back: the run goes on with the secret that they have now.

import { expect } from "chai";
import { EmulatedAzure } from "../../emulator/useEmulator";
import { type Deployment, openDeployment } from "../../helpers/deployment";

const READER = "66666666-6666-4666-8666-666666666666";
const FABRIKAM = "  fabrikam: { repositories: [app/web] }\n";
const contoso = (state = "active") =>
  `  contoso: { repositories: [app/api], state: ${state}, readers: [${READER}] }\n`;

describe("a restored state that knows a customer by the previous secret", function () {
  this.timeout(180_000);
  let deployment: Deployment;
  let name = "";
  let password: string | undefined;

  const up = async (entries: string) => {
    await deployment.write(`customers:\n${FABRIKAM}${entries}`);
    return deployment.up({ refresh: true });
  };

  before(async () => {
    deployment = await openDeployment();
    await up(contoso());
    const backup = await deployment.stack.exportStack();
    await up(contoso("offboarded"));
    await up("");
    expect((await up(contoso())).failed).to.equal(false);
    name = deployment.secretName("contoso");
    password = await deployment.password("contoso");
    await deployment.stack.importStack(backup);
    expect(deployment.secretName("contoso")).to.not.equal(name);
  });
  after(() => deployment.close());

  it("names the one that they have now, whose password works on, and says that a reader's role exists", async () => {
    const { failed, output } = await up(contoso());
    expect(failed).to.equal(true);
    expect(output.match(/^error: .*/gm)?.[0]).to.match(
      new RegExp(
        `^error: cannot create already existing resource '.*/secrets/${name}/providers/.*'`,
      ),
    );
    expect(deployment.secretName("contoso")).to.equal(name);
    expect(await deployment.password("contoso")).to.equal(password);
    expect(await deployment.accepts("contoso", password)).to.equal(true);
    expect(await deployment.accepts("fabrikam", await deployment.password("fabrikam"))).to.equal(
      true,
    );
  });

  it("completes once that role is deleted", async () => {
    const { output } = await up(contoso());
    const [, id = ""] = /already existing resource '(.*)'/.exec(output) ?? [];
    const azure = EmulatedAzure.visit(deployment.emulator, "somebody");
    expect((await azure.arm("DELETE", id, undefined, "2022-04-01")).status).to.equal(200);
    azure.leave();
    const { failed } = await up(contoso());
    expect(failed).to.equal(false);
    expect((await up(contoso())).changes).to.deep.equal({});
    expect(await deployment.password("contoso")).to.equal(password);
  });
});
