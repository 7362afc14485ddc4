// The role assignments of a customer's readers: their exact inputs, their names, and who has none.

import { expect } from "chai";
import fc from "fast-check";
import { validate, version } from "uuid";
import { roleAssignmentName } from "../../components/secretReaders";
import { customerAccess, SECRET_ID, withFile } from "./customers";
import { type Answers, type Declared, declared } from "./declared";

const TYPE = "azure-native:authorization:RoleAssignment";
const ONE = "8f0c6a5e-3d4b-4f7a-9b1e-2c5d7e9f1a3b";
const OTHER = "0aa0c6a5-3d4b-4f7a-9b1e-2c5d7e9f1a3b";

/** The role assignments that are declared for a customer whose entry has these lines. */
async function assignments(
  lines: readonly string[],
  { answers = {}, isPreview = false }: { answers?: Answers; isPreview?: boolean } = {},
): Promise<Declared[]> {
  const yaml = `customers:\n  contoso: { repositories: [app/api], ${lines.join(", ")} }\n`;
  const { resources } = await withFile(yaml, (path) =>
    declared(() => customerAccess(path), answers, isPreview),
  );
  return resources.filter(({ type }) => type === TYPE);
}

const expected = (principalId: string, roleAssignmentName: string): Declared => ({
  type: TYPE,
  name: `contoso-reader-${principalId}`,
  parent: "contoso",
  inputs: {
    scope: SECRET_ID,
    principalId,
    roleDefinitionId:
      "/subscriptions/11111111-1111-4111-8111-111111111111/providers/Microsoft.Authorization/roleDefinitions/4633458b-17de-408a-b874-0445c86b69e6",
    roleAssignmentName,
  },
  options: {
    protect: false,
    dependsOn: ["contoso-secret"],
    ignoreChanges: ["azureApiVersion"],
    aliases: 0,
  },
});

describe("a customer's readers", () => {
  it("get one role each on the customer's secret, after it and without protection", async () => {
    expect(await assignments([`readers: [${ONE}, ${OTHER.toUpperCase()}]`])).to.deep.equal([
      expected(OTHER, "1c536568-7d8c-5154-964b-6732d3714b2d"),
      expected(ONE, "6cf2632e-8ca9-52a3-a368-26809b808a30"),
    ]);
  });

  const SUSPENDED = [`readers: [${ONE}]`, "state: suspended"];
  const isPublished = (value: boolean | undefined) => ({
    "acr-credentials:index:TokenSecret": { isPublished: value },
  });
  const names = async (...args: Parameters<typeof assignments>) =>
    (await assignments(...args)).map(({ name }) => name);

  it("keep it while the customer is suspended, whose secret is disabled", async () => {
    const expectedNames = [`contoso-reader-${ONE}`];
    expect(await names(SUSPENDED, { answers: isPublished(true) })).to.deep.equal(expectedNames);
  });

  it("get it with the secret, which a customer who never could log in does not have", async () => {
    const answers = isPublished(false);
    expect(await names(SUSPENDED, { answers })).to.deep.equal([]);
    expect(await names(SUSPENDED, { answers, isPreview: true })).to.deep.equal([]);
    expect(await names([`readers: [${ONE}]`], { answers })).to.deep.equal([
      `contoso-reader-${ONE}`,
    ]);
  });

  // An update that fails leaves outputs unknown as well, by the same code of the SDK.
  it("keep it where nobody knows whether there is a secret", async () => {
    const answers = isPublished(undefined);
    for (const isPreview of [true, false]) {
      expect(await names(SUSPENDED, { answers, isPreview })).to.deep.equal([
        `contoso-reader-${ONE}`,
      ]);
    }
  });

  for (const lines of [
    [`readers: [${ONE}]`, "state: offboarded"],
    ["readers: []"],
    ["state: active"],
  ]) {
    it(`have none with ${lines.join(", ")}`, async () => {
      expect(await assignments(lines)).to.deep.equal([]);
    });
  }
});

describe("the name of a role assignment", () => {
  const anyGuid = fc.uuid();
  const anyScope = fc.stringMatching(/^[a-z0-9]{6}$/).map((end) => SECRET_ID.slice(0, -6) + end);

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
