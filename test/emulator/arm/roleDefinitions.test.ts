// Role definitions over HTTP: by name and by id, at a scope and without one.
import { expect } from "chai";
import { useEmulator } from "../useEmulator";

const SUBSCRIPTION = "/subscriptions/11111111-1111-4111-8111-111111111111";
const DEFINITIONS = "providers/Microsoft.Authorization/roleDefinitions";
const ACR_PULL = "7f951dda-4ed3-4680-a7ca-43fe172d538d";

describe("emulated role definitions", () => {
  const azure = useEmulator();
  const get = async (path: string) => {
    const { status, body } = await azure.arm("GET", path, undefined, "2022-05-01-preview");
    return [status, body];
  };
  const acrPull = (prefix: string) => ({
    properties: {
      roleName: "AcrPull",
      type: "BuiltInRole",
      description: null,
      assignableScopes: ["/"],
      permissions: [
        {
          actions: ["Microsoft.ContainerRegistry/registries/pull/read"],
          notActions: [],
          dataActions: [],
          notDataActions: [],
        },
      ],
      createdOn: "2015-02-02T21:55:09.8806423Z",
      updatedOn: "2015-02-02T21:55:09.8806423Z",
      createdBy: null,
      updatedBy: null,
    },
    id: `${prefix}/${DEFINITIONS}/${ACR_PULL}`,
    type: "Microsoft.Authorization/roleDefinitions",
    name: ACR_PULL,
  });

  it("are found by their names at any scope, with ids below the subscription", async () => {
    const query = `?$filter=${encodeURIComponent("roleName eq 'acrpull'")}`;
    for (const scope of [SUBSCRIPTION, azure.groupId, azure.registryId]) {
      expect(await get(`${scope}/${DEFINITIONS}${query}`)).to.deep.equal([
        200,
        { value: [acrPull(SUBSCRIPTION)] },
      ]);
    }
    expect(await get(`/${DEFINITIONS}${query}`)).to.deep.equal([200, { value: [acrPull("")] }]);
  });

  it("refuse a name that another role of the tenant has, in any case, and keep their own", async () => {
    const permissions = [{ actions: ["Microsoft.ContainerRegistry/registries/read"] }];
    const put = async (guid: string, roleName: string) => {
      const path = `${SUBSCRIPTION}/${DEFINITIONS}/${guid}`;
      const { status, body } = await azure.arm("PUT", path, {
        properties: { roleName, permissions },
      });
      return status === 201 ? status : [status, body];
    };
    const [one, other] = ["a", "b"].map((digit) => ACR_PULL.replace(/^7f951dda/, digit.repeat(8)));
    const taken = [
      409,
      {
        error: {
          code: "RoleDefinitionWithSameNameExists",
          message: "A role definition cannot be updated with a name that already exists.",
        },
      },
    ];
    expect([
      await put(one ?? "", "Reads registries"),
      await put(one ?? "", "Reads registries"),
      await put(other ?? "", "reads Registries"),
      await put(other ?? "", "AcrPull"),
      await put(other ?? "", "Reads other registries"),
    ]).to.deep.equal([201, 201, taken, taken, 201]);
    for (const guid of [one, other])
      await azure.arm("DELETE", `${SUBSCRIPTION}/${DEFINITIONS}/${guid}`);
  });

  it("have the one that the identity of a deployment gets, by its long name", async () => {
    const name = "Container Registry Contributor and Data Access Configuration Administrator";
    const guid = "3bc748fc-213d-45c1-8d91-9da5725539b9";
    const query = `?$filter=${encodeURIComponent(`roleName eq '${name}'`)}`;
    const registries = "Microsoft.ContainerRegistry/registries";
    expect(await get(`${SUBSCRIPTION}/${DEFINITIONS}${query}`)).to.deep.equal([
      200,
      {
        value: [
          {
            ...acrPull(SUBSCRIPTION),
            properties: {
              ...acrPull(SUBSCRIPTION).properties,
              roleName: name,
              permissions: [
                {
                  actions: [
                    "Microsoft.Resources/subscriptions/resourceGroups/read",
                    `${registries}/read`,
                    `${registries}/write`,
                    `${registries}/listCredentials/action`,
                    `${registries}/generateCredentials/action`,
                    `${registries}/tokens/read`,
                    `${registries}/tokens/write`,
                    `${registries}/tokens/delete`,
                    `${registries}/tokens/operationStatuses/read`,
                    `${registries}/scopeMaps/read`,
                    `${registries}/scopeMaps/write`,
                    `${registries}/scopeMaps/delete`,
                    `${registries}/scopeMaps/operationStatuses/read`,
                    `${registries}/webhooks/read`,
                    `${registries}/webhooks/write`,
                    `${registries}/webhooks/delete`,
                    `${registries}/webhooks/operationStatuses/read`,
                    `${registries}/webhooks/ping/action`,
                    `${registries}/webhooks/listEvents/action`,
                    `${registries}/webhooks/getCallbackConfig/action`,
                    `${registries}/replications/read`,
                    "Microsoft.Authorization/*/read",
                    "Microsoft.ContainerRegistry/locations/operationResults/read",
                  ],
                  notActions: [],
                  dataActions: [],
                  notDataActions: [],
                },
              ],
            },
            id: `${SUBSCRIPTION}/${DEFINITIONS}/${guid}`,
            name: guid,
          },
        ],
      },
    ]);
  });

  it("are found by their ids, at a scope and without one", async () => {
    expect(await get(`${SUBSCRIPTION}/${DEFINITIONS}/${ACR_PULL}`)).to.deep.equal([
      200,
      acrPull(SUBSCRIPTION),
    ]);
    expect(await get(`/${DEFINITIONS}/${ACR_PULL.toUpperCase()}`)).to.deep.equal([
      200,
      acrPull(""),
    ]);
  });

  it("are all listed, and by type", async () => {
    const names = async (query: string) => {
      const [, body] = await get(`${SUBSCRIPTION}/${DEFINITIONS}${query}`);
      return (body as { value: { properties: { roleName: string } }[] }).value.map(
        ({ properties }) => properties.roleName,
      );
    };
    expect(await names("")).to.include.members([
      "Key Vault Secrets User",
      "Key Vault Secrets Officer",
      "Reader",
      "AcrPull",
      "Container Registry Repository Catalog Lister",
    ]);
    const builtIn = `?$filter=${encodeURIComponent("atScopeAndBelow() and type eq 'BuiltInRole'")}`;
    expect(await names(builtIn)).to.deep.equal(await names(""));
    expect(await names(`?$filter=${encodeURIComponent("type eq 'CustomRole'")}`)).to.deep.equal([]);
  });

  it("are refused when they are not there", async () => {
    const nothing = "00000000-0000-4000-8000-000000000000";
    expect(await get(`${SUBSCRIPTION}/${DEFINITIONS}/${nothing}`)).to.deep.equal([
      404,
      {
        error: {
          code: "RoleDefinitionDoesNotExist",
          message: `The specified role definition with ID '${nothing}' does not exist.`,
        },
      },
    ]);
    const query = `?$filter=${encodeURIComponent("permissions eq 'x'")}`;
    expect((await get(`${SUBSCRIPTION}/${DEFINITIONS}${query}`))[0]).to.equal(400);
  });

  it("can be somebody's own, with what they exclude", async () => {
    const guid = "cccccccc-cccc-4ccc-8ccc-cccccccccccc";
    const permissions = {
      actions: ["*"],
      notActions: ["Microsoft.Authorization/*"],
      dataActions: [],
      notDataActions: ["Microsoft.KeyVault/*"],
    };
    const path = `${azure.groupId}/${DEFINITIONS}/${guid}`;
    const made = await azure.arm(
      "PUT",
      path,
      { properties: { roleName: "Support", permissions: [permissions] } },
      "2022-04-01",
    );
    const expected = {
      ...acrPull(SUBSCRIPTION),
      properties: {
        ...acrPull(SUBSCRIPTION).properties,
        roleName: "Support",
        type: "CustomRole",
        assignableScopes: [azure.groupId],
        permissions: [permissions],
      },
      id: `${SUBSCRIPTION}/${DEFINITIONS}/${guid}`,
      name: guid,
    };
    expect([made.status, made.body]).to.deep.equal([201, expected]);
    expect(await get(path)).to.deep.equal([200, expected]);
    const custom = `?$filter=${encodeURIComponent("type eq 'CustomRole'")}`;
    expect(await get(`${SUBSCRIPTION}/${DEFINITIONS}${custom}`)).to.deep.equal([
      200,
      { value: [expected] },
    ]);
  });

  it("cannot replace one that is built in, nor lack permissions", async () => {
    const put = async (guid: string, properties: object) =>
      (await azure.arm("PUT", `${azure.groupId}/${DEFINITIONS}/${guid}`, { properties })).status;
    expect(await put(ACR_PULL, { roleName: "AcrPull", permissions: [{}] })).to.equal(400);
    expect(await put("dddddddd-dddd-4ddd-8ddd-dddddddddddd", { roleName: "None" })).to.equal(400);
  });
});
