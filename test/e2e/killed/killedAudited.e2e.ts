// A run that was killed after it had published a password, in the history that the real engine keeps: the audit names it.

import { expect } from "chai";
import { livesOf } from "../../../audit/livesOf";
import { readHistory } from "../../cli/audit/readHistory";
import { type Deployment, openDeployment } from "../../helpers/deployment";
import { killedUp } from "../../helpers/killedUp";

const CONTOSO = "customers:\n  contoso: { repositories: [app/api] }\n";

/** After so many days a password is replaced. */
const DAYS_UNTIL_DUE = 61;

describe("a run that was killed after it had published", function () {
  this.timeout(180_000);
  let deployment: Deployment;
  before(async () => {
    deployment = await openDeployment();
    await deployment.write(CONTOSO);
    await deployment.up();
  });
  after(() => deployment.close());

  /** Kills a run when the vault has the new password; the next one is a plain one, which does not refresh. */
  const killed = async () => {
    const last = await killedUp(
      deployment,
      ({ phase, entry }) => phase === "after" && entry.operation === "VaultSecrets_CreateOrUpdate",
    );
    await deployment.stack.cancel();
    const { failed, output } = await deployment.up({ refresh: false });
    expect([last?.operation, failed], output).to.deep.equal(["VaultSecrets_CreateOrUpdate", false]);
  };
  const gaps = async () => {
    const { gaps: found } = await readHistory(deployment.folder);
    return found.map(({ words }) => words.replace(/ of \d{4}-\d\d-\d\d /, " of THAT DAY "));
  };
  const named = (id: string, slot: string) =>
    `${id}: ${slot} of THAT DAY is explained by no entry: a run that was killed issued it, or the checkpoint was altered`;

  it("leaves a password that no entry explains, in a slot that was free and in one that was not", async () => {
    expect(await gaps()).to.deep.equal([]);
    deployment.advanceDays(DAYS_UNTIL_DUE);
    await killed();
    expect(await gaps()).to.deep.equal([named("contoso", "password2")]);
    deployment.advanceDays(DAYS_UNTIL_DUE);
    await killed();
    expect(await gaps()).to.deep.equal([
      named("contoso", "password2"),
      named("contoso", "password1"),
    ]);
  });

  it("does not keep its password out of the customer's life", async () => {
    const { passwords } =
      livesOf(await readHistory(deployment.folder), "2099-01-01T00:00:00.000Z").customers[0] ?? {};
    expect(passwords?.map(({ slot, how }) => [slot, how])).to.deep.equal([
      ["password1", "rotated"],
      ["password2", "rotated"],
      ["password1", "expired"],
    ]);
  });
});
