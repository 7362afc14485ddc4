// A vault that refuses overlapping writes: every secret is written in one run, also beside others who write there.

import { expect } from "chai";
import { EmulatedAzure } from "../emulator/useEmulator";
import { type Deployment, openDeployment } from "../helpers/deployment";

const CUSTOMERS = Array.from({ length: 8 }, (_, index) => `customer-${index}`);
const BROKEN = "customer-3";
const MET = "customer-5";
const HEALTHY = CUSTOMERS.filter((id) => id !== BROKEN);

/** By this name the journal shows what somebody else wrote. */
const OTHERS = "others";

const file = (generation: number) =>
  `defaults: { credential: { generation: ${generation} } }\ncustomers:\n${CUSTOMERS.map((id) => `  ${id}: { repositories: [app/api] }\n`).join("")}`;

describe("a vault that refuses overlapping writes", function () {
  this.timeout(120_000);
  let deployment: Deployment;
  let others: EmulatedAzure;

  before(async () => {
    deployment = await openDeployment();
    deployment.emulator.behaviours.parallelSecretWritesConflict = true;
    others = EmulatedAzure.visit(deployment.emulator, OTHERS);
  });
  after(async () => {
    others.leave();
    await deployment.close();
  });

  /** The answers to the run's own writes of secrets, in their order. */
  const answers = () =>
    deployment.emulator.journal
      .entries()
      .filter(
        ({ operation, userAgent }) =>
          operation === "VaultSecrets_CreateOrUpdate" && userAgent !== OTHERS,
      )
      .map(({ status }) => status);

  /** Lets somebody else write into the vault just before a customer's secret is written for the first time. */
  function meet(customer: string): () => void {
    let arrived = () => {};
    let theirs: Promise<unknown> | undefined;
    return deployment.emulator.intercept(async ({ phase, entry }) => {
      if (phase === "after" || entry.operation !== "VaultSecrets_CreateOrUpdate") return;
      if (entry.userAgent === OTHERS) return arrived();
      if (theirs !== undefined || !entry.path.includes(`/${customer}-`)) return;
      await new Promise<void>((resolve) => {
        arrived = resolve;
        theirs = others.arm("PUT", `${others.vaultId}/secrets/theirs`, {
          properties: { value: "theirs" },
        });
      });
      await new Promise(setImmediate);
    });
  }

  it("takes each secret in its turn, tries again after somebody else's write, and waits for nobody whose password is missing", async () => {
    deployment.emulator.faults.add({
      method: "PUT",
      path: `/tokens/${BROKEN}-pull`,
      status: 403,
      code: "AuthorizationFailed",
    });
    const alone = meet(MET);
    await deployment.write(file(1));
    const result = await deployment.up();
    alone();
    expect(result.failed).to.equal(true);
    expect(answers().sort()).to.deep.equal([201, 201, 201, 201, 201, 201, 201, 409]);
    expect(result.output.match(/retrying create due to on-error hook request .*/g)).to.deep.equal([
      "retrying create due to on-error hook request (1/100)",
    ]);
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
