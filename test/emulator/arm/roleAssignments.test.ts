// Role assignments over HTTP: made, read, listed and removed at each kind of scope, and what is refused.
import { expect } from "chai";
import { useEmulator } from "../useEmulator";

const SECRETS_USER = "4633458b-17de-408a-b874-0445c86b69e6";
const SECRETS_OFFICER = "b86a8fe4-44ce-4948-aee5-eccb2c155cd7";
const CONTOSO = "66666666-6666-4666-8666-666666666666";
const FABRIKAM = "88888888-8888-4888-8888-888888888888";

describe("emulated role assignments", () => {
  const azure = useEmulator();
  let made = 0;
  const freshName = () => `00000000-0000-5000-8000-${String(++made).padStart(12, "0")}`;
  const secretId = (name = "contoso") => `${azure.vaultId}/secrets/${name}`;
  const roleId = (guid: string) =>
    `/subscriptions/${azure.emulator.subscriptionId}/providers/Microsoft.Authorization/roleDefinitions/${guid}`;
  const call = (method: string, scope: string, name: string, json?: unknown) =>
    azure.arm(
      method,
      `${scope}/providers/Microsoft.Authorization/roleAssignments${name}`,
      json,
      "2022-04-01",
    );
  const put = (scope: string, name: string, properties: object = {}) =>
    call("PUT", scope, `/${name}`, {
      properties: { principalId: CONTOSO, roleDefinitionId: roleId(SECRETS_USER), ...properties },
    });
  const errorOf = ({ status, body }: { status: number; body: unknown }) => [
    status,
    (body as { error: unknown }).error,
  ];

  before(async () => {
    for (const name of ["contoso", "fabrikam"]) {
      await azure.vault("PUT", `/secrets/${name}`, { value: name });
    }
  });

  it("are made, read, made again, and removed", async () => {
    const name = freshName();
    const first = await put(secretId(), name);
    const read = await call("GET", secretId(), `/${name.toUpperCase()}`);
    const again = await put(secretId(), name);
    const removed = await call("DELETE", secretId(), `/${name}`);
    const gone = await call("DELETE", secretId(), `/${name}`);
    const missing = await call("GET", secretId(), `/${name}`);

    const properties = {
      roleDefinitionId: roleId(SECRETS_USER),
      principalId: CONTOSO,
      principalType: "ServicePrincipal",
      scope: secretId(),
      condition: null,
      conditionVersion: null,
      createdOn: "<time>",
      updatedOn: "<time>",
      createdBy: "33333333-3333-4333-8333-333333333333",
      updatedBy: "33333333-3333-4333-8333-333333333333",
      delegatedManagedIdentityResourceId: null,
      description: null,
    };
    const whole = {
      properties,
      id: `${secretId()}/providers/Microsoft.Authorization/roleAssignments/${name}`,
      type: "Microsoft.Authorization/roleAssignments",
      name,
    };
    const seen = (body: unknown) =>
      JSON.parse(JSON.stringify(body).replace(/"\d{4}-[^"]+\.\d{7}Z"/g, '"<time>"'));
    expect([first.status, seen(first.body)]).to.deep.equal([
      201,
      { ...whole, properties: { ...properties, createdBy: null } },
    ]);
    for (const { status, body } of [read, again, removed]) {
      expect([status, seen(body)]).to.deep.equal([200, whole]);
    }
    expect([gone.status, gone.bytes.length]).to.deep.equal([204, 0]);
    expect(errorOf(missing)).to.deep.equal([
      404,
      { code: "RoleAssignmentNotFound", message: `The role assignment '${name}' is not found.` },
    ]);
  });

  it("are listed at their scope, above and below, and for one principal", async () => {
    const { groupId, vaultId } = azure;
    const subscription = groupId.replace(/\/resourceGroups.*/, "");
    const scopes = [subscription, groupId, vaultId, secretId(), secretId("fabrikam")];
    const names = scopes.map(() => freshName());
    for (const [index, scope] of scopes.entries()) {
      expect((await put(scope, names[index] ?? "")).status).to.equal(201);
    }
    const others = freshName();
    await put(vaultId, others, { principalId: FABRIKAM });
    const listed = async (filter: string) => {
      const { body } = await call("GET", vaultId, `?$filter=${encodeURIComponent(filter)}`);
      return (body as { value: { name: string }[] }).value.map(({ name }) => name);
    };

    expect(await listed("")).to.deep.equal([...names, others]);
    expect(await listed("atScope()")).to.deep.equal([...names.slice(0, 3), others]);
    expect(await listed(`principalId eq '${FABRIKAM}'`)).to.deep.equal([others]);
    expect(await listed(`assignedTo('${FABRIKAM.toUpperCase()}')`)).to.deep.equal([others]);
    expect(await listed(`atScope() and assignedTo('${CONTOSO}')`)).to.deep.equal(names.slice(0, 3));
    const both = encodeURIComponent(`principalId eq '${FABRIKAM}' and atScope()`);
    expect((await call("GET", vaultId, `?$filter=${both}`)).status).to.equal(400);
    expect(errorOf(await call("GET", vaultId, "?$filter=asTarget()"))).to.deep.equal([
      400,
      { code: "BadRequest", message: "The filter 'asTarget()' is not supported." },
    ]);
    for (const [index, scope] of [...scopes, vaultId].entries()) {
      await call("DELETE", scope, `/${[...names, others][index]}`);
    }
  });

  it("cannot be moved to another scope, principal or role, nor be given twice", async () => {
    const name = freshName();
    await put(secretId(), name);
    const moved = [
      await put(secretId("fabrikam"), name),
      await put(secretId(), name, { principalId: FABRIKAM }),
      await put(secretId(), name, { roleDefinitionId: roleId(SECRETS_OFFICER) }),
    ];
    const twice = await put(secretId(), freshName());
    const elsewhere = await call("GET", secretId("fabrikam"), `/${name}`);

    for (const answer of moved) {
      expect(errorOf(answer)).to.deep.equal([
        400,
        {
          code: "RoleAssignmentUpdateNotPermitted",
          message:
            "Tenant ID, application ID, principal ID, and scope are not allowed to be updated.",
        },
      ]);
    }
    expect(errorOf(twice)).to.deep.equal([
      409,
      {
        code: "RoleAssignmentExists",
        message: `The role assignment already exists. The ID of the existing role assignment is ${name.replaceAll("-", "")}.`,
      },
    ]);
    expect(elsewhere.status).to.equal(404);
    await call("DELETE", secretId(), `/${name}`);
  });

  for (const { what, scope, name, change, status, code } of [
    {
      what: "a name that is no GUID",
      name: "reader",
      status: 400,
      code: "InvalidRoleAssignmentId",
    },
    {
      what: "a principal that is no GUID",
      change: { principalId: "contoso-deployment" },
      status: 400,
      code: "InvalidPrincipalId",
    },
    {
      what: "an application's client id",
      change: { principalId: "55555555-5555-4555-8555-555555555555" },
      status: 400,
      code: "PrincipalNotFound",
    },
    {
      what: "a service principal that is said to be a person",
      change: { principalType: "User" },
      status: 400,
      code: "UnmatchedPrincipalType",
    },
    {
      what: "an unknown role",
      change: { roleDefinitionId: "/x/4633458b-17de-408a-b874-0445c86b69e7" },
      status: 400,
      code: "RoleDefinitionDoesNotExist",
    },
    {
      what: "no principal",
      change: { principalId: undefined },
      status: 400,
      code: "InvalidRequestContent",
    },
    { what: "a secret that is not there", scope: "none", status: 404, code: "ResourceNotFound" },
  ]) {
    it(`refuse ${what}`, async () => {
      const answer = await put(secretId(scope), name ?? freshName(), change);
      expect([
        answer.status,
        (answer.body as { error: { code: string } }).error.code,
      ]).to.deep.equal([status, code]);
    });
  }

  it("take any other object id, of a person or group too", async () => {
    const principalId = "9c0e1d2f-0000-4000-8000-000000000000";
    const name = freshName();
    const { status, body } = await put(azure.registryId, name, {
      principalId,
      principalType: "Group",
    });
    const { properties } = body as { properties: { principalType: string } };
    expect([status, properties.principalType]).to.deep.equal([201, "Group"]);
  });

  for (const { what, scope, code } of [
    {
      what: "another subscription",
      scope: () => azure.groupId.replace(/1{8}-/, "99999999-"),
      code: "SubscriptionNotFound",
    },
    {
      what: "an unknown group",
      scope: () => `${azure.groupId}x`,
      code: "ResourceGroupNotFound",
    },
    { what: "an unknown vault", scope: () => `${azure.vaultId}x`, code: "ResourceNotFound" },
  ]) {
    it(`are refused at ${what}`, async () => {
      const { status, body } = await put(scope(), freshName());
      expect([status, (body as { error: { code: string } }).error.code]).to.deep.equal([404, code]);
    });
  }

  it("count at a management group, and keep their condition", async () => {
    const scope = "/providers/Microsoft.Management/managementGroups/vendor";
    const name = freshName();
    const condition = "@Resource[x:name] StringEquals 'y'";
    const principalId = "dddddddd-dddd-4ddd-8ddd-dddddddddddd";
    expect(
      (await put(scope, name, { principalId, principalType: "Group", condition })).status,
    ).to.equal(201);
    for (const below of [azure.groupId, azure.vaultId, secretId()]) {
      const { body } = await call("GET", below, "");
      const found = (body as { value: { name: string; properties: object }[] }).value.find(
        (each) => each.name === name,
      );
      expect(found?.properties).to.include({
        scope,
        condition,
        conditionVersion: "2.0",
        principalType: "Group",
      });
    }
    expect((await call("DELETE", scope, `/${name}`)).status).to.equal(200);
  });
});
