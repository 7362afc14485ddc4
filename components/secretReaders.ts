// Who may fetch one customer's password: a role for each reader, on that customer's secret alone.

import { RoleAssignment } from "@pulumi/azure-native/authorization";
import * as pulumi from "@pulumi/pulumi";
import { v5 as uuidFrom } from "uuid";
import { readersOf } from "../customers/readers";
import type { Customer as CustomerEntry } from "../customers/schema";
import { type Place, readerName, secretId } from "./names";

/** On which secret the readers get their role. */
export interface SecretReadersArgs {
  place: Place;
  /** Another name gives each reader another role assignment, on the new secret, and removes the one on the old. */
  secretName: pulumi.Output<string>;
}

/** Key Vault Secrets User: https://learn.microsoft.com/azure/role-based-access-control/built-in-roles/security#key-vault-secrets-user */
const SECRETS_USER = "4633458b-17de-408a-b874-0445c86b69e6";

/** Of this project; another one would replace every role assignment. */
const NAMESPACE = "c2b4a1de-6f0e-4c1b-9d53-7a8e2f60b914";

/**
 * Declares one role assignment for each reader; `opts.dependsOn` must name the secret.
 *
 * None is ever protected, and making, replacing or removing one touches neither the secret nor the password.
 * Azure looks each principal up, so that people and groups can be readers too, and an application's client id is
 * refused (PrincipalNotFound) instead of getting a role that is of no use. A principal that was made minutes ago may
 * not be found yet: then that reader alone fails, and the next run makes up for it.
 * https://learn.microsoft.com/azure/role-based-access-control/troubleshooting
 */
export function secretReaders(
  entry: CustomerEntry,
  { place, secretName }: SecretReadersArgs,
  opts: pulumi.CustomResourceOptions,
): void {
  for (const objectId of readersOf(entry)) {
    const scope = secretName.apply((name) => secretId(place, name));
    new RoleAssignment(
      readerName(entry.id, objectId),
      {
        scope,
        principalId: objectId,
        // An output, as azure-native's SDK says "User" where nothing is given, which Azure refuses for all others:
        // https://github.com/Azure/azure-rest-api-specs/issues/21664
        principalType: pulumi.output(undefined),
        roleDefinitionId: `/subscriptions/${place.subscriptionId}/providers/Microsoft.Authorization/roleDefinitions/${SECRETS_USER}`,
        roleAssignmentName: scope.apply((secret) => roleAssignmentName(secret, objectId)),
      },
      { ...opts, protect: false },
    );
  }
}

/**
 * The name of a role assignment: a GUID that is always the same for the same secret and principal, and never for others.
 *
 * Names are unique in the whole tenant, and Azure moves none to another scope or principal (RoleAssignmentUpdateNotPermitted).
 */
export function roleAssignmentName(scope: string, objectId: string): string {
  return uuidFrom(`${scope}|${objectId}|${SECRETS_USER}`.toLowerCase(), NAMESPACE);
}
