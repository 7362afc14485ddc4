// What recovery makes of each operation that a killed run can leave.

import { expect } from "chai";
import { type Cloud, connectCloud } from "../../azure/cloud";
import { openRegistryTokens } from "../../azure/tokens/registryTokens";
import { planRecovery } from "../../cli/recover/plan";
import { describeRemedy } from "../../cli/recover/remedy";
import type { PendingOperation, State, StateResource } from "../../cli/recover/state";
import { type Emulator, startEmulator } from "../../emulator/emulator";

const URN = "urn:pulumi:dev::customer-access::customer-access:index:CustomerAccess";

describe("the plan of a recovery", () => {
  let emulator: Emulator;
  let cloud: Cloud;
  let subscription: string;
  let registry: string;

  before(async () => {
    emulator = await startEmulator();
    cloud = await connectCloud(emulator.environment, { ca: emulator.ca });
    subscription = emulator.subscriptionId;
    registry = `/subscriptions/${subscription}/resourceGroups/registry-access/providers/Microsoft.ContainerRegistry/registries/vendorimages`;
    await put("scopeMaps/contoso-pull", { actions: ["repositories/app/api/content/read"] });
    for (const name of ["contoso-pull", "fabrikam-pull"]) {
      await put(`tokens/${name}`, {
        scopeMapId: `${registry}/scopeMaps/contoso-pull`,
        status: "enabled",
      });
    }
    await openRegistryTokens(cloud).generatePassword(
      `${registry}/tokens/contoso-pull`,
      "password1",
    );
  });
  after(() => emulator.close());

  const put = (path: string, properties: object) => putAt(`${registry}/${path}`, properties);

  async function putAt(id: string, properties: object): Promise<void> {
    const token = await cloud.credential.getToken(cloud.resourceManagerScope);
    const { createHttpHeaders, createPipelineRequest } = await import("@azure/core-rest-pipeline");
    const response = await cloud.http.pipeline.sendRequest(
      cloud.http.client,
      createPipelineRequest({
        url: `${emulator.url}${id}?api-version=2025-11-01`,
        method: "PUT",
        headers: createHttpHeaders({
          authorization: `Bearer ${token?.token}`,
          "content-type": "application/json",
        }),
        body: JSON.stringify({ properties }),
      }),
    );
    expect(response.status).to.be.oneOf([200, 201]);
  }

  const creating = (type: string, name: string, inputs: object = {}): PendingOperation => ({
    type: "creating",
    resource: { urn: `${URN}$${type}::${name}`, type, inputs: inputs as Record<string, unknown> },
  });
  const named = { resourceGroupName: "registry-access", registryName: "vendorimages" };
  const secretOf = (token: string, inputs: object = { adoptsToken: true }) =>
    creating("acr-credentials:index:TokenSecret", "contoso-secret", {
      tokenId: `${registry}/tokens/${token}`,
      ...inputs,
    });
  const tokenInState = (over: Partial<StateResource> = {}): StateResource => ({
    urn: `${URN}::contoso-token`,
    type: "azure-native:containerregistry:Token",
    id: `${registry}/tokens/contoso-pull`,
    created: "2020-01-01T00:00:00.123456789Z",
    ...over,
  });

  async function remedies(operation: PendingOperation, resources: StateResource[] = []) {
    const state: State = { resources, pending_operations: [operation] };
    const plan = await planRecovery(state, cloud, subscription);
    return plan.map((remedy) => [remedy.kind, describeRemedy(remedy)]);
  }

  it("imports what was created", async () => {
    const scopeMap = { ...named, scopeMapName: "contoso-pull" };
    expect(
      await remedies(
        creating("azure-native:containerregistry:ScopeMap", "contoso-scope-map", scopeMap),
      ),
    ).to.deep.equal([["import", "contoso-scope-map: was created; it is imported into the state"]]);
  });

  it("forgets what was not created", async () => {
    const token = { ...named, tokenName: "northwind-pull" };
    expect(
      await remedies(creating("azure-native:containerregistry:Token", "northwind-token", token)),
    ).to.deep.equal([["forget", "northwind-token: was not created yet"]]);
  });

  it("forgets what a later run has made, and leaves its password alone", async () => {
    const secret = secretOf("contoso-pull");
    const { urn, type } = secret.resource;
    const id = `${registry}/tokens/contoso-pull`;
    expect(await remedies(secret, [tokenInState(), { urn, type, id }])).to.deep.equal([
      ["forget", "contoso-secret: a later run created it"],
    ]);
  });

  it("looks only at the last of several attempts, so that nothing is imported twice", async () => {
    const type = "azure-native:containerregistry:ScopeMap";
    const scopeMap = { ...named, scopeMapName: "contoso-pull" };
    const attempts = [scopeMap, { ...scopeMap, actions: [] }].map((inputs) =>
      creating(type, "contoso-scope-map", inputs),
    );
    const plan = await planRecovery({ pending_operations: attempts }, cloud, subscription);
    expect(plan.map((remedy) => [remedy.operation, describeRemedy(remedy)])).to.deep.equal([
      [attempts[0], "contoso-scope-map: a later run tried it again"],
      [attempts[1], "contoso-scope-map: was created; it is imported into the state"],
    ]);
  });

  it("imports the role of a reader, or forgets it, by the secret that it belongs to", async () => {
    const vault = `/subscriptions/${subscription}/resourceGroups/registry-access/providers/Microsoft.KeyVault/vaults/vendor-access`;
    const scope = `${vault}/secrets/contoso-registry-x7k2pd4q`;
    const roleAssignmentName = "58c8f452-c91f-5e19-b47f-2d0f387a4493";
    const type = "azure-native:authorization:RoleAssignment";
    const reader = creating(type, "contoso-reader-x", { scope, roleAssignmentName });
    await putAt(scope, { value: "x" });
    const before = await remedies(reader);
    await putAt(
      `${scope}/providers/Microsoft.Authorization/roleAssignments/${roleAssignmentName}`,
      {
        principalId: emulator.principals[0]?.objectId,
        roleDefinitionId: "4633458b-17de-408a-b874-0445c86b69e6",
      },
    );
    const after = await remedies(reader);
    const elsewhere = creating(type, "contoso-reader-x", {
      scope: `${vault}/secrets/none`,
      roleAssignmentName,
    });
    const failure = await remedies(elsewhere).catch((thrown: Error) => thrown.message);

    expect([...before, ...after]).to.deep.equal([
      ["forget", "contoso-reader-x: was not created yet"],
      ["import", "contoso-reader-x: was created; it is imported into the state"],
    ]);
    expect(failure).to.match(/none, its parent, does not exist either/);
  });

  it("fails when the place itself is missing, which says nothing about what is in it", async () => {
    const elsewhere = { ...named, registryName: "otherimages", tokenName: "contoso-pull" };
    const operation = creating("azure-native:containerregistry:Token", "contoso-token", elsewhere);
    const error = await remedies(operation).catch((thrown: Error) => thrown);
    expect((error as Error).message).to.match(
      /registries\/otherimages\/tokens\/contoso-pull: 404: otherimages, its parent, does not exist either; check the subscription and ARM_METADATA_HOSTNAME; nothing was changed$/,
    );
  });

  it("has nothing to do for a token that this stack made, whatever passwords it has", async () => {
    for (const token of ["contoso-pull", "fabrikam-pull"]) {
      expect(await remedies(secretOf(token, {}), [tokenInState()])).to.deep.equal([
        ["forget", "contoso-secret: the next run reads token and vault, and continues"],
      ]);
    }
  });

  it("leaves the only password of a token that was there before, beside which there is room", async () => {
    const imported = tokenInState({ importID: `${registry}/tokens/contoso-pull` });
    for (const resources of [[imported], []]) {
      expect(await remedies(secretOf("contoso-pull"), resources)).to.deep.equal([
        [
          "forget",
          "contoso-secret: password1 came with the token and stays; the next run makes another",
        ],
      ]);
    }
  });

  it("keeps the passwords that came with an imported token, and removes only what was made since", async () => {
    const tokens = openRegistryTokens(cloud);
    const tokenId = `${registry}/tokens/northwind-pull`;
    await put("tokens/northwind-pull", { scopeMapId: `${registry}/scopeMaps/contoso-pull` });
    await tokens.generatePassword(tokenId, "password2");
    emulator.clock.advanceDays(1);
    const imported = tokenInState({ id: tokenId, created: emulator.clock.now().toISOString() });
    expect(await remedies(secretOf("northwind-pull"), [imported])).to.deep.equal([
      [
        "forget",
        "contoso-secret: password2 came with the token and stays; the next run makes another",
      ],
    ]);
    await tokens.generatePassword(tokenId, "password1");
    const state = {
      manifest: { time: emulator.clock.now().toISOString() },
      resources: [imported],
      pending_operations: [secretOf("northwind-pull")],
    };
    const [remedy] = await planRecovery(state, cloud, subscription);
    expect(remedy).to.include({ kind: "remove passwords", tokenId });
    expect(remedy).to.deep.include({ slots: ["password1"], keep: ["password2"] });
  });

  it("forgets a secret without a password, what exists only in the state, and what is done again", async () => {
    const update = { ...secretOf("contoso-pull"), type: "updating" };
    const reader = creating("azure-native:authorization:RoleAssignment", "contoso-reader");
    const role = { ...reader, type: "deleting" };
    expect([
      ...(await remedies(secretOf("fabrikam-pull"))),
      ...(await remedies(creating("random:index/randomString:RandomString", "access-suffix"))),
      ...(await remedies(creating("acr-credentials:index:AccessGuard", "access-guard"))),
      ...(await remedies(update)),
      ...(await remedies(role)),
    ]).to.deep.equal([
      ["forget", "contoso-secret: no password was generated yet"],
      ["forget", "access-suffix: exists only in the state; the next run creates it"],
      ["forget", "access-guard: exists only in the state; the next run creates it"],
      ["forget", "contoso-secret: updating is done again by the next run"],
      [
        "forget",
        "contoso-reader: deleting is done again by the next run, or made again by `pulumi up --refresh` where it is wanted",
      ],
    ]);
  });

  it("asks about types that it does not know", async () => {
    const [[kind] = []] = await remedies(creating("azure-native:storage:Blob", "something"));
    expect(kind).to.equal("ask");
  });
});
