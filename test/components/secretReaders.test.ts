// The role assignments of a customer's readers: their exact inputs, their names, and who has none.

import { expect } from "chai";
import fc from "fast-check";
import { validate, version } from "uuid";
import { roleAssignmentName } from "../../components/secretReaders";
import { customerAccess, withFile } from "./customers";
import { type Declared, declared } from "./declared";

const TYPE = "azure-native:authorization:RoleAssignment";
const ONE = "8f0c6a5e-3d4b-4f7a-9b1e-2c5d7e9f1a3b";
const OTHER = "0aa0c6a5-3d4b-4f7a-9b1e-2c5d7e9f1a3b";
const SECRET =
  "/subscriptions/11111111-1111-4111-8111-111111111111/resourceGroups/vendor-secrets/providers/Microsoft.KeyVault/vaults/vendor-access/secrets/contoso-registry-x7k2pd";

/** The role assignments that are declared for a customer whose entry has these lines. */
async function assignments(...lines: string[]): Promise<Declared[]> {
  const yaml = `customers:\n  contoso: { repositories: [app/api], ${lines.join(", ")} }\n`;
  const { resources } = await withFile(yaml, (path) => declared(() => customerAccess(path)));
  return resources.filter(({ type }) => type === TYPE);
}

const expected = (principalId: string, roleAssignmentName: string): Declared => ({
  type: TYPE,
  name: `contoso-reader-${principalId}`,
  parent: "contoso",
  inputs: {
    scope: SECRET,
    principalId,
    roleDefinitionId:
      "/subscriptions/11111111-1111-4111-8111-111111111111/providers/Microsoft.Authorization/roleDefinitions/4633458b-17de-408a-b874-0445c86b69e6",
    roleAssignmentName,
  },
  options: {
    protect: false,
    dependsOn: ["contoso-secret", "contoso-suffix"],
    ignoreChanges: ["azureApiVersion"],
    aliases: 0,
  },
});

describe("a customer's readers", () => {
  it("get one role each on the customer's secret, after it and without protection", async () => {
    expect(await assignments(`readers: [${ONE}, ${OTHER.toUpperCase()}]`)).to.deep.equal([
      expected(OTHER, "58c8f452-c91f-5e19-b47f-2d0f387a4493"),
      expected(ONE, "b3e80b31-8e0b-55e8-85d1-eef665307bd9"),
    ]);
  });

  it("keep it while the customer is suspended, whose secret is disabled", async () => {
    const declaredNow = await assignments(`readers: [${ONE}]`, "state: suspended");
    expect(declaredNow.map(({ name }) => name)).to.deep.equal([`contoso-reader-${ONE}`]);
  });

  for (const lines of [
    [`readers: [${ONE}]`, "state: offboarded"],
    ["readers: []"],
    ["state: active"],
  ]) {
    it(`have none with ${lines.join(", ")}`, async () => {
      expect(await assignments(...lines)).to.deep.equal([]);
    });
  }
});

describe("the name of a role assignment", () => {
  const anyGuid = fc.uuid();
  const anyScope = fc.stringMatching(/^[a-z0-9]{6}$/).map((end) => SECRET.slice(0, -6) + end);

  it("is a GUID that depends on nothing but secret and principal, without their case", () => {
    fc.assert(
      fc.property(anyScope, anyGuid, (scope, objectId) => {
        const name = roleAssignmentName(scope, objectId);
        expect([validate(name), version(name)]).to.deep.equal([true, 5]);
        expect(roleAssignmentName(scope.toUpperCase(), objectId.toUpperCase())).to.equal(name);
      }),
    );
  });

  it("differs for every other secret and every other principal", () => {
    fc.assert(
      fc.property(anyScope, anyScope, anyGuid, anyGuid, (scope, otherScope, id, otherId) => {
        fc.pre(scope !== otherScope && id !== otherId);
        const name = roleAssignmentName(scope, id);
        expect(roleAssignmentName(otherScope, id)).not.to.equal(name);
        expect(roleAssignmentName(scope, otherId)).not.to.equal(name);
      }),
    );
  });
});
