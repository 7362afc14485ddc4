// Where the behaviour of each route is known from; the route table and the README's coverage table cite these.
import type { Source } from "./http/route";

/** Microsoft's API description of the registry service. */
export const REGISTRY_API: Source = {
  confidence: "documented",
  reference:
    "https://github.com/Azure/azure-rest-api-specs/tree/main/specification/containerregistry/resource-manager",
};

/** Traffic of tokens and scope maps, recorded by the Azure CLI's tests. */
export const TOKEN_RECORDING: Source = {
  confidence: "recorded",
  reference:
    "test_repository_token_create.yaml, test_acr_connectedregistry.yaml of Azure/azure-cli",
};

/** Microsoft's API description of alerts on metrics. */
export const METRIC_ALERTS: Source = {
  confidence: "documented",
  reference: "https://learn.microsoft.com/rest/api/monitor/metric-alerts",
};

/** Export pipelines: their form is documented, which is in previews of the API only. */
export const PIPELINES: Source = {
  confidence: "documented",
  reference:
    "https://learn.microsoft.com/azure/templates/microsoft.containerregistry/registries/exportpipelines",
};

/** Traffic of webhooks, recorded by the Azure CLI's tests. */
export const WEBHOOK_RECORDING: Source = {
  confidence: "recorded",
  reference: "test_acr_create_webhook.yaml of Azure/azure-cli",
};

/** Traffic of imports, recorded by the Azure CLI's tests. */
export const IMPORT_RECORDING: Source = {
  confidence: "recorded",
  reference: "test_acr_import_no_wait.yaml, test_acr_image_import.yaml of Azure/azure-cli",
};

/** The Azure CLI's source of its token commands. */
export const TOKEN_COMMANDS: Source = {
  confidence: "documented",
  reference: "token.py of Azure/azure-cli, command module acr",
};

/** Deletions of tokens and scope maps: status codes are documented, their sequence was not seen. */
export const DELETION: Source = {
  confidence: "assumed",
  reference:
    "https://github.com/Azure/azure-rest-api-specs/tree/main/specification/containerregistry/resource-manager",
};

/** Microsoft's page on tokens with repository-scoped permissions. */
export const TOKEN_PAGE: Source = {
  confidence: "documented",
  reference:
    "https://learn.microsoft.com/azure/container-registry/container-registry-token-based-repository-permissions",
};

/** What every Resource Manager client relies on. */
export const RESOURCE_MANAGER: Source = {
  confidence: "documented",
  reference: "https://learn.microsoft.com/rest/api/resources/",
};

/** Key Vault through Resource Manager. */
export const VAULT_MANAGEMENT: Source = {
  confidence: "documented",
  reference:
    "https://github.com/Azure/azure-rest-api-specs/tree/main/specification/keyvault/resource-manager",
};

/** Key Vault's own API. */
export const VAULT_API: Source = {
  confidence: "documented",
  reference:
    "https://github.com/Azure/azure-rest-api-specs/tree/main/specification/keyvault/data-plane",
};

/** Soft deletion of secrets. */
export const SOFT_DELETE: Source = {
  confidence: "documented",
  reference: "https://learn.microsoft.com/azure/key-vault/general/soft-delete-overview",
};

/** Deleted secrets, in a list and one by one. */
export const DELETED_SECRETS_RECORDING: Source = {
  confidence: "recorded",
  reference: "recording_can_list_deleted_secrets_by_page.js of Azure/azure-sdk-for-js",
};

/** Role assignments: their forms are recorded by the Azure CLI's tests. */
export const ROLE_RECORDING: Source = {
  confidence: "recorded",
  reference: "test_role_assignment_create_update.yaml of Azure/azure-cli",
};

/** Microsoft's API description of role assignments. */
export const ROLE_API: Source = {
  confidence: "documented",
  reference:
    "https://github.com/Azure/azure-rest-api-specs/tree/main/specification/authorization/resource-manager",
};

/** Microsoft Graph. */
export const GRAPH: Source = {
  confidence: "documented",
  reference: "https://learn.microsoft.com/graph/api/resources/serviceprincipal",
};

/** Entra's OAuth 2 endpoints. */
export const ENTRA: Source = {
  confidence: "documented",
  reference:
    "https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow",
};

/** Which endpoints clients look for in the cloud's metadata. */
export const METADATA: Source = {
  confidence: "documented",
  reference: "provider/pkg/azure/cloud of pulumi/pulumi-azure-native",
};

/** The registry's challenge and token endpoint. */
export const REGISTRY_LOGIN: Source = {
  confidence: "documented",
  reference: "https://github.com/Azure/acr/blob/main/docs/Token-BasicAuth.md",
};

/** Which scope-map tokens may list the catalog. */
export const CATALOG: Source = {
  confidence: "reported",
  reference: "https://github.com/Azure/acr/issues/751",
};

/** Traffic of an identity of Entra that lists repositories, recorded by the tests of Microsoft's own client. */
export const CATALOG_RECORDING: Source = {
  confidence: "recorded",
  reference: "recording_should_list_repositories_by_pages.json of Azure/azure-sdk-for-js",
};

/** Traffic of an identity that reads, lists and removes tags. */
export const TAG_RECORDING: Source = {
  confidence: "recorded",
  reference:
    "recording_should_list_tags_by_pages.json, recording_deletes_a_given_tag.js of Azure/azure-sdk-for-js",
};

/** Traffic of an identity that reads, lists and locks manifests. */
export const MANIFEST_RECORDING: Source = {
  confidence: "recorded",
  reference:
    "recording_should_list_registry_manifests.json, recording_sets_manifest_properties.js of Azure/azure-sdk-for-js",
};

/** Traffic of an identity that reads, locks and removes repositories. */
export const REPOSITORY_RECORDING: Source = {
  confidence: "recorded",
  reference:
    "recording_sets_repository_properties.json, recording_deletes_repository_of_given_name.js of Azure/azure-sdk-for-js",
};

/** Microsoft's description of the registry's own API. */
export const REGISTRY_DATA: Source = {
  confidence: "documented",
  reference:
    "https://github.com/Azure/azure-rest-api-specs/tree/main/specification/containerregistry/data-plane",
};

/** The protocol of all registries. */
export const DISTRIBUTION: Source = {
  confidence: "documented",
  reference: "https://github.com/opencontainers/distribution-spec/blob/main/spec.md",
};

/** That Azure implements the protocol's referrers as they stand. */
export const REFERRERS: Source = {
  confidence: "documented",
  reference: "https://github.com/Azure/azure-rest-api-specs/pull/42612",
};

/** The emulator's own, not Azure's. */
export const OWN: Source = { confidence: "documented", reference: "emulator/README.md" };
