// What a role assignment allows: computed from the actions of its role definition, as Azure does, never from the role's name.

/** One block of permissions of a role. */
export interface Permission {
  readonly actions: readonly string[];
  readonly notActions: readonly string[];
  readonly dataActions: readonly string[];
  readonly notDataActions: readonly string[];
}

/** What a role allows. */
export interface RoleDefinition {
  readonly name: string;
  readonly permissions: readonly Permission[];
}

/** A role that a principal has at a scope, and on everything below it. */
export interface Assignment {
  readonly id: string;
  readonly principalId: string;
  /** `User`, `Group`, `ServicePrincipal`, `ForeignGroup`, `Device`. */
  readonly principalType: string;
  /** ARM id. */
  readonly scope: string;
  /** The GUID at the end of the role definition's id, in lower case. */
  readonly roleId: string;
  /** The assignment counts only where this is true; it is not evaluated. */
  readonly condition?: string;
}

/** On which plane an action is: at Resource Manager, or on the data of the resource. */
export interface Action {
  readonly plane: "actions" | "dataActions";
  /** Such as `Microsoft.KeyVault/vaults/secrets/getSecret/action`. */
  readonly name: string;
}

/**
 * Does a role allow an action?
 *
 * Each block of permissions separately: its actions without its exclusions; a star matches any text, without regard to
 * case.
 * https://learn.microsoft.com/azure/role-based-access-control/role-definitions
 */
export function allows({ permissions }: RoleDefinition, { plane, name }: Action): boolean {
  const excluded = plane === "actions" ? "notActions" : "notDataActions";
  return permissions.some(
    (block) =>
      block[plane].some((pattern) => fits(pattern, name)) &&
      !block[excluded].some((pattern) => fits(pattern, name)),
  );
}

/**
 * Does an assignment at a scope apply to a resource? A management group and the root are above every subscription that
 * names them.
 */
export function isAtOrAbove(scope: string, resourceId: string): boolean {
  const above = scope.replace(/\/$/, "").toLowerCase();
  if (above === "" || above.startsWith("/providers/microsoft.management/managementgroups/")) {
    return true;
  }
  return `${resourceId.toLowerCase()}/`.startsWith(`${above}/`);
}

function fits(pattern: string, action: string): boolean {
  const [first = "", ...rest] = pattern.toLowerCase().split("*");
  let left = action.toLowerCase();
  if (rest.length === 0) return left === first;
  if (!left.startsWith(first)) return false;
  left = left.slice(first.length);
  const last = rest.pop() ?? "";
  for (const part of rest) {
    const at = left.indexOf(part);
    if (at === -1) return false;
    left = left.slice(at + part.length);
  }
  return left.endsWith(last);
}
