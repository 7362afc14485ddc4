// A saved plan that is applied later: what days, nightly runs and other plans in between make of it.

import { expect } from "chai";
import { type Deployment, openDeployed } from "../../helpers/deployment";
import { PASSWORD_PATTERN, searchFolder } from "../../helpers/passwords";
import { Reviewed } from "../../helpers/reviewed";

const file = (entries: Record<string, string>) =>
  `customers:\n${Object.entries(entries)
    .map(([id, rest]) => `  ${id}: { repositories: [app/api]${rest} }\n`)
    .join("")}`;

/** Who is there before each plan. */
const TWO = { contoso: "", fabrikam: "" };

describe("a plan that is approved later", function () {
  this.timeout(300_000);
  let deployment: Deployment;
  let reviewed: Reviewed;

  beforeEach(async () => {
    const config = { "customer-access:maximumLosses": "9" };
    deployment = await openDeployed(file(TWO), { config });
    reviewed = new Reviewed(deployment);
  });
  afterEach(() => deployment.close());

  const bringUp = async (entries: Record<string, string>) => {
    await deployment.write(file(entries));
    deployment.emulator.journal.clear();
    const { failed, output } = await deployment.up();
    expect(failed, output).to.equal(false);
    return reviewed.writes();
  };
  const plan = async (entries: Record<string, string>) => {
    await deployment.write(file(entries));
    const preview = await reviewed.preview();
    expect(preview.failed, preview.output).to.equal(false);
  };
  const expectApplied = async (writes: string[]) => {
    const applied = await reviewed.apply();
    expect(applied.failed, applied.output).to.equal(false);
    expect(applied.writes).to.deep.equal(writes);
    return applied;
  };
  const expectStopped = async (said: RegExp) => {
    const { failed, output, writes } = await reviewed.apply();
    expect({ failed, writes }).to.deep.equal({ failed: true, writes: [] });
    expect(output).to.match(said);
    expect(output).to.not.match(PASSWORD_PATTERN);
  };

  it("holds while a rotation falls due, which the nightly run does afterwards", async () => {
    const next = { contoso: ", actions: [content/read, metadata/read]", fabrikam: "" };
    await plan(next);
    deployment.advanceDays(61);
    const { output } = await expectApplied(["PUT scopeMaps/contoso-pull"]);
    expect(output.match(/rotation due since \S+; not rotated in this run/g)).to.have.lengthOf.above(
      1,
    );
    expect(await bringUp(next)).to.deep.equal([
      "POST vendorimages/generateCredentials password2",
      "POST vendorimages/generateCredentials password2",
      "PUT secrets/contoso",
      "PUT secrets/fabrikam",
    ]);
  });

  it("holds on its own day alone where it makes a password, whose end it names", async () => {
    await plan({ ...TWO, northwind: "" });
    deployment.advanceDays(1);
    await expectStopped(
      /Customer northwind .*violates plan: properties changed: .*[+~=-]{2}expiresAt\[/,
    );
    await plan({ ...TWO, northwind: "" });
    expect((await reviewed.apply()).failed).to.equal(false);
  });

  it("stops where somebody's last day of access has passed", async () => {
    const until = new Date(deployment.emulator.clock.now().getTime() + 86_400_000 * 8);
    const lastDay = `, accessUntil: ${until.toISOString().slice(0, 10)}`;
    await bringUp({ contoso: "", fabrikam: lastDay });
    await plan({ contoso: ", actions: [content/read, metadata/read]", fabrikam: lastDay });
    deployment.advanceDays(9);
    await expectStopped(/fabrikam-secret violates plan: properties changed: .*[+~=-]{2}enabled\[/);
    expect(await bringUp({ contoso: "", fabrikam: lastDay })).to.deep.equal([
      "PATCH secrets/fabrikam",
      "PATCH tokens/fabrikam-pull",
    ]);
  });

  it("stops where a later plan was applied first, which it would take back", async () => {
    const earlier = { contoso: ", actions: [content/read, metadata/read]", fabrikam: "" };
    await plan(earlier);
    await bringUp({ contoso: ", displayName: Contoso Ltd", fabrikam: "" });
    await deployment.write(file(earlier));
    await expectStopped(/violates plan: properties changed: .*[+~=-]{2}revision\[/);
  });

  it("holds where the nightly run made a new password for somebody it suspends, and shows neither", async () => {
    deployment.advanceDays(61);
    await plan({ contoso: ", state: suspended", fabrikam: "" });
    await bringUp(TWO);
    const issued = await deployment.password("contoso");
    await deployment.write(file({ contoso: ", state: suspended", fabrikam: "" }));
    const { output } = await expectApplied(["PATCH secrets/contoso", "PATCH tokens/contoso-pull"]);
    expect(await deployment.accepts("contoso", issued)).to.equal(false);
    expect(output).to.not.match(PASSWORD_PATTERN);
    expect(searchFolder(deployment.folder, PASSWORD_PATTERN)).to.deep.equal([]);
  });
});
