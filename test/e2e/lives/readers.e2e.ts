// Readers, each with its own identity and Microsoft's own client: what it may fetch, and what happens when the list changes.

import { ClientSecretCredential } from "@azure/identity";
import { SecretClient } from "@azure/keyvault-secrets";
import { expect } from "chai";
import type { Principal } from "../../../emulator/world/identity";
import { DEFAULT_SEED, type Seed } from "../../../emulator/world/seed";
import { type Deployment, openDeployment, type RunResult } from "../../helpers/deployment";

type CustomerId = "contoso" | "fabrikam";

const [VAULT] = DEFAULT_SEED.vaults;
const TWO_VAULTS: Seed = {
  ...DEFAULT_SEED,
  vaults: [...DEFAULT_SEED.vaults, ...(VAULT ? [{ ...VAULT, name: "vendor-next" }] : [])],
};

describe("readers", function () {
  this.timeout(300_000);
  let deployment: Deployment;
  let operator: SecretClient;
  const reader = {} as Record<CustomerId, Principal>;
  let preview: RunResult;
  let first: RunResult;

  before(async () => {
    deployment = await openDeployment({ seed: TWO_VAULTS });
    const { principals, faults, environment, tenantId } = deployment.emulator;
    for (const id of ["contoso", "fabrikam"] as const) {
      const principal = principals.find(({ name }) => name === `${id}-deployment`);
      if (principal === undefined) throw new Error(`there is no principal of ${id}`);
      reader[id] = principal;
    }
    const { ARM_CLIENT_ID: clientId = "", ARM_CLIENT_SECRET: clientSecret = "" } = environment;
    operator = vaultAs({ clientId, clientSecret });
    await write({ contoso: readersOf("contoso"), fabrikam: readersOf("fabrikam") });
    preview = await deployment.preview();
    // What Azure says of a principal that was made a minute ago.
    faults.add({
      operation: "RoleAssignments_Create",
      path: "/secrets/fabrikam-",
      times: 1,
      status: 400,
      code: "PrincipalNotFound",
      message: `Principal ${reader.fabrikam.objectId} does not exist in the directory ${tenantId}.`,
    });
    first = await deployment.up();
  });
  after(() => deployment.close());

  const readersOf = (id: CustomerId) => `readers: [${reader[id].objectId}]`;
  const write = ({ contoso = "", fabrikam = "" }: Partial<Record<CustomerId, string>>) =>
    deployment.write(`customers:
  contoso: { repositories: [app/api], ${contoso} }
  fabrikam: { repositories: [app/web], ${fabrikam} }
`);

  /** The vault, or the other one, as one identity sees it. */
  function vaultAs(
    { clientId, clientSecret }: Pick<Principal, "clientId" | "clientSecret">,
    at: 0 | 1 = 0,
  ) {
    const { url, ca, tenantId, vaults } = deployment.emulator;
    const tlsOptions = { ca };
    const credential = new ClientSecretCredential(tenantId, clientId, clientSecret, {
      authorityHost: url,
      disableInstanceDiscovery: true,
      tlsOptions,
    });
    return new SecretClient(vaults[at]?.uri ?? "", credential, {
      disableChallengeResourceVerification: true,
      tlsOptions,
    });
  }

  /** The name of a customer's secret in the vault that was first. */
  async function secretOf(id: CustomerId): Promise<string> {
    for await (const { name } of operator.listPropertiesOfSecrets()) {
      if (name.startsWith(`${id}-registry-`)) return name;
    }
    throw new Error(`there is no secret of ${id}`);
  }

  /** What the reader of one customer gets for a secret: its value, or what it was not allowed to do. */
  async function fetched(id: CustomerId, secretName: string): Promise<string | undefined> {
    try {
      return (await vaultAs(reader[id]).getSecret(secretName)).value;
    } catch (error) {
      const action = /Action: '.*\/secrets\/(.+)'/.exec((error as Error).message)?.[1];
      return `not allowed: ${action ?? error}`;
    }
  }

  async function versionsOf(secretName: string): Promise<number> {
    let count = 0;
    for await (const _ of operator.listPropertiesOfSecretVersions(secretName)) count += 1;
    return count;
  }

  const passwordsMade = () =>
    deployment.emulator.journal
      .entries()
      .filter(({ operation }) => operation === "Registries_GenerateCredentials").length;

  it("are shown by a preview that does not know the secret's name yet, and are not protected", () => {
    const lines = preview.output.split("\n").map((line) => line.trim().replace(/ +:/, ":"));
    const start = lines.findIndex((line) => line.includes("RoleAssignment::contoso-reader-"));
    expect([lines[start - 1], ...lines.slice(start + 2, start + 7)]).to.deep.equal([
      "+ azure-native:authorization:RoleAssignment: (create)",
      'azureApiVersion: "2022-04-01"',
      `principalId: "${reader.contoso.objectId}"`,
      "roleAssignmentName: [unknown]",
      'roleDefinitionId: "/subscriptions/11111111-1111-4111-8111-111111111111/providers/Microsoft.Authorization/roleDefinitions/4633458b-17de-408a-b874-0445c86b69e6"',
      "scope: [unknown]",
    ]);
  });

  it("fail alone when Entra does not know them yet", async () => {
    const { output, failed, changes } = first;
    expect([failed, changes.create]).to.deep.equal([true, (preview.changes.create as number) - 1]);
    expect(output).to.match(
      /Status=400 Code="PrincipalNotFound" Message="Principal 88888888-\S+ does not exist/,
    );
    expect(await versionsOf(await secretOf("fabrikam"))).to.equal(1);
  });

  it("fetch the password of their own customer, which logs in, and nothing else", async () => {
    const password = await fetched("contoso", await secretOf("contoso"));
    const list = vaultAs(reader.contoso).listPropertiesOfSecrets().next();
    const [refused] = await Promise.allSettled([list]);

    expect(await deployment.accepts("contoso", password)).to.equal(true);
    expect(await fetched("contoso", await secretOf("fabrikam"))).to.equal(
      "not allowed: getSecret/action",
    );
    expect(refused).to.have.nested.property("reason.statusCode", 403);
  });

  it("lose it when they are taken off the list, and get it when they are known, without another password", async () => {
    const contoso = await secretOf("contoso");
    const fabrikam = await secretOf("fabrikam");
    const { value: password } = await operator.getSecret(contoso);
    await write({ fabrikam: readersOf("fabrikam") });
    const { changes, failed } = await deployment.up();

    // The update is that of the guard's record.
    expect([failed, changes]).to.deep.equal([false, { create: 1, delete: 1, update: 1 }]);
    expect(await fetched("contoso", contoso)).to.equal("not allowed: getSecret/action");
    expect(await deployment.accepts("fabrikam", await fetched("fabrikam", fabrikam))).to.equal(
      true,
    );
    expect([await versionsOf(contoso), await versionsOf(fabrikam)]).to.deep.equal([1, 1]);
    expect((await operator.getSecret(contoso)).value).to.equal(password);
  });

  it("are gone when their customer leaves, in the same step", async () => {
    await deployment.stack.setConfig("customer-access:protect", { value: "false" });
    await write({
      contoso: readersOf("contoso"),
      fabrikam: `${readersOf("fabrikam")}, state: offboarded`,
    });
    const { failed } = await deployment.up();

    expect(failed).to.equal(false);
    expect(await fetched("fabrikam", await secretOf("fabrikam"))).to.equal(
      "not allowed: getSecret/action",
    );
  });

  it("come with the secret of a customer who is suspended from the start", async () => {
    const contoso = readersOf("contoso");
    const northwind = (state: string) =>
      deployment.write(`customers:
  contoso: { repositories: [app/api], ${contoso} }
  fabrikam: { repositories: [app/web], ${readersOf("fabrikam")}, state: offboarded }
  northwind: { repositories: [app/web], ${contoso}, state: ${state} }
`);
    await northwind("suspended");
    const suspended = await deployment.up();
    expect([suspended.failed, suspended.changes]).to.deep.equal([false, { create: 4, update: 1 }]);
    expect(await deployment.up()).to.deep.include({ failed: false, changes: {} });
    await northwind("active");
    const active = await deployment.up();
    expect([active.failed, active.changes]).to.deep.equal([false, { create: 1, update: 2 }]);
    const password = await fetched("contoso", deployment.secretName("northwind"));
    expect(await deployment.accepts("northwind", password)).to.equal(true);
  });

  it("get another role where the secret is in another vault", async () => {
    const name = await secretOf("contoso");
    const before = passwordsMade();
    await deployment.stack.setAllConfig({
      "customer-access:vaultName": { value: "vendor-next" },
      "customer-access:maximumLosses": { value: "3" },
    });
    const { changes, failed, output } = await deployment.up();
    expect(failed, output).to.equal(false);
    // The roles of the two who are active; three secrets, and the guard's record.
    expect(changes).to.deep.equal({ replace: 2, update: 4 });
    const { value: password } = await vaultAs(reader.contoso, 1).getSecret(name);
    expect(await deployment.accepts("contoso", password)).to.equal(true);
    expect(await fetched("contoso", name)).to.equal("not allowed: getSecret/action");
    expect(passwordsMade() - before).to.equal(2);
  });
});
