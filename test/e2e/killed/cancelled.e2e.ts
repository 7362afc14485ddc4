// A run that is cancelled: it stops between two requests, says so, and the next one continues as if nothing had happened.

import { execFileSync } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "chai";
import { type Deployment, openDeployed } from "../../helpers/deployment";
import { testEngine } from "../../helpers/testEngine";
import { THREE_CUSTOMERS, USUAL_CUSTOMERS } from "../../helpers/usualFiles";

/** After so many days the previous password has ended, and its slot is free; the current one works for 30 days more. */
const DAYS_BETWEEN = 60;

const file = (generation: number) =>
  `customers:\n${USUAL_CUSTOMERS.map((id) => `  ${id}: { repositories: [app/api], credential: { generation: ${generation} } }\n`).join("")}`;

describe("a run that is cancelled", function () {
  this.timeout(180_000);
  let deployment: Deployment;
  let generation = 1;

  before(async () => {
    deployment = await openDeployed(THREE_CUSTOMERS);
    deployment.startsPlugins = true;
  });
  after(() => deployment.close());

  const passwords = () => Promise.all(USUAL_CUSTOMERS.map((id) => deployment.password(id)));

  async function expectLogins(given: readonly (string | undefined)[]): Promise<void> {
    for (const [at, id] of USUAL_CUSTOMERS.entries()) {
      expect(await deployment.accepts(id, given[at]), id).to.equal(true);
    }
  }

  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    it(`by ${signal} finishes the requests that are under way, sends no more, and leaves it to the next run`, async () => {
      const before = await passwords();
      deployment.advanceDays(DAYS_BETWEEN);
      generation += 1;
      await deployment.write(file(generation));
      const { journal } = deployment.emulator;
      let sent = 0;
      const release = deployment.emulator.intercept(async ({ phase, entry }) => {
        if (phase === "before" || entry.operation !== "Registries_GenerateCredentials") return;
        release();
        process.kill(await cli(), signal);
        await sleep(2_000);
        sent = journal.entries().length;
      });
      const { failed, output } = await deployment.up();
      expect(failed).to.equal(true);
      expect(output).to.include("stopping: cancelled before the next request");
      expect(journal.entries().length).to.equal(sent);
      await expectLogins(before);

      expect((await deployment.up()).failed).to.equal(false);
      await expectLogins(before);
      await expectLogins(await passwords());
    });
  }
});

/** The process id of the Pulumi CLI that this process has started. */
async function cli(): Promise<number> {
  const { pulumi } = await testEngine();
  return Number(execFileSync("pgrep", ["-P", String(process.pid), "-f", pulumi]).toString());
}
