// A machine whose clock is wrong, on the real engine: no run reads or changes anything, and no password ends by it.

import { expect } from "chai";
import { moveRuns } from "../../../cli/emulated";
import { type Deployment, openDeployment } from "../../helpers/deployment";

const UNCOMPARED =
  "Azure's answers have no Date, so this machine's clock could not be compared with Azure's; make sure that it is right: a wrong clock makes working passwords look expired";

describe("a run on a machine whose clock", function () {
  this.timeout(180_000);
  let deployment: Deployment;
  let password: string | undefined;

  before(async () => {
    deployment = await openDeployment();
    deployment.emulator.clock.set("2026-11-21T09:00:00Z");
    deployment.advanceDays(0);
    await deployment.write("customers:\n  contoso: { repositories: [app/api] }\n");
    const first = await deployment.up();
    expect(first.failed, first.output).to.equal(false);
    password = await deployment.password("contoso");
    deployment.emulator.clock.set("2026-11-21T10:00:00Z");
  });
  after(() => deployment.close());

  /** What a run says on a machine whose clock says this, and what it asked the registry and the vault, but where they are. */
  async function at(now: string, operation: "up" | "preview" | "refresh") {
    deployment.emulator.journal.clear();
    moveRuns(deployment.stack, now);
    const printed: string[] = [];
    const hear = { onOutput: (text: string) => printed.push(text), color: "never" as const };
    const run = {
      up: () => deployment.stack.up(hear),
      preview: () => deployment.stack.preview(hear),
      refresh: () => deployment.stack.refresh(hear),
    };
    const failed = await run[operation]().then(
      () => false,
      (error: Error) => printed.push(error.message) > 0,
    );
    const asked = deployment.emulator.journal
      .entries()
      .filter(({ host, operation: asking }) => host === "arm" && !/s_Get$/.test(asking))
      .map(({ method, path }) => `${method} ${path}`);
    return { failed, asked, output: printed.join("") };
  }

  for (const operation of ["preview", "up", "refresh"] as const) {
    it(`is a year ahead ends before anything: ${operation}`, async () => {
      const { failed, asked, output } = await at("2027-11-21T10:00:05Z", operation);
      expect({ failed, asked }, output).to.deep.equal({ failed: true, asked: [] });
      expect(output).to.match(
        /CUSTOMER_ACCESS_NOW says 2027-11-21T10:00:0\dZ, and Azure's clock 2026-11-21T10:0\d:\d\dZ; nothing was read or changed/,
      );
      expect(await deployment.accepts("contoso", password)).to.equal(true);
    });
  }

  it("cannot be compared warns, and goes on", async () => {
    deployment.emulator.behaviours.dateHeader = false;
    const { failed, output } = await at("2026-11-21T10:00:00Z", "up");
    deployment.emulator.behaviours.dateHeader = true;
    expect(failed, output).to.equal(false);
    expect(output).to.include(`warning: ${UNCOMPARED}`);
    expect(await deployment.accepts("contoso", password)).to.equal(true);
  });
});
