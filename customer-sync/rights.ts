// What the identity of a workflow may do by roles: import into one registry, read one secret, and look up how imports ended.
import { RoleAssignment, RoleDefinition } from "@pulumi/azure-native/authorization";
import type * as pulumi from "@pulumi/pulumi";
import { subscriptionOf } from "./ids";
import type { PasswordSecret } from "./passwordSecret";

/** https://learn.microsoft.com/azure/role-based-access-control/built-in-roles/containers */
const DATA_IMPORTER = "577a9874-89fd-4f24-9dbd-b5034d0ad23a";
/** https://learn.microsoft.com/azure/role-based-access-control/built-in-roles/security#key-vault-secrets-user */
const SECRETS_USER = "4633458b-17de-408a-b874-0445c86b69e6";

/** Who gets the rights, and on what. */
export interface Rights {
  readonly principalId: pulumi.Output<string>;
  readonly targetRegistryId: string;
  /** On which it may read; not in a vault that uses access policies. */
  readonly secret: PasswordSecret | undefined;
  /** The role that {@link resultsReader} defines. */
  readonly results: RoleDefinition | undefined;
}

/**
 * Gives the rights, each on as little as Azure allows. Whoever deploys needs `Microsoft.Authorization/roleAssignments/write` there.
 *
 * Azure looks a new identity up in a directory that may not have it yet; with its type given it does not:
 * https://learn.microsoft.com/azure/role-based-access-control/troubleshooting
 */
export function giveRights(
  name: string,
  { principalId, targetRegistryId, secret, results }: Rights,
  opts: pulumi.CustomResourceOptions,
): void {
  const subscription = subscriptionOf(targetRegistryId) ?? "";
  const builtIn = (id: string) =>
    `${subscription}/providers/Microsoft.Authorization/roleDefinitions/${id}`;
  const assign = (
    what: string,
    scope: pulumi.Input<string>,
    roleDefinitionId: pulumi.Input<string>,
  ) =>
    new RoleAssignment(
      `${name}-${what}`,
      { scope, principalId, principalType: "ServicePrincipal", roleDefinitionId },
      opts,
    );
  assign("imports", targetRegistryId, builtIn(DATA_IMPORTER));
  if (secret !== undefined) assign("reads-password", secret.id, builtIn(SECRETS_USER));
  if (results !== undefined) assign("reads-results", subscription, results.id);
}

/**
 * A role for one action: to look up how an import ended. That is asked of the subscription, and the role for importing lacks it.
 * Its name may be that of no other role in the tenant.
 *
 * https://learn.microsoft.com/azure/role-based-access-control/permissions/containers#microsoftcontainerregistry
 */
export function resultsReader(
  name: string,
  { roleName, targetRegistryId }: { readonly roleName: string; readonly targetRegistryId: string },
  opts: pulumi.CustomResourceOptions,
): RoleDefinition {
  const subscription = subscriptionOf(targetRegistryId) ?? "";
  return new RoleDefinition(
    name,
    {
      scope: subscription,
      roleName,
      roleType: "CustomRole",
      description: "Looks up how imports into container registries ended.",
      permissions: [{ actions: ["Microsoft.ContainerRegistry/locations/operationResults/read"] }],
      assignableScopes: [subscription],
    },
    opts,
  );
}
