// A vault that refuses overlapping writes: every secret is written in one run, also when somebody else's is in the way.

import { expect } from "chai";
import { type Deployment, openDeployment } from "../helpers/deployment";

const CUSTOMERS = Array.from({ length: 8 }, (_, index) => `customer-${index}`);
const BROKEN = "customer-3";
const MET = "customer-5";
const HEALTHY = CUSTOMERS.filter((id) => id !== BROKEN);

const file = (generation: number) =>
  `defaults: { credential: { generation: ${generation} } }\ncustomers:\n${CUSTOMERS.map((id) => `  ${id}: { repositories: [app/api] }\n`).join("")}`;

describe("a vault that refuses overlapping writes", function () {
  this.timeout(120_000);
  let deployment: Deployment;

  before(async () => {
    deployment = await openDeployment();
    deployment.emulator.behaviours.parallelSecretWritesConflict = true;
  });
  after(() => deployment.close());

  /** The answers to the run's writes of secrets, in their order. */
  const answers = () =>
    deployment.emulator.journal
      .entries()
      .filter(({ operation }) => operation === "VaultSecrets_CreateOrUpdate")
      .map(({ status }) => status);

  it("takes each secret in its turn, tries again after a conflict, and waits for nobody whose password is missing", async () => {
    deployment.emulator.faults.add({
      method: "PUT",
      path: `/tokens/${BROKEN}-pull`,
      status: 403,
      code: "AuthorizationFailed",
    });
    // What the vault answers while somebody else writes there.
    deployment.emulator.faults.add({
      times: 4,
      operation: "VaultSecrets_CreateOrUpdate",
      path: `/${MET}-`,
      status: 409,
      code: "ConflictError",
    });
    await deployment.write(file(1));
    const result = await deployment.up();
    expect(result.failed).to.equal(true);
    expect(answers().sort()).to.deep.equal([...Array(7).fill(201), ...Array(4).fill(409)]);
    for (const id of HEALTHY) {
      expect(await deployment.accepts(id, await deployment.password(id)), id).to.equal(true);
    }
  });

  it("publishes everybody's new password in one run", async () => {
    const before = await passwords();
    deployment.emulator.journal.clear();
    await deployment.write(file(2));
    const result = await deployment.up();
    expect(result.failed, result.output).to.equal(false);
    expect(answers().sort()).to.deep.equal([200, 200, 200, 200, 200, 200, 200, 201]);
    const now = await passwords();
    for (const [index, id] of CUSTOMERS.entries()) {
      expect(now[index], id).to.not.equal(before[index]);
      expect(await deployment.accepts(id, now[index]), id).to.equal(true);
    }
  });

  const passwords = () =>
    Promise.all(CUSTOMERS.map((id) => deployment.password(id).catch(() => undefined)));
});
