// A further type of azure-native is one more row of the table: shown with the one whose ids lie below any scope.
import { expect } from "chai";
import { checkInputs } from "../../../emulator/plugins/azureNative/check";
import { outputsOf, requestBody } from "../../../emulator/plugins/azureNative/conversion";
import { parametersOf, resourceId } from "../../../emulator/plugins/azureNative/resourceId";
import type { ResourceType } from "../../../emulator/plugins/azureNative/resourceType";
import { RESOURCE_TYPES } from "../../../emulator/plugins/azureNative/types";

const roleAssignment = RESOURCE_TYPES["azure-native:authorization:RoleAssignment"] as ResourceType;

const scope = "/subscriptions/s/resourceGroups/registry-access";

describe("a row of azure-native's table", () => {
  for (const [token, type] of Object.entries(RESOURCE_TYPES)) {
    it(`has limits for each parameter in the path of ${token}`, () => {
      const inPath = [...type.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      const limited = inPath.filter((name) => name !== "subscriptionId");
      expect(Object.keys(type.parameters)).to.have.members(limited);
    });
  }

  it("gives a name of its own to a resource without one, the same for the same seed", () => {
    const request = {
      type: "azure-native:authorization:RoleAssignment",
      name: "pull",
      olds: {},
      urn: "",
      news: { scope, principalId: "p", roleDefinitionId: "r" },
      randomSeed: new Uint8Array([1, 2, 3]),
    };
    const { inputs, failures } = checkInputs(roleAssignment, request);
    expect(failures).to.deep.equal([]);
    expect(inputs).to.deep.equal({
      ...request.news,
      roleAssignmentName: "039058c6-f2c0-cb49-2c53-3b0a4d14ef77",
      azureApiVersion: "2022-04-01",
    });
  });

  it("makes and reads ids whose scope is a path of its own", () => {
    const inputs = { scope, roleAssignmentName: "a b" };
    const id = resourceId(roleAssignment, inputs, "unused");
    expect(id).to.equal(
      "/subscriptions/s/resourceGroups/registry-access/providers/Microsoft.Authorization/roleAssignments/a%20b",
    );
    expect(parametersOf(roleAssignment, id.toUpperCase())).to.deep.equal({
      scope: scope.toUpperCase().slice(1),
      roleAssignmentName: "A%20B",
    });
  });

  it("keeps what is read-only out of requests and shows it in outputs", () => {
    const inputs = { scope, principalId: "p", roleDefinitionId: "r", createdOn: "never" };
    const properties = { principalId: "p", roleDefinitionId: "r" };
    expect(requestBody(roleAssignment, inputs)).to.deep.equal({ properties });
    const answer = { id: "/id", name: "n", properties: { ...properties, createdOn: "today" } };
    expect(outputsOf(roleAssignment, answer)).to.deep.equal({
      name: "n",
      ...properties,
      createdOn: "today",
      azureApiVersion: "2022-04-01",
    });
  });
});
