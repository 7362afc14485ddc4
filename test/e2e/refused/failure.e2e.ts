// One customer's failure: the others are done, and the next run finishes what is missing.

import { expect } from "chai";
import { type Deployment, openDeployed, openDeployment } from "../../helpers/deployment";
import { THREE_CUSTOMERS, USUAL_CUSTOMERS } from "../../helpers/usualFiles";

describe("one customer's failure", function () {
  this.timeout(120_000);
  let deployment: Deployment;

  afterEach(() => deployment.close());

  const generated = () =>
    deployment.emulator.journal
      .entries()
      .filter(({ operation }) => operation === "Registries_GenerateCredentials").length;

  const begin = async () => {
    deployment = await openDeployment();
    await deployment.write(THREE_CUSTOMERS);
  };

  it("leaves the others done when its scope map is refused", async () => {
    await begin();
    deployment.emulator.faults.add({
      method: "PUT",
      path: "/scopeMaps/fabrikam-pull",
      status: 403,
      code: "AuthorizationFailed",
      times: Number.POSITIVE_INFINITY,
    });
    const first = await deployment.up();
    expect(first.failed).to.equal(true);
    expect(first.output).to.include("AuthorizationFailed");
    for (const id of ["contoso", "northwind"]) {
      expect(await deployment.accepts(id, await deployment.password(id)), id).to.equal(true);
    }
    deployment.emulator.faults.clear();
    const second = await deployment.up();
    expect(second.failed).to.equal(false);
    expect(await deployment.accepts("fabrikam", await deployment.password("fabrikam"))).to.equal(
      true,
    );
    expect(generated()).to.equal(3);
  });

  it("leaves the others done when its token cannot be read", async () => {
    deployment = await openDeployed(THREE_CUSTOMERS);
    const password = await deployment.password("contoso");
    deployment.emulator.faults.add({
      method: "GET",
      path: "/tokens/contoso-pull",
      status: 403,
      code: "AuthorizationFailed",
      times: Number.POSITIVE_INFINITY,
    });
    await deployment.write(
      THREE_CUSTOMERS.replace("northwind: { ", "northwind: { state: suspended, "),
    );
    const first = await deployment.up();
    expect(first.failed).to.equal(true);
    expect(first.output).to.include("reading token contoso-pull: 403 AuthorizationFailed");
    expect(await deployment.password("northwind")).to.equal(undefined);
    deployment.emulator.faults.clear();
    const second = await deployment.up();
    expect(second.failed, second.output).to.equal(false);
    expect(await deployment.password("contoso")).to.equal(password);
    expect(await deployment.accepts("contoso", password)).to.equal(true);
    expect((await deployment.up()).changes).to.deep.equal({});
  });

  it("publishes a password later when the vault refused it at first", async () => {
    await begin();
    deployment.emulator.faults.add({
      method: "PUT",
      path: "/secrets/contoso-registry-",
      status: 400,
      code: "BadParameter",
      times: Number.POSITIVE_INFINITY,
    });
    const first = await deployment.up();
    expect(first.failed).to.equal(true);
    deployment.emulator.faults.clear();
    const second = await deployment.up();
    expect(second.failed).to.equal(false);
    // The value that the vault did not take is nowhere else.
    expect(generated()).to.equal(4);
    for (const id of USUAL_CUSTOMERS) {
      expect(await deployment.accepts(id, await deployment.password(id)), id).to.equal(true);
    }
  });

  it("makes the first password again in the same slot when its answer was lost", async () => {
    await begin();
    deployment.emulator.faults.add({
      method: "POST",
      path: "/generateCredentials",
      reset: true,
      when: "after",
      times: 6,
    });
    await deployment.up();
    deployment.emulator.faults.clear();
    const result = await deployment.up();
    expect(result.failed).to.equal(false);
    const slots = deployment.emulator.journal
      .entries()
      .filter(({ operation }) => operation === "Registries_GenerateCredentials")
      .map(({ detail }) => detail?.passwordName);
    expect(new Set(slots)).to.deep.equal(new Set(["password1"]));
    for (const id of USUAL_CUSTOMERS) {
      expect(await deployment.accepts(id, await deployment.password(id)), id).to.equal(true);
    }
  });
});
