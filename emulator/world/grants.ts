// Who may do what: role assignments, roles that somebody defined, and access policies; the part of the world that is about it.

/** A role that a principal has at a scope and below. */
export interface RoleAssignment {
  /** A GUID. */
  readonly name: string;
  /** The ARM id of a resource, group or subscription. */
  readonly scope: string;
  readonly principalId: string;
  readonly principalType: string;
  readonly roleDefinitionId: string;
  description?: string;
  /** Where it is not true, the role does not count; it is kept and shown, and not evaluated. */
  condition?: string;
  readonly createdOn: string;
  updatedOn: string;
}

/** A role that somebody defined. */
export interface RoleDefinition {
  readonly name: string;
  readonly actions: readonly string[];
  readonly notActions: readonly string[];
  readonly dataActions: readonly string[];
  readonly notDataActions: readonly string[];
  readonly assignableScopes: readonly string[];
  readonly description?: string;
}

/** What a principal may do in a vault that goes by access policies; as the client wrote it. */
export interface AccessPolicy {
  readonly tenantId?: string;
  readonly objectId: string;
  /** Of an application that acts for the principal. */
  readonly applicationId?: string;
  readonly permissions?: PolicyPermissions;
}

/** What a policy allows: `get`, `list`, `all`, in any case. */
export interface PolicyPermissions {
  readonly secrets?: readonly string[];
  readonly keys?: readonly string[];
  readonly certificates?: readonly string[];
  readonly storage?: readonly string[];
}
