// Who has which role on a resource: through all pages, with what the roles allow, wherever these are defined.

import { expect } from "chai";
import { type Cloud, connectCloud } from "../../azure/cloud";
import { listRoles } from "../../azure/roleAssignments";
import { useInProcess } from "../emulator/inProcessAzure";
import { text } from "./foreign";

const READER = "acdd72a7-3385-48ef-bd42-f606fba81ae7";
const SOMEBODY = "aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa";

describe("listing the roles on a resource", () => {
  const azure = useInProcess({ behaviours: { armPageSize: 1 } });
  let cloud: Cloud;
  const scopes = () => [
    "/providers/Microsoft.Management/managementGroups/vendor",
    azure.groupId,
    azure.vaultId,
    `${azure.vaultId}/secrets/contoso`,
  ];
  const idOf = (at: number) => `00000000-0000-4000-8000-00000000000${at}`;

  before(async () => {
    const { environment } = azure.emulator;
    cloud = await connectCloud(environment, azure.http);
    await azure.vault("PUT", "/secrets/contoso", { value: "1" });
    for (const [at, scope] of scopes().entries()) {
      const roleDefinitionId = `/providers/Microsoft.Authorization/roleDefinitions/${READER.toUpperCase()}`;
      const properties = {
        roleDefinitionId,
        principalId: SOMEBODY,
        principalType: "Group",
        ...(at === 0 ? { condition: "true" } : {}),
      };
      const path = `${scope}/providers/Microsoft.Authorization/roleAssignments/${idOf(at)}`;
      expect((await azure.arm("PUT", path, { properties }, "2022-04-01")).status).to.equal(201);
    }
  });
  beforeEach(() => {
    azure.emulator.faults.clear();
    azure.emulator.journal.clear();
  });

  const reader = {
    name: "Reader",
    permissions: [{ actions: ["*/read"], notActions: [], dataActions: [], notDataActions: [] }],
  };
  const asked = (operation: string) =>
    azure.emulator.journal.entries().filter((entry) => entry.operation === operation).length;

  it("finds those at the resource, above and below, page by page", async () => {
    const { assignments, definitions } = await listRoles(cloud, azure.vaultId);
    const role = { principalId: SOMEBODY, principalType: "Group", roleId: READER };
    expect(assignments).to.deep.equal(
      scopes().map((scope, at) => ({
        id: `${scope}/providers/Microsoft.Authorization/roleAssignments/${idOf(at)}`,
        ...role,
        scope,
        ...(at === 0 ? { condition: "true" } : {}),
      })),
    );
    expect(definitions.get(READER)).to.deep.equal(reader);
    expect(asked("RoleAssignments_ListForScope")).to.equal(4);
  });

  it("reads a role by itself that the resource's list has not", async () => {
    azure.emulator.faults.add({
      operation: "RoleDefinitions_ListForScope",
      ...text('{"value":[]}'),
    });
    const { definitions } = await listRoles(cloud, azure.vaultId);
    expect([...definitions]).to.deep.equal([[READER, reader]]);
    expect(asked("RoleDefinitions_GetById")).to.equal(1);
  });

  it("fails where a role that somebody has cannot be read", async () => {
    azure.emulator.faults.add({
      operation: "RoleDefinitions_ListForScope",
      ...text('{"value":[]}'),
    });
    const message = "No.";
    azure.emulator.faults.add({
      operation: "RoleDefinitions_GetById",
      status: 404,
      code: "RoleDefinitionDoesNotExist",
      message,
    });
    const said = await listRoles(cloud, azure.vaultId).then(
      () => "nothing",
      (error: Error) => error.message.replace(/ \(request id .*?\)/, ""),
    );
    expect(said).to.equal(`reading role definition ${READER}: 404 RoleDefinitionDoesNotExist: No`);
  });
});
