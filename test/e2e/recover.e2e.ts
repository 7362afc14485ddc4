// A run that is killed while it creates: recover, then up, ends as if nothing had happened, wherever it was killed.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { resolve } from "node:path";
import { expect } from "chai";
import picocolors from "picocolors";
import type { Outcome } from "../../cli/command";
import { runRecovery } from "../../cli/recover/runRecovery";
import { type Deployment, openDeployment } from "../helpers/deployment";
import { outside } from "../helpers/outside";

const FILE = "customers:\n  contoso: { repositories: [app/api] }\n";

/** Runs `up` in processes of its own and kills them all when `isMoment` says so. @returns false when it ended before */
async function upKilledWhen(
  deployment: Deployment,
  isMoment: (event: { phase: "before" | "after"; operation: string }) => boolean,
): Promise<boolean> {
  const given = {
    workFolder: deployment.folder,
    customersFile: deployment.customersFile,
    environment: deployment.emulator.environment,
  };
  const runner = resolve(__dirname, "../helpers/upProcess.ts");
  const child = spawn(process.execPath, ["--import", "tsx", runner, JSON.stringify(given)], {
    detached: true,
    stdio: "ignore",
    cwd: resolve(__dirname, "../.."),
  });
  const gone = once(child, "exit");
  let isKilled = false;
  const release = deployment.emulator.intercept(async ({ phase, entry }) => {
    if (isKilled || !isMoment({ phase, operation: entry.operation })) return;
    if (child.pid === undefined) return;
    isKilled = true;
    process.kill(-child.pid, "SIGKILL");
    await gone;
  });
  await gone;
  release();
  return isKilled;
}

function recoverIn(deployment: Deployment, apply: boolean): Promise<Outcome> {
  const env = {
    ...process.env,
    ...deployment.emulator.environment,
    PULUMI_CONFIG_PASSPHRASE: "emulated",
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
  };
  return runRecovery(
    { folder: deployment.folder, stack: "dev", apply, ca: deployment.emulator.ca },
    {
      env,
      isTerminal: false,
      colors: picocolors.createColors(false),
      signal: new AbortController().signal,
      print: () => {},
      progress: () => {},
    },
  );
}

/** What a run leaves behind, without what differs between any two runs: values, times, random names. */
async function remains(deployment: Deployment) {
  const azure = outside(deployment.cloud, deployment.emulator);
  const token = await azure.getToken("contoso-pull");
  const exported = await deployment.stack.exportStack();
  const { resources = [], pending_operations = [] } = exported.deployment as {
    resources?: { urn: string; id?: string; protect?: boolean }[];
    pending_operations?: unknown[];
  };
  return {
    actions: await azure.getActions("contoso-pull"),
    token: { status: token.status, scopeMapId: token.scopeMapId },
    slots: token.credentials?.passwords?.map(({ name, expiry }) => [name, expiry?.toISOString()]),
    logsIn: await deployment.accepts("contoso", await deployment.password("contoso")),
    pending: pending_operations.length,
    resources: resources
      .filter(({ urn }) => !urn.includes("pulumi:providers:"))
      .map(({ urn, id, protect }) => [
        urn.split("::").at(-1),
        id?.startsWith("/") ? id.split("/").slice(-2, -1)[0] : "",
        protect,
      ])
      .sort(),
  };
}

describe("a killed first run", function () {
  this.timeout(1_200_000);
  let undisturbed: Awaited<ReturnType<typeof remains>>;
  let requests = 0;

  before(async () => {
    const deployment = await openDeployment();
    await deployment.write(FILE);
    await deployment.up();
    requests = deployment.emulator.journal.entries().length;
    undisturbed = await remains(deployment);
    await deployment.close();
  });

  const phases =
    process.env.TEST_LONG === "yes" ? (["before", "after"] as const) : (["after"] as const);
  for (const phase of phases) {
    it(`ends like an undisturbed one, killed ${phase} each of its requests`, async () => {
      expect(requests).to.be.greaterThan(10);
      let k = 1;
      for (let isKilled = true; isKilled; k++) {
        const deployment = await openDeployment();
        await deployment.write(FILE);
        let seen = 0;
        isKilled = await upKilledWhen(deployment, (event) => event.phase === phase && ++seen === k);
        if (isKilled) await expectRecovery(deployment, `k=${k}`);
        await deployment.close();
      }
      expect(k).to.be.greaterThan(10);
    });
  }

  async function expectRecovery(deployment: Deployment, moment: string): Promise<void> {
    const applied = await recoverIn(deployment, true);
    const done = `${moment}: ${applied.lines.join("\n")}`;
    expect(applied.exitCode, done).to.equal(0);
    const result = await deployment.up();
    expect(result.failed, `${done}\n${result.output}`).to.equal(false);
    expect(await remains(deployment), done).to.deep.equal(undisturbed);
    const puts = deployment.emulator.journal
      .entries()
      .filter(({ operation, status }) => operation === "Tokens_Create" && status !== undefined);
    expect(puts.length, `${done}: PUTs of the token`).to.equal(1);
  }

  it("is only looked at without --apply, and needs nothing afterwards", async () => {
    const deployment = await openDeployment();
    await deployment.write(FILE);
    await upKilledWhen(
      deployment,
      ({ phase, operation }) => phase === "after" && operation === "Registries_GenerateCredentials",
    );
    const azure = outside(deployment.cloud, deployment.emulator);
    const state = await deployment.stack.exportStack();
    const seen = await recoverIn(deployment, false);
    expect(seen.exitCode).to.equal(1);
    expect(seen.lines).to.deep.equal([
      "  contoso-credentials: password1 was generated and its value lost; nobody holds it; it is removed and generated again by the next run",
      "dev: nothing was changed; run again with --apply to put this right",
    ]);
    expect(await deployment.stack.exportStack()).to.deep.equal(state);
    expect((await azure.getToken("contoso-pull")).credentials?.passwords?.length).to.equal(1);
    await expectRecovery(deployment, "after generateCredentials");
    const again = await recoverIn(deployment, true);
    expect(again.lines).to.deep.equal([
      "dev: nothing to recover: no operation is pending, and no lock is left",
    ]);
    expect(again.exitCode).to.equal(0);
    await deployment.close();
  });
});
