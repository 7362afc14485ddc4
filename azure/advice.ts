// The advice for a failed request to Azure: by Azure's code first, and by the status only where it is enough.

/** What is known of a failure. */
export interface Failure {
  /** HTTP status; absent when no answer came. */
  status: number | undefined;
  /** Azure's code, or the socket's. */
  code: string | undefined;
  /** Azure's own words. */
  words: string;
  /** The role that the identity lacks when Azure says that it may not. */
  role: string;
  /** Was the identity itself refused, before anything was asked? */
  isIdentity: boolean;
  /** Was the answer a web page? */
  isWebPage: boolean;
}

/**
 * Does Azure say that the resource does not exist? A 404 without such a code comes from something else.
 *
 * The codes that azure-native uses, too: https://github.com/pulumi/pulumi-azure-native/blob/master/provider/pkg/azure/client_azcore.go
 */
export function isGone({
  status,
  code,
}: {
  status: number | undefined;
  code: string | undefined;
}): boolean {
  return status === 404 && code !== undefined && /^(\w+)?NotFound$/.test(code);
}

/** What the reader should do; undefined if no advice is known. */
export function adviceFor(failure: Failure): string | undefined {
  if (failure.isIdentity) return isUnanswered(failure.words) ? NETWORK : IDENTITY;
  if (failure.isWebPage && !isServerError(failure.status)) return BETWEEN;
  return BY_CODE.get(failure.code ?? "")?.(failure) ?? adviceByStatus(failure);
}

/** How @azure/msal-node reports an unreadable answer from Entra. */
function isUnanswered(words: string): boolean {
  return words.startsWith("network_error");
}

function adviceByStatus(failure: Failure): string | undefined {
  const { status, code } = failure;
  if (status === undefined) return code === undefined ? undefined : NETWORK;
  if (status === 407 || status === 511 || (status >= 300 && status < 400)) return BETWEEN;
  if (status === 401) return IDENTITY;
  if (status < 300) return "run again";
  if (isGone(failure)) return "check whether it and its parent resources still exist";
  if (status === 429) return "Azure throttles this subscription; run again in a few minutes";
  if (status === 400 && code !== undefined) return "correct what Azure names, then run again";
  return isServerError(status) ? "Azure failed; run again" : undefined;
}

/** 501 and 505 are permanent failures: https://www.rfc-editor.org/rfc/rfc9110#section-15.6 */
function isServerError(status: number | undefined): boolean {
  return status !== undefined && status >= 500 && ![501, 505, 511].includes(status);
}

const IDENTITY =
  "check the Azure identity in the environment (ARM_CLIENT_ID and its secret, certificate or OIDC token, or `az login`)";
/** The advice where no answer came, whatever was asked. */
export const NETWORK = "check the network and ARM_METADATA_HOSTNAME, then run again";
const BETWEEN =
  "a proxy or a portal answers instead of Azure: log in to the network, or allow Azure's hosts in the proxy, then run again";
const BUSY = "another operation is in progress on it; run again in a few minutes";
const REGISTER = ({ words }: Failure) =>
  `register the resource provider once: \`az provider register --namespace ${/'(Microsoft\.\w+)'/i.exec(words)?.[1] ?? "Microsoft.ContainerRegistry"}\``;
const ROLE = ({ role }: Failure) => `give the identity the role ${role}`;
const ACCESS_POLICY = () =>
  "this vault uses access policies, not roles: give the identity the permission that Azure names";
const CERTIFICATE = () =>
  "name the proxy's certificate authority in NODE_EXTRA_CA_CERTS, then run again";

/**
 * Resource Manager: https://learn.microsoft.com/azure/azure-resource-manager/troubleshooting/common-deployment-errors,
 * https://learn.microsoft.com/azure/azure-resource-manager/management/lock-resources and
 * https://learn.microsoft.com/azure/role-based-access-control/troubleshooting; Key Vault:
 * https://learn.microsoft.com/azure/key-vault/general/common-error-codes; registries:
 * https://learn.microsoft.com/azure/container-registry/container-registry-troubleshoot-access; certificates:
 * https://nodejs.org/api/tls.html#x509-certificate-error-codes
 */
const BY_CODE: ReadonlyMap<string, (failure: Failure) => string> = new Map<
  string,
  (failure: Failure) => string
>([
  ["ScopeLocked", () => "a lock forbids it: ask its owner to remove it, then run again"],
  [
    "ReadOnlyDisabledSubscription",
    () => "the subscription is disabled and read-only: ask its owner to enable it, then run again",
  ],
  ["MissingSubscriptionRegistration", REGISTER],
  ["SubscriptionNotRegistered", REGISTER],
  [
    "RequestDisallowedByPolicy",
    () => "an Azure policy forbids it: ask the policy's owner for an exemption, then run again",
  ],
  [
    "DenyAssignmentAuthorizationFailed",
    () => "a deny assignment forbids it, and no role helps: ask its owner to exclude the identity",
  ],
  [
    "ResourceGroupBeingDeleted",
    () =>
      "its resource group is being deleted with everything in it: check whether this is intended",
  ],
  [
    "SubscriptionNotFound",
    () =>
      "check azure-native:subscriptionId, and whether the identity is of the subscription's tenant",
  ],
  ["InvalidSubscriptionId", () => "correct azure-native:subscriptionId"],
  ["AuthorizationFailed", ROLE],
  ["LinkedAuthorizationFailed", ROLE],
  ["Forbidden", ROLE],
  ["ForbiddenByRbac", ROLE],
  ["ForbiddenByPolicy", ACCESS_POLICY],
  ["AccessDenied", ACCESS_POLICY],
  [
    "ForbiddenByFirewall",
    () => "allow this address in the vault's firewall, or run from an allowed network",
  ],
  [
    "ForbiddenByConnection",
    () => "the vault accepts only its private endpoint: run from its network",
  ],
  ["DENIED", () => "allow this address in the registry's firewall, or run from an allowed network"],
  [
    "ExpiredAuthenticationToken",
    () => "run again to get a new token; if that does not help, correct this machine's clock",
  ],
  ["InvalidAuthenticationTokenTenant", () => "set ARM_TENANT_ID to the tenant of the subscription"],
  [
    "InvalidAuthenticationTokenAudience",
    () => "the token is for another cloud: correct ARM_METADATA_HOSTNAME or ARM_ENVIRONMENT",
  ],
  ["AnotherOperationInProgress", () => BUSY],
  ["ConflictError", () => BUSY],
  ["TokenNotActive", () => BUSY],
  ["SELF_SIGNED_CERT_IN_CHAIN", CERTIFICATE],
  ["DEPTH_ZERO_SELF_SIGNED_CERT", CERTIFICATE],
  ["UNABLE_TO_VERIFY_LEAF_SIGNATURE", CERTIFICATE],
  ["UNABLE_TO_GET_ISSUER_CERT_LOCALLY", CERTIFICATE],
]);
