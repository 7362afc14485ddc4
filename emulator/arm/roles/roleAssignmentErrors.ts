// The catalogue of what Resource Manager answers to role assignments that it refuses.
import { armError } from "../../http/errors";

/** 404 for a role assignment that is not there; the code is reported: https://github.com/hashicorp/terraform-provider-azurerm/issues/9379 */
export const roleAssignmentNotFound = (name: string) =>
  armError(404, "RoleAssignmentNotFound", `The role assignment '${name}' is not found.`);

/** 400 for a name that is no GUID; reported: https://github.com/Azure/azure-service-operator/issues/2586 */
export const invalidRoleAssignmentId = (name: string) =>
  armError(
    400,
    "InvalidRoleAssignmentId",
    `The role assignment ID '${name}' is not valid. The role assignment ID must be a GUID.`,
  );

/** 400 for a principal that is no GUID; reported: https://github.com/Azure/azure-powershell/issues/16627 */
export const invalidPrincipalId = (principalId: string) =>
  armError(
    400,
    "InvalidPrincipalId",
    `The Principal ID '${principalId}' is not valid. Principal ID must be a GUID.`,
  );

/** 400 for what is nobody's object id; documented: https://learn.microsoft.com/azure/role-based-access-control/troubleshooting */
export const principalNotFound = (principalId: string, tenantId: string) =>
  armError(
    400,
    "PrincipalNotFound",
    `Principal ${principalId.replaceAll("-", "")} does not exist in the directory ${tenantId}. Check that you have the correct principal ID. If you are creating this principal and then immediately assigning a role, this error might be related to a replication delay. In this case, set the role assignment principalType property to a value, such as ServicePrincipal, User, or Group.  See https://aka.ms/docs-principaltype`,
  );

/** 400 for another type than the principal's, spelt as Azure does; reported: https://github.com/Azure/azure-dev/issues/5814 */
export const unmatchedPrincipalType = (principalId: string, actual: string, given: string) =>
  armError(
    400,
    "UnmatchedPrincipalType",
    `The PrincipalId '${principalId.replaceAll("-", "")}' has type '${actual}' , which is different from specified PrinciaplType '${given}'.`,
  );

/** 400 for a role that is not there; the wording is reported, the status assumed. */
export const roleDefinitionDoesNotExist = (guid: string) =>
  armError(
    400,
    "RoleDefinitionDoesNotExist",
    `The specified role definition with ID '${guid.replaceAll("-", "")}' does not exist.`,
  );

/** 409 for the same role again under another name; reported: https://github.com/hashicorp/terraform-provider-azurerm/issues/17421 */
export const roleAssignmentExists = (existingName: string) =>
  armError(
    409,
    "RoleAssignmentExists",
    `The role assignment already exists. The ID of the existing role assignment is ${existingName.replaceAll("-", "")}.`,
  );

/** 400 for another principal, scope or role under a name that is taken; documented: https://learn.microsoft.com/azure/role-based-access-control/troubleshooting */
export const roleAssignmentUpdateNotPermitted = () =>
  armError(
    400,
    "RoleAssignmentUpdateNotPermitted",
    "Tenant ID, application ID, principal ID, and scope are not allowed to be updated.",
  );

/** 404 for asking for a role that is not there; the code is that of an assignment, the status assumed. */
export const roleDefinitionNotFound = (guid: string) =>
  armError(
    404,
    "RoleDefinitionDoesNotExist",
    `The specified role definition with ID '${guid}' does not exist.`,
  );

/** 409 for a name that another role of the tenant has; reported: https://github.com/Azure/ARO-RP/pull/1346 */
export const roleDefinitionNameTaken = () =>
  armError(
    409,
    "RoleDefinitionWithSameNameExists",
    "A role definition cannot be updated with a name that already exists.",
  );

/** In words that users report: https://learn.microsoft.com/azure/role-based-access-control/troubleshooting */
export const roleDefinitionHasAssignments = () =>
  armError(
    400,
    "RoleDefinitionHasAssignments",
    "There are existing role assignments referencing role (code: RoleDefinitionHasAssignments)",
  );
