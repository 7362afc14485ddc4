// What a preview says of each customer's password: why it changes, and which one works until when.

import { expect } from "chai";
import { registryByHand } from "../../helpers/byHand/registryByHand";
import { type Deployment, openDeployment, type RunResult } from "../../helpers/deployment";

const LONG = "lifetimeDays: 400, rotateBeforeDays: 200";

/** A line of the file for each customer; half of the lifetime leaves no days over which rotations are spread. */
const BEFORE = {
  due: "credential: { lifetimeDays: 60, rotateBeforeDays: 30 }",
  raised: `credential: { ${LONG} }`,
  leaked: `credential: { ${LONG} }`,
  renewed: `credential: { ${LONG} }`,
  paused: `credential: { ${LONG} }`,
  settled: `credential: { ${LONG} }`,
  shortened: `credential: { ${LONG} }`,
  moved: `credential: { ${LONG} }`,
  untouched: `credential: { ${LONG} }`,
};

const AFTER: typeof BEFORE = {
  ...BEFORE,
  raised: `credential: { ${LONG}, generation: 2 }`,
  leaked: `credential: { ${LONG}, generation: 2, revokeBefore: 2 }`,
  paused: `state: suspended, credential: { ${LONG} }`,
  settled: "credential: { lifetimeDays: 300, rotateBeforeDays: 150 }",
  shortened: `accessUntil: 2027-01-31, credential: { ${LONG} }`,
};

const REASONS = {
  due: [
    "rotation due since 2026-03-31: a new password in password2, which works until 2026-05-31",
    "password1 goes on working until 2026-04-30",
  ],
  raised: [
    "generation 1 to 2: a new password in password2, which works until 2027-10-22, longer than lifetimeDays, because password1 is promised until 2027-04-05",
    "password1 goes on working until 2027-04-05",
  ],
  leaked: [
    "generation 1 to 2: a new password in password2, which works until 2027-05-06",
    "locked out: whoever still uses password1 of 2026-03-01, which is revoked once the new one is in the vault",
  ],
  renewed: [
    "password1 was regenerated outside Pulumi on 2026-04-01: a new password in password1, which works until 2027-05-06",
  ],
  paused: ["the token is disabled; its passwords are kept", "the secret is disabled"],
  settled: [
    "no new password: password1 works until 2027-04-05, the next one is issued on 2026-11-06",
  ],
  shortened: [
    "password1 would outlive the access, which ends with 2027-01-31: a new password in password2, which works until 2027-02-01",
    "password1 goes on working until 2026-10-18",
  ],
  moved: [
    "the token was disabled outside Pulumi; it is enabled again",
    "the token was bound to scope map due-pull outside Pulumi; it is bound to scope map moved-pull",
    "no new password: password1 works until 2027-04-05, the next one is issued on 2026-09-17",
  ],
};

/** Said at the moment in which a revoked password ends; a preview says before that it will. */
const ENDED = [
  REASONS.leaked[0],
  "locked out: whoever still uses password1 of 2026-03-01, which is removed",
];

describe("the reasons in a preview", function () {
  this.timeout(180_000);
  let deployment: Deployment;

  before(async () => {
    // One is suspended, one has a last day, and of one the older passwords are revoked.
    deployment = await openDeployment({ config: { "customer-access:maximumLosses": "3" } });
    deployment.emulator.clock.set("2026-03-01T09:00:00Z");
    deployment.advanceDays(0);
    await deployment.write(file(BEFORE));
    const first = await deployment.up();
    expect(first.failed, first.output).to.equal(false);
    deployment.advanceDays(31);
    const azure = registryByHand(deployment.cloud, deployment.emulator);
    const tokens = `${registryId(deployment)}/tokens`;
    await azure.generate(`${tokens}/renewed-pull`, "password1");
    const scopeMapId = `${registryId(deployment)}/scopeMaps/due-pull`;
    await azure.updateToken("moved-pull", { status: "disabled", scopeMapId });
    await deployment.write(file(AFTER));
  });
  after(() => deployment.close());

  it("only mention what is due in a run that was told not to rotate", async () => {
    const { envVars } = deployment.stack.workspace;
    envVars.CUSTOMER_ACCESS_ROTATE = "no";
    const { due, raised } = reasons(await deployment.preview());
    envVars.CUSTOMER_ACCESS_ROTATE = "";
    expect(due).to.deep.equal(["rotation due since 2026-03-31; not rotated in this run"]);
    expect(raised).to.deep.equal(REASONS.raised);
  });

  it("stand under each customer's secret, and the update says the same, and when a password ends", async () => {
    const preview = await deployment.preview();
    expect(reasons(preview)).to.deep.equal(REASONS);
    const update = await deployment.up();
    expect(update.failed, update.output).to.equal(false);
    expect(reasons(update)).to.deep.equal({ ...REASONS, leaked: ENDED });
    expect((await deployment.up()).changes).to.deep.equal({});
  });
});

function registryId({ emulator }: Deployment): string {
  const { subscriptionId, resourceGroupName, registries } = emulator;
  return `/subscriptions/${subscriptionId}/resourceGroups/${resourceGroupName}/providers/Microsoft.ContainerRegistry/registries/${registries[0]?.name}`;
}

function file(entries: Record<string, string>): string {
  const lines = Object.entries(entries).map(
    ([id, rest]) => `  ${id}: { repositories: [app/api], ${rest} }\n`,
  );
  return `customers:\n${lines.join("")}`;
}

/** The lines under each customer's TokenSecret, as they stand in a terminal. */
function reasons({ events }: RunResult): Record<string, string[]> {
  const found: Record<string, string[]> = {};
  for (const { diagnosticEvent } of events) {
    const name = diagnosticEvent?.urn
      ?.split("::")
      .at(-1)
      ?.match(/^(.*)-secret$/)?.[1];
    if (diagnosticEvent === undefined || name === undefined) continue;
    found[name] = [...(found[name] ?? []), diagnosticEvent.message.trim()];
  }
  return found;
}
