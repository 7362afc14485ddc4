// The catalogue of Azure Resource Manager's errors; messages as Azure words them where that is known.
import type { Caller, TokenProblem } from "../entra/accessToken";
import { armError } from "../http/errors";
import { json, type Reply } from "../http/reply";
import type { World } from "../world/world";

/** 400 for a request that names no api-version. */
export const missingApiVersion = () =>
  armError(
    400,
    "MissingApiVersionParameter",
    "The api-version query parameter (?api-version=) is required for all requests.",
  );

/** 400 for an api-version that is no date. */
export const invalidApiVersion = (apiVersion: string) =>
  armError(
    400,
    "InvalidApiVersionParameter",
    `The api-version '${apiVersion}' is invalid. The supported versions are dates, with '-preview' for previews.`,
  );

/** 404 for another subscription than the emulated ones. */
export const subscriptionNotFound = (subscriptionId: string) =>
  armError(404, "SubscriptionNotFound", `The subscription '${subscriptionId}' could not be found.`);

/** 404 for a resource provider that is none of those emulated. */
export const invalidResourceNamespace = (namespace: string) =>
  armError(404, "InvalidResourceNamespace", `The resource namespace '${namespace}' is invalid.`);

/** 404 for a resource group that is not there. */
export const resourceGroupNotFound = (name: string) =>
  armError(404, "ResourceGroupNotFound", `Resource group '${name}' could not be found.`);

/** A resource that Resource Manager itself does not know: a registry or a vault. */
export const resourceNotFound = (type: string, name: string, resourceGroup: string) =>
  armError(
    404,
    "ResourceNotFound",
    `The Resource '${type}/${name}' under resource group '${resourceGroup}' was not found. For more details please go to https://aka.ms/ARMResourceNotFoundFix`,
  );

/** 404 for a PUT below a registry or vault that is not there. */
export const parentResourceNotFound = (type: string, name: string) =>
  armError(
    404,
    "ParentResourceNotFound",
    `Failed to perform 'write' on resource(s) of type '${type}', because the parent resource '${name}' could not be found.`,
  );

/** What the registry service says of a child it does not know; the top-level status is the service's own. */
export const childNotFound = (name: string) =>
  json(404, {
    error: { code: "ResourceNotFound", message: `The resource ${name} could not be found.` },
    status: "Failed",
  });

/** 400 for a value that a service refuses; code and status are assumed. */
export const badRequest = (message: string) => armError(400, "BadRequest", message);

/** 400 for a body that cannot be read. */
export const invalidContent = (message: string) => armError(400, "InvalidRequestContent", message);

/** 400 for a name against the pattern of the API description; the code is assumed. */
export const invalidName = (type: string, name: string, rule: string) =>
  armError(
    400,
    "InvalidResourceName",
    `The ${type} name '${name}' is invalid; it must match ${rule}.`,
  );

/** 409 while a token is being provisioned; reported by users of the Go SDK. */
export const tokenNotActive = (name: string) =>
  armError(
    409,
    "TokenNotActive",
    `The token ${name} is not active; its provisioning has not finished. Try again later.`,
  );

/** 409 for a second write; documented for Resource Manager, assumed for registries. */
export const anotherOperationInProgress = (name: string) =>
  armError(
    409,
    "AnotherOperationInProgress",
    `Another operation on ${name} or on a resource that it depends on is in progress. Try again later.`,
  );

/** 409 for deleting a scope map that tokens have; reported once. */
export const scopeMapInUse = (name: string) =>
  armError(409, "ScopeMapInUse", `The scope map ${name} is in use by at least one token.`);

/** 409 for an import without force to a tag that exists; that it is 409 is common, code and words are assumed. */
export const tagExists = (tag: string) =>
  armError(
    409,
    "Conflict",
    `Tag ${tag} already exists in target registry. If you'd like to override, use force.`,
  );

/**
 * How an import ends that could not be done.
 *
 * Words reported: https://github.com/Azure/acr/issues/457; the status, too: https://github.com/Azure/azure-powershell/issues/17348.
 * The code is assumed.
 */
export const importFailed = (
  operationId: string,
  registryId: string,
  problem: string,
  { status = 400, code = "BadRequest" }: { readonly status?: number; readonly code?: string } = {},
) => {
  const message = `Operation ${operationId} failed. Resource ${registryId} ${problem}`;
  return { status, body: { error: { code, message } } };
};

/** 403 for a registry to import from that the caller may not read; reported: https://github.com/MicrosoftDocs/azure-docs/issues/33442 */
export const linkedAuthorizationFailed = (caller: Caller, path: string, linkedId: string) =>
  armError(
    403,
    "LinkedAuthorizationFailed",
    `The client '${caller.clientId}' with object id '${caller.objectId}' has permission to perform action 'Microsoft.ContainerRegistry/registries/importImage/action' on scope '${path.replace(/\/importImage\/?$/i, "")}'; however, it does not have permission to perform action 'read' on the linked scope(s) '${linkedId}'.`,
  );

/** 403 for one resource too many; the code is reported for webhooks, the status assumed. */
export const quotaExceeded = (type: string, sku: string) =>
  armError(
    403,
    "QuotaExceeded",
    `The quota has been exceeded for the resource type ${type} for the registry SKU ${sku}. See https://aka.ms/acr/tiers for the limits of each tier.`,
  );

/** 400 for the passwords of an admin user that is disabled; code and words are reported by users of several tools, the status is assumed. */
export const adminUserDisabled = (registryId: string) =>
  armError(
    400,
    "UnAuthorizedForCredentialOperations",
    `Cannot perform credential operations for ${registryId} as admin user is disabled. Kindly enable admin user as per docs: https://docs.microsoft.com/en-us/azure/container-registry/container-registry-authentication#admin-account`,
  );

/** 409 for a name that a registry of another tenant has; reported, but for the status: https://github.com/MicrosoftDocs/azure-dev-docs/issues/1303 */
export const registryAlreadyInUse = (name: string) =>
  armError(
    409,
    "AlreadyInUse",
    `The registry DNS name ${name}.azurecr.io is already in use. You can check if the name is already claimed using following API: https://docs.microsoft.com/en-us/rest/api/containerregistry/registries/checknameavailability`,
  );

/** 409 for another location than the one that a resource has; reported: https://github.com/MicrosoftDocs/azure-docs/issues/70422 */
export const invalidResourceLocation = (
  { name, location }: { readonly name: string; readonly location: string },
  resourceGroup: string,
  wanted: string,
) =>
  armError(
    409,
    "InvalidResourceLocation",
    `The resource '${name}' already exists in location '${location}' in resource group '${resourceGroup}'. A resource with the same name cannot be created in location '${wanted}'. Please select a new resource name.`,
  );

/** 409 for making a vault whose name a deleted one has; reported: https://github.com/alan-turing-institute/data-safe-haven/issues/2523 */
export const vaultAlreadyExists = () =>
  armError(
    409,
    "ConflictError",
    "A vault with the same name already exists in deleted state. You need to either recover or purge existing key vault. Follow this link https://go.microsoft.com/fwlink/?linkid=2149745 for more information on soft delete.",
  );

/** 404 for a vault that is not among the deleted ones; assumed. */
export const deletedVaultNotFound = (name: string) =>
  armError(404, "DeletedVaultNotFound", `The specified deleted vault '${name}' does not exist.`);

/** 403 for what no role allows; reported: https://github.com/Azure/ARO-RP/issues/66 */
export const authorizationFailed = (caller: Caller, action: string, scope: string) =>
  armError(
    403,
    "AuthorizationFailed",
    `The client '${caller.clientId}' with object id '${caller.objectId}' does not have authorization to perform action '${action}' over scope '${scope}' or the scope is invalid. If access was recently granted, please refresh your credentials.`,
  );

/** The answer to a request whose access token is missing or not good. */
export function unauthenticated(problem: TokenProblem, { identity, hosts }: World): Reply {
  const { code, message } = describeProblem(problem, identity.tenantId);
  const challenge = `Bearer authorization_uri="${hosts.url("main")}/${identity.tenantId}", error="invalid_token", error_description="${message.replaceAll('"', "'")}"`;
  return armError(401, code, message, { "www-authenticate": challenge });
}

function describeProblem(
  problem: TokenProblem,
  tenantId: string,
): { code: string; message: string } {
  switch (problem.kind) {
    case "missing":
      return {
        code: "AuthenticationFailed",
        message: "Authentication failed. The 'Authorization' header is missing.",
      };
    case "invalid":
      return { code: "InvalidAuthenticationToken", message: "The access token is invalid." };
    case "expired":
      return {
        code: "ExpiredAuthenticationToken",
        message: `The access token expiry UTC time '${problem.expiry.toISOString()}' is earlier than current UTC time '${problem.now.toISOString()}'.`,
      };
    // Reported: https://github.com/Azure/azure-sdk-for-net/issues/49391
    case "tenant":
      return {
        code: "InvalidAuthenticationTokenTenant",
        message: `The access token is from the wrong issuer '${problem.issuer}'. It must match the tenant 'https://sts.windows.net/${tenantId}/' associated with this subscription. Please use the authority (URL) 'https://login.windows.net/${tenantId}' to get the token.`,
      };
    case "audience":
      return {
        code: "InvalidAuthenticationTokenAudience",
        message: `The access token has been obtained for wrong audience or resource '${problem.audience}'. It should exactly match with one of the allowed audiences '${problem.allowed.join("','")}'.`,
      };
  }
}
