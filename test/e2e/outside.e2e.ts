// What happens when somebody changes the registry outside of this project.

import { expect } from "chai";
import { type Deployment, openDeployment } from "../helpers/deployment";
import { outside } from "../helpers/outside";

describe("changes made outside", function () {
  this.timeout(120_000);
  let deployment: Deployment;
  let azure: ReturnType<typeof outside>;
  let password: string | undefined;

  before(async () => {
    deployment = await openDeployment();
    azure = outside(deployment.cloud, deployment.emulator);
    await deployment.write(
      "customers:\n  contoso: { repositories: [app/api] }\n  fabrikam: { repositories: [base/*] }\n",
    );
    await deployment.up();
    password = await deployment.password("contoso");
  });
  after(() => deployment.close());

  beforeEach(() => deployment.emulator.journal.clear());

  /** What our run, and nobody else, wrote to the registry. */
  const writes = () =>
    deployment.emulator.journal
      .entries()
      .filter(
        ({ method, host }) => host === "arm" && ["PUT", "PATCH", "DELETE", "POST"].includes(method),
      )
      .map(({ method, path }) => `${method} ${path.split("/").slice(-2).join("/")}`);

  it("takes back a scope map that was widened, with --refresh", async () => {
    await azure.setActions("contoso-pull", ["repositories/*/content/read"]);
    deployment.emulator.journal.clear();
    const result = await deployment.up({ refresh: true });
    expect(result.failed).to.equal(false);
    expect(writes()).to.deep.equal(["PUT scopeMaps/contoso-pull"]);
    expect(await azure.getActions("contoso-pull")).to.deep.equal([
      "repositories/app/api/content/read",
    ]);
  });

  it("enables a disabled token by PATCH in a plain up, and its password works again", async () => {
    await azure.updateToken("contoso-pull", { status: "disabled" });
    expect(await deployment.accepts("contoso", password)).to.equal(false);
    deployment.emulator.journal.clear();
    const result = await deployment.up();
    expect(result.failed).to.equal(false);
    expect(result.output).to.include("the token is enabled again");
    expect(writes()).to.deep.equal(["PATCH tokens/contoso-pull"]);
    expect(await deployment.accepts("contoso", password)).to.equal(true);
  });

  it("never PUTs a token that was disabled and bound elsewhere, also with --refresh", async () => {
    const { scopeMapId } = await azure.getToken("fabrikam-pull");
    await azure.updateToken("contoso-pull", { status: "disabled", scopeMapId: scopeMapId ?? "" });
    deployment.emulator.journal.clear();
    const result = await deployment.up({ refresh: true });
    expect(result.failed).to.equal(false);
    expect(writes()).to.deep.equal(["PATCH tokens/contoso-pull"]);
    const token = await azure.getToken("contoso-pull");
    expect(token.status).to.equal("enabled");
    expect(token.scopeMapId).to.match(/scopeMaps\/contoso-pull$/);
    expect(await deployment.accepts("contoso", password)).to.equal(true);
    expect(await deployment.password("contoso")).to.equal(password);
  });

  it("replaces a password that was regenerated outside, in the same slot", async () => {
    const { id } = await azure.getToken("contoso-pull");
    await azure.generate(id ?? "", "password1");
    expect(await deployment.accepts("contoso", password)).to.equal(false);
    deployment.emulator.journal.clear();
    const result = await deployment.up();
    expect(result.failed).to.equal(false);
    expect(result.output).to.include("password1 was changed or removed outside");
    const stored = await deployment.password("contoso");
    expect(stored).to.not.equal(password);
    expect(await deployment.accepts("contoso", stored)).to.equal(true);
    const details = deployment.emulator.journal
      .entries()
      .filter(({ operation }) => operation === "Registries_GenerateCredentials")
      .map(({ detail }) => detail?.passwordName);
    expect(details).to.deep.equal(["password1"]);
  });

  it("forgets nothing when the registry is not where it should be", async () => {
    const before = await deployment.stack.exportStack();
    deployment.emulator.faults.add({
      path: "/registries/vendorimages",
      status: 404,
      code: "ResourceNotFound",
      times: Number.POSITIVE_INFINITY,
    });
    const result = await deployment.up();
    deployment.emulator.faults.clear();
    expect(result.failed).to.equal(true);
    expect(result.output).to.include("nothing was changed");
    const after = await deployment.stack.exportStack();
    const ids = (stack: typeof before) =>
      (stack.deployment.resources as { urn: string; id?: string }[]).map(({ urn, id }) => [
        urn,
        id,
      ]);
    expect(ids(after)).to.deep.equal(ids(before));
  });
});
