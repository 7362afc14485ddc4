// A run that is killed while it creates: recover, then up, ends as if nothing had happened, wherever it was killed.

import { expect } from "chai";
import { registryByHand } from "../../helpers/byHand/registryByHand";
import { checkpoint } from "../../helpers/checkpoint";
import { type Deployment, openDeployment } from "../../helpers/deployment";
import { killedUp, kthMoment, untriedMoment } from "../../helpers/killedUp";
import { IS_LONG } from "../../helpers/longRun";
import { recoverIn } from "../../helpers/recoverIn";
import { readState } from "../../helpers/stateFile";

const FILE = "customers:\n  contoso: { repositories: [app/api] }\n";

const GENERATE = "Registries_GenerateCredentials";
const PUBLISH = "VaultSecrets_CreateOrUpdate";

/** Kinds of requests at which a run must have been killed. */
const KINDS = ["ScopeMaps_Create", "Tokens_Create", GENERATE, "AccessTokens_Get", PUBLISH];

/** What a run leaves behind, without what differs between any two runs: values, times, random names. */
async function remains(deployment: Deployment) {
  const azure = registryByHand(deployment.cloud, deployment.emulator);
  const token = await azure.getToken("contoso-pull");
  const { resources, pending } = readState(deployment.folder);
  return {
    actions: await azure.getActions("contoso-pull"),
    token: { status: token.status, scopeMapId: token.scopeMapId },
    slots: token.credentials?.passwords?.map(({ name, expiry }) => [name, expiry?.toISOString()]),
    logsIn: await deployment.accepts("contoso", await deployment.password("contoso")),
    pending: pending.length,
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
  let deployment: Deployment;
  let restore: () => Promise<void>;
  let undisturbed: Awaited<ReturnType<typeof remains>>;

  before(async () => {
    deployment = await openDeployment();
    await deployment.write(FILE);
    restore = await checkpoint(deployment);
    await deployment.up();
    undisturbed = await remains(deployment);
  });
  beforeEach(() => restore());
  after(() => deployment.close());

  for (const phase of IS_LONG ? (["before", "after"] as const) : (["after"] as const)) {
    const moments = IS_LONG ? "each of its requests" : "a write of each kind, and the login";
    it(`ends like an undisturbed one, killed ${phase} ${moments}`, async () => {
      const tried: string[] = [];
      for (let k = 0; IS_LONG || tried.length < KINDS.length; k++) {
        await restore();
        const isMoment = IS_LONG ? kthMoment(phase, k) : untriedMoment(phase, tried);
        const last = await killedUp(deployment, isMoment);
        if (last === undefined) break;
        tried.push(last.operation);
        await expectRecovery(`k=${k}, ${phase} ${last.operation}`);
        // What the vault hands out is found there, and not issued again.
        if (phase === "after" && last.operation === PUBLISH) expect(generated()).to.equal(1);
      }
      expect(tried).to.include.members(KINDS);
    });
  }

  async function expectRecovery(moment: string): Promise<void> {
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

  const generated = () =>
    deployment.emulator.journal.entries().filter(({ operation }) => operation === GENERATE).length;

  const killedWhenGenerated = () =>
    killedUp(deployment, ({ phase, entry }) => phase === "after" && entry.operation === GENERATE);

  it("is only looked at without --apply, and needs nothing afterwards", async () => {
    await killedWhenGenerated();
    const azure = registryByHand(deployment.cloud, deployment.emulator);
    const state = readState(deployment.folder);
    const seen = await recoverIn(deployment, false);
    expect(seen.exitCode).to.equal(1);
    expect(seen.lines).to.deep.equal([
      "  contoso-secret: the next run reads token and vault, and continues",
      "dev: nothing was changed; run again with --apply to correct this",
    ]);
    expect(readState(deployment.folder)).to.deep.equal(state);
    expect((await azure.getToken("contoso-pull")).credentials?.passwords?.length).to.equal(1);
    await expectRecovery("after generateCredentials");
    const again = await recoverIn(deployment, true);
    expect(again.lines).to.deep.equal([
      "dev: nothing to recover: no operation is pending, and no lock is left",
    ]);
    expect(again.exitCode).to.equal(0);
  });

  it("leaves no password in anybody's hands, however often it is killed when one was generated", async () => {
    const kills = IS_LONG ? 3 : 2;
    for (let times = 1; times <= kills; times++) {
      expect(await killedWhenGenerated(), `killed ${times} times`).to.not.equal(undefined);
      expect((await recoverIn(deployment, true)).exitCode).to.equal(0);
    }
    const result = await deployment.up();
    expect(result.failed, result.output).to.equal(false);
    expect(generated()).to.equal(kills + 1);
    expect(await remains(deployment)).to.deep.equal(undisturbed);
  });
});
