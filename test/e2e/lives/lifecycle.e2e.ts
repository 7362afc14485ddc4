// Joining, changing, leaving and coming back, on the real engine.

import { expect } from "chai";
import { type Deployment, openDeployment } from "../../helpers/deployment";
import { pulumiCli } from "../../helpers/pulumiCli";

const CONTOSO = `
  contoso:
    repositories: [app/api]
`;
const FABRIKAM = `
  fabrikam:
    repositories: [base/*]
    actions: [content/read, metadata/read]
`;

describe("the life of a customer", function () {
  this.timeout(120_000);
  let deployment: Deployment;
  let first: string | undefined;

  before(async () => {
    deployment = await openDeployment();
  });
  after(() => deployment.close());

  const puts = (path: RegExp) =>
    deployment.emulator.journal
      .entries()
      .filter((entry) => entry.method === "PUT" && path.test(entry.path)).length;
  const writes = () =>
    deployment.emulator.journal
      .entries()
      .filter(({ method, operation }) => method !== "GET" && operation !== "Entra_IssueToken")
      .map(({ method, path }) => `${method} ${path}`);
  const generated = () =>
    deployment.emulator.journal
      .entries()
      .filter((entry) => entry.operation === "Registries_GenerateCredentials").length;

  it("declares a customer's access with one generated password", async () => {
    await deployment.write(`customers:${CONTOSO}`);
    const result = await deployment.up();
    expect(result.changes).to.deep.equal({ create: 9 });
    expect(generated()).to.equal(1);
    first = await deployment.password("contoso");
    expect(await deployment.accepts("contoso", first)).to.equal(true);
  });

  it("changes nothing when it runs a second time", async () => {
    deployment.emulator.journal.clear();
    const result = await deployment.up();
    expect(result.changes).to.deep.equal({});
    expect(puts(/./)).to.equal(0);
    expect(generated()).to.equal(0);
  });

  it("adds a second customer without touching the first", async () => {
    deployment.emulator.journal.clear();
    await deployment.write(`customers:${CONTOSO}${FABRIKAM}`);
    const result = await deployment.up();
    expect(result.changes).to.deep.equal({ create: 4, update: 1 });
    expect(generated()).to.equal(1);
    expect(puts(/contoso/)).to.equal(0);
    expect(await deployment.password("contoso")).to.equal(first);
  });

  it("changes repositories in the scope map alone", async () => {
    deployment.emulator.journal.clear();
    await deployment.write(
      `customers:${CONTOSO.replace("app/api", "app/api, app/web")}${FABRIKAM}`,
    );
    const result = await deployment.up();
    expect(result.changes).to.deep.equal({ update: 2 });
    expect(puts(/scopeMaps\/contoso-pull$/)).to.equal(1);
    expect(puts(/tokens/)).to.equal(0);
    expect(generated()).to.equal(0);
    expect(await deployment.accepts("contoso", first)).to.equal(true);
  });

  it("refuses to remove an active customer", async () => {
    deployment.emulator.journal.clear();
    await deployment.write(`customers:${FABRIKAM}`);
    const result = await deployment.up();
    expect(result.failed).to.equal(true);
    expect(result.output).to.include(
      "a customer is removed who was not offboarded: contoso (active)\n",
    );
    expect(result.output).to.not.include("unprotect");
    expect(await deployment.accepts("contoso", first)).to.equal(true);
  });

  it("protects an active customer also where nothing compares two files", async () => {
    deployment.emulator.journal.clear();
    const { exitCode, output } = await pulumiCli(deployment, ["destroy", "--yes"]);
    expect(exitCode).to.equal(1);
    expect(output).to.match(/contoso-secret" cannot be deleted\n +because it is protected/);
    expect(writes()).to.deep.equal([]);
    expect(await deployment.accepts("contoso", first)).to.equal(true);
  });

  it("locks an offboarded customer out without removing anything", async () => {
    const offboarded = CONTOSO.replace("[app/api]", "[app/api]\n    state: offboarded");
    await deployment.write(`customers:${offboarded}${FABRIKAM}`);
    deployment.emulator.journal.clear();
    const result = await deployment.up();
    expect(result.failed).to.equal(false);
    expect(puts(/tokens/)).to.equal(0);
    expect(await deployment.accepts("contoso", first)).to.equal(false);
    expect(await deployment.password("contoso")).to.equal(undefined);
  });

  it("removes an offboarded customer", async () => {
    await deployment.write(`customers:${FABRIKAM}`);
    const result = await deployment.up();
    expect(result.failed).to.equal(false);
    expect(result.changes).to.deep.equal({ delete: 4, update: 1 });
  });

  it("takes the same customer back with a new password in a new secret", async () => {
    await deployment.write(`customers:${CONTOSO}${FABRIKAM}`);
    const result = await deployment.up();
    expect(result.failed).to.equal(false);
    expect(result.changes).to.deep.equal({ create: 4, update: 1 });
    const second = await deployment.password("contoso");
    expect(second).to.not.equal(first);
    expect(await deployment.accepts("contoso", second)).to.equal(true);
    expect(await deployment.accepts("contoso", first)).to.equal(false);
  });
});
