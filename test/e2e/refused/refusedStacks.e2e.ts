// What the guard refuses on the real engine beside too many losses: a token that changes hands, and a stack of an earlier version.

import { expect } from "chai";
import { type Deployment, openDeployed } from "../../helpers/deployment";
import { THREE_CUSTOMERS } from "../../helpers/usualFiles";

const HANDED = THREE_CUSTOMERS.replace(
  "contoso: { repositories: [app/api]",
  "contoso-ltd: { repositories: [app/api], tokenName: contoso-pull, adopt: [token, scopeMap]",
);

describe("the guard", function () {
  this.timeout(180_000);
  let deployment: Deployment;

  before(async () => {
    deployment = await openDeployed(THREE_CUSTOMERS);
  });
  after(() => deployment.close());

  /** Expects that a preview and an update both say this, alone, and ask Azure for nothing but where the stack is. */
  async function expectRefused(message: string): Promise<void> {
    for (const operation of ["preview", "up"] as const) {
      deployment.emulator.journal.clear();
      const { events, failed } = await deployment[operation]();
      const errors = events.flatMap(({ diagnosticEvent }) =>
        diagnosticEvent?.severity === "error" ? [diagnosticEvent.message.trim()] : [],
      );
      expect({ failed, errors }, operation).to.deep.equal({
        failed: true,
        errors: [
          `acr-credentials:index:AccessGuard resource 'access-guard' has a problem: ${message}`,
        ],
      });
      const asked = deployment.emulator.journal
        .entries()
        .filter(({ host, method }) => host !== "login" && host !== "metadata" && method !== "GET");
      expect(asked, operation).to.deep.equal([]);
    }
  }

  it("refuses a stack of an earlier version", async () => {
    const exported = await deployment.stack.exportStack();
    const { resources } = exported.deployment as {
      resources: { type: string; inputs?: Record<string, unknown> }[];
    };
    const guard = resources.find(({ type }) => type === "acr-credentials:index:AccessGuard");
    const { vaultId, ...earlier } = guard?.inputs ?? {};
    if (guard !== undefined) guard.inputs = earlier;
    await deployment.stack.importStack(exported);
    await expectRefused(
      "this stack was made by an earlier version of this project, whose state holds passwords; it cannot be upgraded, and nothing was changed: destroy it with that version (`pulumi config set customer-access:protect false`, `pulumi up`, `pulumi destroy`, `pulumi stack rm`), delete the backups of its state, and start with a new stack (`pulumi stack init`)",
    );
    if (guard !== undefined) guard.inputs = { ...earlier, vaultId };
    await deployment.stack.importStack(exported);
    expect((await deployment.up()).changes).to.deep.equal({});
  });

  it("refuses to hand the token of a customer who was offboarded to another one", async () => {
    await deployment.write(THREE_CUSTOMERS.replace("[app/api]", "[app/api], state: offboarded"));
    const offboarded = await deployment.up();
    expect(offboarded.failed, offboarded.output).to.equal(false);
    await deployment.write(HANDED);
    await expectRefused(`this change is refused:
  contoso-ltd: gets the token contoso-pull, which belongs to contoso and is deleted with its resources
    to rename a customer, keep contoso and change displayName; otherwise give contoso-ltd another tokenName, or make two changes: first remove the token from contoso, then give contoso-ltd a new token of that name, without \`adopt\``);
  });

  it("lets the same be done in two changes", async () => {
    await deployment.write(THREE_CUSTOMERS.replace(/ {2}contoso:.*\n/, ""));
    expect((await deployment.up()).failed).to.equal(false);
    await deployment.write(HANDED.replace(", adopt: [token, scopeMap]", ""));
    const second = await deployment.up();
    expect(second.failed, second.output).to.equal(false);
    expect(await deployment.accepts("contoso", await deployment.password("contoso-ltd"))).to.equal(
      true,
    );
  });
});
