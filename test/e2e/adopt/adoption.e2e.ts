// Tokens that were made by hand are adopted, while everybody who uses them can still pull.

import { expect } from "chai";
import { MadeByHand } from "../../helpers/byHand/madeByHand";
import { type Deployment, openDeployment, type RunResult } from "../../helpers/deployment";
import { killedUp } from "../../helpers/killedUp";
import { pulumiCli } from "../../helpers/pulumiCli";
import { recoverIn } from "../../helpers/recoverIn";

describe("adoption of tokens that exist", function () {
  this.timeout(180_000);
  let deployment: Deployment;
  let byHand: MadeByHand;

  before(async () => {
    // Each entry gives one of the two repositories that its token may pull.
    deployment = await openDeployment({ config: { "customer-access:maximumLosses": "5" } });
    byHand = new MadeByHand(deployment);
    await byHand.make("ContosoToken", { scopeMap: "ContosoToken-scope-map", slot: "password1" });
    await byHand.make("fabrikam-token", { scopeMap: "fabrikam-token", slot: "password2" });
    await byHand.make("northwind-token", { scopeMap: "northwind-map", slot: "password1" });
    await byHand.make("northwind-token", { slot: "password2" });
    await byHand.make("tailspin-pull", { scopeMap: "tailspin-map", slot: "password1" });
    byHand.watch();
  });
  after(() => deployment.close());
  afterEach(() => expect(byHand.refusals.splice(0)).to.deep.equal([]));

  /** The entries by customer, each with its lines in short form. */
  const write = (entries: Record<string, string>) =>
    deployment.write(
      `customers:\n${Object.entries(entries)
        .map(([id, rest]) => `  ${id}: { repositories: [app/api]${rest} }\n`)
        .join("")}`,
    );

  const writes = () =>
    deployment.emulator.journal
      .entries()
      .filter(({ host, method }) => host === "arm" && method !== "GET")
      .map(({ method, path, detail }) =>
        [
          method,
          path.split("/").slice(-2).join("/"),
          detail?.properties ?? detail?.passwordName,
        ].filter((part) => part !== undefined),
      )
      .map((parts) => parts.join(" "));

  const up = async () => {
    deployment.emulator.journal.clear();
    return deployment.up();
  };

  const protect = (value: "true" | "false") =>
    deployment.stack.setConfig("customer-access:protect", { value });

  const CONTOSO = ", tokenName: ContosoToken, adopt: [token]";
  const FABRIKAM = ", tokenName: fabrikam-token, adopt: [token, scopeMap]";
  const NORTHWIND = ", tokenName: northwind-token, adopt: [token]";

  it("says in a preview which token is adopted, and until when its password works", async () => {
    await write({ contoso: CONTOSO });
    deployment.emulator.journal.clear();
    const { failed, output, events } = await deployment.preview();
    expect(failed, output).to.equal(false);
    expect(steps(events, "contoso-token")).to.deep.equal(["import"]);
    expect(output).to.include(
      "the token was bound to scope map ContosoToken-scope-map; it is bound to scope map ContosoToken",
    );
    expect(output).to.match(/first password: a new password in password2, which works until \d/);
    expect(output).to.match(/password1 goes on working until \d{4}-\d\d-\d\d\n/);
    expect(writes()).to.deep.equal([]);
  });

  it("goes on after a run that was killed when the new password was made", async () => {
    const killedAt = await killedUp(
      deployment,
      ({ phase, entry }) =>
        phase === "after" && entry.operation === "Registries_GenerateCredentials",
    );
    expect(killedAt?.detail?.passwordName).to.equal("password2");
    expect(await byHand.slots("ContosoToken")).to.deep.equal(["password1", "password2"]);
    expect((await recoverIn(deployment, true)).lines[0]).to.equal(
      "  contoso-secret: password2 was generated and its value lost; nobody holds it; it is removed and generated again by the next run",
    );
    expect(await byHand.slots("ContosoToken")).to.deep.equal(["password1"]);
    expect(writes()).to.deep.equal([
      "PUT scopeMaps/ContosoToken",
      "PATCH tokens/ContosoToken scopeMapId",
      "POST vendorimages/generateCredentials password2",
      "PATCH tokens/ContosoToken credentials",
    ]);
  });

  it("adopts in one run, each customer independently of the others", async () => {
    await write({
      contoso: CONTOSO,
      fabrikam: FABRIKAM,
      northwind: NORTHWIND,
      tailspin: "",
      adventure: ", tokenName: adventure-token, adopt: [token]",
    });
    const { failed, output } = await up();
    expect(failed).to.equal(true);
    expect(output).to.match(
      /token northwind-token: both passwords of the token are taken \(password1 of .{10} and password2 of .{10}\)/,
    );
    expect(output).to.match(/cannot create already existing resource '.*tokens\/tailspin-pull'/);
    expect(output).to.match(/there is no token adventure-token to adopt; remove `adopt`/);
    expect(writes().filter((line) => /tokens|generate/.test(line))).to.have.members([
      "POST vendorimages/generateCredentials password2",
      "POST vendorimages/generateCredentials password1",
    ]);
  });

  it("tried every password after each write", () => expect(byHand.tries).to.be.greaterThan(10));

  it("changes nothing for adopted customers, and continues with the others once they are corrected", async () => {
    await byHand.stopUsing("northwind-token", "password1");
    await write({
      contoso: CONTOSO,
      fabrikam: FABRIKAM,
      northwind: NORTHWIND,
      tailspin: ", tokenName: tailspin-pull, adopt: [token]",
      adventure: ", tokenName: adventure-token",
    });
    const result = await up();
    expect(result.failed, result.output).to.equal(false);
    for (const name of ["contoso-token", "fabrikam-token", "fabrikam-scope-map"]) {
      expect(steps(result.events, name), name).to.deep.equal(["same"]);
    }
    for (const name of ["contoso-secret", "fabrikam-secret"]) {
      expect(steps(result.events, name), name).to.deep.equal(["refresh", "same"]);
    }
    expect(steps(result.events, "northwind-token")).to.deep.equal(["same"]);
    expect(steps(result.events, "tailspin-token")).to.deep.equal(["import"]);
    expect(steps(result.events, "adventure-token")).to.deep.equal(["create"]);
    for (const [customer, username] of Object.entries(TOKENS)) {
      const password = (await deployment.password(customer)) ?? "";
      const allowed = await Promise.all(
        ["app/api", "app/web"].map((repository) =>
          byHand.pulls({ username, password, repository }),
        ),
      );
      expect(allowed, customer).to.deep.equal([true, false]);
    }
  });

  it("changes nothing when the line is taken out again", async () => {
    await write({
      contoso: ", tokenName: ContosoToken",
      fabrikam: ", tokenName: fabrikam-token, state: offboarded",
      northwind: ", tokenName: northwind-token",
      tailspin: "",
      adventure: ", tokenName: adventure-token",
    });
    await byHand.stopUsing("fabrikam-token");
    const result = await up();
    expect(result.failed, result.output).to.equal(false);
    expect(writes().map((line) => line.replace(/-registry-.*/, "-registry"))).to.deep.equal([
      "PATCH tokens/fabrikam-token status",
      "PATCH secrets/fabrikam-registry",
    ]);
    expect(result.changes).to.deep.equal({ update: 2 });
  });

  it("gives a token back with its passwords, and deletes that of an offboarded customer", async () => {
    const component =
      "customer-access:index:CustomerAccess$customer-access:index:Customer::contoso";
    const urn = `urn:pulumi:dev::customer-access::${component}`;
    const { exitCode, output } = await pulumiCli(deployment, [
      ...["state", "delete", urn, "--target-dependents", "--force", "--yes"],
    ]);
    expect(exitCode, output).to.equal(0);
    await write({
      northwind: ", tokenName: northwind-token",
      tailspin: "",
      adventure: ", tokenName: adventure-token",
    });
    // The guard remembers contoso, and treats the missing entry as a mistake.
    const refused = await up();
    expect(refused.output).to.include("removed who was not offboarded: contoso (active)");
    expect(writes()).to.deep.equal([]);
    await protect("false");
    const result = await up();
    expect(result.failed, result.output).to.equal(false);
    expect(writes()).to.deep.equal([
      "PATCH tokens/fabrikam-token credentials",
      "DELETE tokens/fabrikam-token",
      "DELETE scopeMaps/fabrikam-token",
    ]);
    expect(await byHand.slots("ContosoToken")).to.deep.equal(["password1", "password2"]);
    await protect("true");
    expect((await up()).changes).to.deep.equal({ update: 1 });
  });

  it("deletes no token when one that is managed is named as adopted under another spelling of its place", async () => {
    const group = deployment.emulator.resourceGroupName;
    await deployment.stack.setAllConfig({
      "customer-access:resourceGroupName": { value: group.toUpperCase() },
      "customer-access:vaultResourceGroupName": { value: group },
    });
    await write({
      northwind: NORTHWIND.replace("token]", "token, scopeMap]"),
      tailspin: ", tokenName: tailspin-pull, adopt: [token, scopeMap]",
      adventure: ", tokenName: adventure-token, adopt: [token, scopeMap]",
    });
    const result = await up();
    expect(result.failed, result.output).to.equal(false);
    expect(steps(result.events, "adventure-token")).to.include("replace");
    expect(writes().filter((line) => /tokens|scopeMaps|generate/.test(line))).to.deep.equal([]);
  });
});

const TOKENS = {
  contoso: "ContosoToken",
  fabrikam: "fabrikam-token",
  northwind: "northwind-token",
  tailspin: "tailspin-pull",
  adventure: "adventure-token",
};

/** What the engine did with a resource, step by step. */
function steps(events: RunResult["events"], name: string): string[] {
  return events.flatMap(({ resourcePreEvent }) =>
    resourcePreEvent?.metadata.urn.endsWith(`::${name}`) ? [resourcePreEvent.metadata.op] : [],
  );
}
