// Answers of Azure that refuse something, as they are documented and reported, and what is advised against each.

const SCOPE =
  "/subscriptions/11111111-1111-4111-8111-111111111111/resourceGroups/registry-access/providers/Microsoft.ContainerRegistry/registries/vendorimages";
const ROLE =
  'give the identity the role "Container Registry Contributor and Data Access Configuration Administrator" on the registry';
const IDENTITY =
  "check the Azure identity in the environment (ARM_CLIENT_ID and its secret, certificate or OIDC token, or `az login`)";
const BUSY = "; another operation is in progress on it; run again in a few minutes";
/** What Resource Manager says of a lock. */
export const LOCKED = `The scope '${SCOPE}/tokens/contoso-pull' cannot perform write operation because following scope(s) are locked: '${SCOPE}'. Please remove the lock and try again.`;

/** An answer, and what is said after its words. */
export interface Answer {
  status: number;
  code: string;
  /** Azure's words, of which the last full stop is not repeated. */
  words: string;
  /** What follows them and the request id, with its semicolon; nothing where nothing is known that helps. */
  advice: string;
}

/** https://learn.microsoft.com/azure/azure-resource-manager/troubleshooting/common-deployment-errors */
export const RESOURCE_MANAGER: Answer[] = [
  {
    status: 409,
    code: "ScopeLocked",
    words: LOCKED,
    advice: "; a lock forbids it: ask its owner to remove it, then run again",
  },
  {
    status: 409,
    code: "ReadOnlyDisabledSubscription",
    words:
      "The subscription '11111111-1111-4111-8111-111111111111' is disabled and therefore marked as read only. You cannot perform any write actions on this subscription until it is re-enabled.",
    advice:
      "; the subscription is disabled and read-only: ask its owner to enable it, then run again",
  },
  {
    status: 409,
    code: "MissingSubscriptionRegistration",
    words:
      "The subscription is not registered to use namespace 'Microsoft.KeyVault'. See https://aka.ms/rps-not-found for how to register subscriptions.",
    advice:
      "; register the resource provider once: `az provider register --namespace Microsoft.KeyVault`",
  },
  {
    status: 409,
    code: "SubscriptionNotRegistered",
    words: "The subscription is not registered.",
    advice:
      "; register the resource provider once: `az provider register --namespace Microsoft.ContainerRegistry`",
  },
  {
    status: 409,
    code: "ResourceGroupBeingDeleted",
    words:
      "The resource group 'registry-access' is in deprovisioning state and cannot perform this operation.",
    advice:
      "; its resource group is being deleted with everything in it: check whether this is intended",
  },
  { status: 409, code: "AnotherOperationInProgress", words: "Busy.", advice: BUSY },
  { status: 409, code: "TokenNotActive", words: "Not yet.", advice: BUSY },
  { status: 409, code: "Conflict", words: "It conflicts.", advice: "" },
  {
    status: 403,
    code: "RequestDisallowedByPolicy",
    words: "Resource 'contoso-pull' was disallowed by policy.",
    advice: "; an Azure policy forbids it: ask the policy's owner for an exemption, then run again",
  },
  {
    status: 403,
    code: "DenyAssignmentAuthorizationFailed",
    words:
      "The client has permission, however the access is denied because of the deny assignment.",
    advice:
      "; a deny assignment forbids it, and no role helps: ask its owner to exclude the identity",
  },
  {
    status: 403,
    code: "AuthorizationFailed",
    words: `The client does not have authorization to perform action 'Microsoft.ContainerRegistry/registries/tokens/write' over scope '${SCOPE}'.`,
    advice: `; ${ROLE}`,
  },
  {
    status: 403,
    code: "LinkedAuthorizationFailed",
    words: "The client does not have permission to perform action on the linked scope.",
    advice: `; ${ROLE}`,
  },
  { status: 403, code: "QuotaExceeded", words: "The quota has been exceeded.", advice: "" },
  {
    status: 401,
    code: "ExpiredAuthenticationToken",
    words: "The access token expiry UTC time is earlier than current UTC time.",
    advice: "; run again to get a new token; if that does not help, correct this machine's clock",
  },
  {
    status: 401,
    code: "InvalidAuthenticationTokenTenant",
    words: "The access token is from the wrong issuer.",
    advice: "; set ARM_TENANT_ID to the tenant of the subscription",
  },
  {
    status: 401,
    code: "InvalidAuthenticationTokenAudience",
    words: "The access token has been obtained for wrong audience.",
    advice: "; the token is for another cloud: correct ARM_METADATA_HOSTNAME or ARM_ENVIRONMENT",
  },
  {
    status: 401,
    code: "InvalidAuthenticationToken",
    words: "The access token is invalid.",
    advice: `; ${IDENTITY}`,
  },
  {
    status: 404,
    code: "SubscriptionNotFound",
    words: "The subscription '11111111-1111-4111-8111-111111111111' could not be found.",
    advice:
      "; check azure-native:subscriptionId, and whether the identity is of the subscription's tenant",
  },
  {
    status: 404,
    code: "ParentResourceNotFound",
    words: "The parent resource could not be found.",
    advice: "; check whether it and its parent resources still exist",
  },
  {
    status: 404,
    code: "InvalidResourceNamespace",
    words: "The resource namespace is invalid.",
    advice: "",
  },
  {
    status: 400,
    code: "InvalidSubscriptionId",
    words: "The provided subscription identifier 'x' is malformed or invalid.",
    advice: "; correct azure-native:subscriptionId",
  },
  {
    status: 400,
    code: "FeatureNotSupported",
    words: "The feature is not supported.",
    advice: "; correct what Azure names, then run again",
  },
  { status: 410, code: "Gone", words: "It is gone.", advice: "" },
  {
    status: 429,
    code: "SubscriptionRequestsThrottled",
    words: "Number of requests exceeded the limit.",
    advice: "; Azure throttles this subscription; run again in a few minutes",
  },
  {
    status: 503,
    code: "ServerBusy",
    words: "The server is busy.",
    advice: "; Azure failed; run again",
  },
];

/** Inner codes of 403 Forbidden: https://learn.microsoft.com/azure/key-vault/general/common-error-codes */
export const VAULT: Answer[] = [
  {
    status: 403,
    code: "ForbiddenByRbac",
    words: "Caller is not authorized to perform action on resource.",
    advice: '; give the identity the role "Key Vault Secrets User" on the vault',
  },
  ...["ForbiddenByPolicy", "AccessDenied"].map((code) => ({
    status: 403,
    code,
    words: "The user, group or application does not have secrets get permission on key vault.",
    advice:
      "; this vault uses access policies, not roles: give the identity the permission that Azure names",
  })),
  {
    status: 403,
    code: "ForbiddenByFirewall",
    words: "Client address is not authorized and caller is not a trusted service.",
    advice: "; allow this address in the vault's firewall, or run from an allowed network",
  },
  {
    status: 403,
    code: "ForbiddenByConnection",
    words:
      "Public network access is disabled and request is not from a trusted service nor via an approved private link.",
    advice: "; the vault accepts only its private endpoint: run from its network",
  },
];
