// Who may fetch one customer's password: one role assignment per reader, on that customer's secret only.

import { RoleAssignment } from "@pulumi/azure-native/authorization";
import * as pulumi from "@pulumi/pulumi";
import { v5 as uuidFrom } from "uuid";
import { readersOf } from "../customers/readers";
import type { Customer as CustomerEntry } from "../customers/schema/schema";
import { type Place, readerName, secretId } from "./names";
import { applyAnyway } from "./whereKnown";
import { withoutStackTraces } from "./withoutStackTraces";

/** On which secret the readers get their role. */
export interface SecretReadersArgs {
  place: Place;
  /** Another name gives each reader another role assignment, on the new secret, and removes the old one. */
  secretName: pulumi.Output<string>;
  /** Tells whether there is a secret. */
  secret: { readonly isPublished: pulumi.Output<boolean | undefined> };
  /** May the customer log in? Then there is a secret after a completed run; otherwise there may be none yet. */
  enabled: boolean;
  /** The logical name of a reader's role. @default readerName */
  nameOf?: (customerId: string, objectId: string) => string;
}

/** Key Vault Secrets User: https://learn.microsoft.com/azure/role-based-access-control/built-in-roles/security#key-vault-secrets-user */
const SECRETS_USER = "4633458b-17de-408a-b874-0445c86b69e6";

/** Of this project; another one would replace every role assignment. */
const NAMESPACE = "c2b4a1de-6f0e-4c1b-9d53-7a8e2f60b914";

/**
 * Declares one role assignment for each reader; `opts.dependsOn` must name the secret.
 *
 * None is ever protected, and making, replacing or removing one touches neither the secret nor the password.
 * Azure checks each principal. So people and groups can be readers too, and an application's client id is refused
 * (PrincipalNotFound) instead of getting a useless role. A principal that was created minutes ago may not be found yet:
 * then only that reader fails, and the next run tries again.
 * https://learn.microsoft.com/azure/role-based-access-control/troubleshooting
 */
export function secretReaders(
  entry: CustomerEntry,
  { place, secretName, secret, enabled, nameOf = readerName }: SecretReadersArgs,
  opts: pulumi.CustomResourceOptions,
): void {
  const declare = (objectId: string) => {
    const scope = secretName.apply((name) => secretId(place, name));
    new RoleAssignment(
      nameOf(entry.id, objectId),
      {
        scope,
        principalId: objectId,
        // An output, because azure-native's SDK sends "User" if nothing is given, which Azure refuses for all other
        // types:
        // https://github.com/Azure/azure-rest-api-specs/issues/21664
        principalType: pulumi.output(undefined),
        roleDefinitionId: `/subscriptions/${place.subscriptionId}/providers/Microsoft.Authorization/roleDefinitions/${SECRETS_USER}`,
        roleAssignmentName: scope.apply((secret) => roleAssignmentName(secret, objectId)),
      },
      { ...opts, protect: false },
    );
  };
  for (const objectId of readersOf(entry)) {
    if (enabled) declare(objectId);
    else unlessUnpublished(secret, () => declare(objectId));
  }
}

/**
 * Declares what needs the secret, unless it is known that there is none: Azure gives no role on a missing resource.
 *
 * If it is not known, the role stays declared. Otherwise a reader would lose the role whenever an update of the secret
 * fails, or a preview does not know the secret.
 */
function unlessUnpublished(
  { isPublished }: SecretReadersArgs["secret"],
  declare: () => void,
): void {
  // It runs after the declaration of the customers has returned.
  applyAnyway(isPublished, (value) => value !== false && withoutStackTraces(declare));
}

/**
 * The name of a role assignment: a GUID that is always the same for the same secret and principal, and never for others.
 *
 * Names are unique in the whole tenant, and Azure moves none to another scope or principal (RoleAssignmentUpdateNotPermitted).
 */
export function roleAssignmentName(scope: string, objectId: string): string {
  return uuidFrom(`${scope}|${objectId}|${SECRETS_USER}`.toLowerCase(), NAMESPACE);
}
