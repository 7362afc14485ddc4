// An upgrade of azure-native whose types have another API version: nothing is written, and every password keeps working.

import { expect } from "chai";
import { registryByHand } from "../../helpers/byHand/registryByHand";
import { type Deployment, openDeployment, type RunResult } from "../../helpers/deployment";

const FILE = (contoso: string) => `customers:
  contoso: { repositories: [app/api], readers: [88888888-8888-4888-8888-888888888888]${contoso} }
  fabrikam: { repositories: [app/web], state: suspended }
`;
/** One whose token was made by hand, and who is there from the third case on. */
const TAILSPIN =
  "  tailspin: { repositories: [app/api], tokenName: tailspin-pull, adopt: [token, scopeMap] }\n";
/** What really changes about contoso in the fourth case. */
const CHANGES = ", actions: [content/read, metadata/read], credential: { generation: 2 }";
const VERSION = "AZURE_NATIVE_STAND_IN_API_VERSION";
const TYPES = ["scopeMaps", "tokens", "roleAssignments"];

describe("an upgrade of azure-native with other API versions", function () {
  this.timeout(180_000);
  let deployment: Deployment;
  let password: string | undefined;

  before(async () => {
    deployment = await openDeployment();
    await deployment.write(FILE(""));
    expect((await deployment.up()).failed).to.equal(false);
    password = await deployment.password("contoso");
  });
  after(() => deployment.close());

  /** From now on the stand-in is one with this API version for each type. */
  const upgrade = (apiVersion: string) => {
    deployment.stack.workspace.envVars[VERSION] = apiVersion;
    deployment.emulator.journal.clear();
  };

  /** Leaves the state as an import does. */
  async function forgetInputVersions(): Promise<void> {
    const exported = await deployment.stack.exportStack();
    const { resources } = exported.deployment as { resources: { inputs?: object }[] };
    for (const { inputs = {} } of resources) Reflect.deleteProperty(inputs, "azureApiVersion");
    await deployment.stack.importStack(exported);
  }

  /** What was sent to change something, without logins. */
  const writes = () =>
    deployment.emulator.journal
      .entries()
      .filter(({ host, method }) => host !== "login" && method !== "GET")
      .map(({ method, path }) => `${method} ${path.split("/").slice(-2).join("/")}`);

  /** The API versions by which each type was asked for in requests of a method. */
  const apiVersions = (method: string) => {
    const found: Record<string, string[]> = {};
    for (const entry of deployment.emulator.journal.entries()) {
      const type = entry.path.split("/").at(-2) ?? "";
      const isOfOurs = entry.userAgent.includes("azsdk");
      if (entry.method !== method || isOfOurs || !TYPES.includes(type)) continue;
      found[type] = [...new Set([...(found[type] ?? []), entry.apiVersion ?? ""])];
    }
    return found;
  };
  const eachBy = (apiVersion: string) =>
    Object.fromEntries(TYPES.map((type) => [type, [apiVersion]]));

  async function expectNothingDone(result: RunResult): Promise<void> {
    expect(result.failed, result.output).to.equal(false);
    expect(result.changes, result.output).to.deep.equal({});
    expect(writes()).to.deep.equal([]);
    expect(await deployment.password("contoso")).to.equal(password);
    expect(await deployment.accepts("contoso", password)).to.equal(true);
  }

  it("has nothing to do in a preview, an up, and an up --refresh", async () => {
    upgrade("2098-01-01");
    await expectNothingDone(await deployment.preview());
    await expectNothingDone(await deployment.up());
    upgrade("2098-02-02");
    await expectNothingDone(await deployment.up({ refresh: true }));
    expect(apiVersions("GET")).to.deep.equal(eachBy("2098-02-02"));
    await expectNothingDone(await deployment.up());
  });

  it("has nothing to do in an up --refresh for what was imported, of which the state has the API version in its outputs alone", async () => {
    await forgetInputVersions();
    upgrade("2098-03-03");
    await expectNothingDone(await deployment.up({ refresh: true }));
    await expectNothingDone(await deployment.up());
  });

  it("refuses to write a token that was adopted in the run before, and has nothing to do after --refresh", async () => {
    const azure = registryByHand(deployment.cloud, deployment.emulator);
    const actions = ["repositories/app/api/content/read"];
    await azure.createScopeMap("tailspin-pull", actions, "made by hand");
    await azure.createToken("tailspin-pull", "tailspin-pull");
    await deployment.write(`${FILE("")}${TAILSPIN}`);
    const adoption = await deployment.up();
    expect(adoption.failed, adoption.output).to.equal(false);
    upgrade("2098-05-05");
    const refused = await deployment.up();
    expect(refused.failed).to.equal(true);
    expect(refused.output).to.contain(
      "token tailspin-pull: not updated, because azure-native would replace all of its properties, which can remove its passwords; run `pulumi up --refresh`",
    );
    const puts = writes().filter((write) => write.startsWith("PUT tokens/"));
    expect(puts).to.deep.equal([]);
    const theirs = await deployment.password("tailspin");
    expect(await deployment.accepts("tailspin", theirs)).to.equal(true);
    deployment.emulator.journal.clear();
    await expectNothingDone(await deployment.up({ refresh: true }));
    await expectNothingDone(await deployment.up());
    expect(await deployment.accepts("tailspin", theirs)).to.equal(true);
  });

  it("writes what really changed, with the new API version, and nothing of the token", async () => {
    upgrade("2098-04-04");
    await deployment.write(`${FILE(CHANGES)}${TAILSPIN}`);
    const result = await deployment.up();
    expect(result.failed, result.output).to.equal(false);
    expect(
      writes().map((write) => write.replace(/registry-[\w-]+/, "registry-SUFFIX")),
    ).to.deep.equal([
      "PUT scopeMaps/contoso-pull",
      "POST vendorimages/generateCredentials",
      "PUT secrets/contoso-registry-SUFFIX",
    ]);
    expect(apiVersions("PUT")).to.deep.equal({ scopeMaps: ["2098-04-04"] });
    const now = await deployment.password("contoso");
    expect(await deployment.accepts("contoso", now)).to.equal(true);
    expect(await deployment.accepts("contoso", password)).to.equal(true);
  });

  it("deletes what is a customer's who leaves, and writes no token", async () => {
    upgrade("2098-06-06");
    await deployment.write(`${FILE(`${CHANGES}, state: offboarded`)}${TAILSPIN}`);
    const first = await deployment.up();
    expect(first.failed, first.output).to.equal(false);
    const entries = FILE("")
      .split("\n")
      .filter((line) => !line.includes("contoso"));
    await deployment.write(`${entries.join("\n")}${TAILSPIN}`);
    const second = await deployment.up();
    expect(second.failed, second.output).to.equal(false);
    expect(apiVersions("DELETE")).to.deep.equal(eachBy("2098-06-06"));
    expect(writes().filter((write) => write.startsWith("PUT "))).to.deep.equal([]);
    expect(await deployment.accepts("contoso", password)).to.equal(false);
    const theirs = await deployment.password("tailspin");
    expect(await deployment.accepts("tailspin", theirs)).to.equal(true);
  });
});
