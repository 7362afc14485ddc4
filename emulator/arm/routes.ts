// The requests to Azure Resource Manager that the emulator answers; the part of the route table that is about it.

import type { Route } from "../http/route";
import { WORKFLOW_ROUTES } from "../logic/logicApps";
import * as source from "../sources";
import {
  deleteConnectedRegistry,
  deleteExportPipeline,
  deleteReplication,
  listConnectedRegistries,
  listExportPipelines,
  listReplications,
  putConnectedRegistry,
  putExportPipeline,
  putReplication,
} from "./copies";
import { generateCredentials } from "./credentials";
import { importImage } from "./import/importImage";
import { deleteMetricAlert, getMetricAlert, putMetricAlert } from "./metricAlerts";
import { getOperationResult, getOperationStatus } from "./operations";
import { listOperations } from "./providerOperations";
import { getProvider, registerProvider } from "./providers";
import {
  getRegistry,
  listAllRegistries,
  listRegistries,
  patchRegistry,
  putRegistry,
} from "./registries";
import { checkRegistryName, listCredentials, listUsages } from "./registryActions";
import { listGroupResources, listResources } from "./resourceList";
import {
  deleteRoleAssignment,
  getRoleAssignment,
  listRoleAssignments,
  putRoleAssignment,
} from "./roles/roleAssignments";
import {
  deleteRoleDefinition,
  getRoleDefinition,
  listRoleDefinitions,
  putRoleDefinition,
} from "./roles/roleDefinitions";
import {
  deleteScopeMap,
  getScopeMap,
  listScopeMaps,
  patchScopeMap,
  putScopeMap,
} from "./scopeMaps";
import {
  getResourceGroup,
  getSubscription,
  headResourceGroup,
  listResourceGroups,
  listSubscriptions,
  listTenants,
} from "./subscriptions";
import { deleteToken, getToken, listTokens, patchToken, putToken } from "./tokens";
import { putAccessPolicies } from "./vaults/accessPolicies";
import {
  getVaultSecret,
  listVaultSecrets,
  patchVaultSecret,
  putVaultSecret,
} from "./vaults/secrets";
import {
  deleteVault,
  getDeletedVault,
  listDeletedVaults,
  listHsms,
  purgeDeletedVault,
} from "./vaults/vaultDeletion";
import { getVault, listAllVaults, listVaults, patchVault, putVault } from "./vaults/vaults";
import { getCallbackConfig, listEvents, pingWebhook } from "./webhookActions";
import { deleteWebhook, getWebhook, listWebhooks, patchWebhook, putWebhook } from "./webhooks";

const SUBSCRIPTION = "/subscriptions/:subscription";
const GROUP = `${SUBSCRIPTION}/resourceGroups/:group`;
const ACR = "providers/Microsoft.ContainerRegistry";
const REGISTRY = `${GROUP}/${ACR}/registries/:registry`;
const ROLES = "/:scope+/providers/Microsoft.Authorization/roleAssignments";
const DEFINITIONS = "providers/Microsoft.Authorization/roleDefinitions";
const METRIC_ALERT = `${GROUP}/providers/Microsoft.Insights/metricAlerts/:rule`;
const KEY_VAULT = "providers/Microsoft.KeyVault";
const VAULT = `${GROUP}/${KEY_VAULT}/vaults/:vault`;
const DELETED_VAULT = `${SUBSCRIPTION}/${KEY_VAULT}/locations/:location/deletedVaults/:vault`;

/** Registries with their tokens, vaults with their secrets, workflows, roles, and what clients ask for on the way there. */
// biome-ignore format: one route a line, so that paths and names can be compared; the formatter makes seven lines of most
export const ARM_ROUTES: readonly Route[] = [
  ["GET", "/tenants", listTenants, "Tenants_List", source.RESOURCE_MANAGER],
  ["GET", "/subscriptions", listSubscriptions, "Subscriptions_List", source.RESOURCE_MANAGER],
  ["GET", SUBSCRIPTION, getSubscription, "Subscriptions_Get", source.RESOURCE_MANAGER],
  ["GET", `${SUBSCRIPTION}/resources`, listResources, "Resources_List", source.RESOURCE_MANAGER],
  ["GET", `${SUBSCRIPTION}/resourceGroups`, listResourceGroups, "ResourceGroups_List", source.RESOURCE_MANAGER],
  ["GET", GROUP, getResourceGroup, "ResourceGroups_Get", source.RESOURCE_MANAGER],
  ["HEAD", GROUP, headResourceGroup, "ResourceGroups_CheckExistence", source.RESOURCE_MANAGER],
  ["GET", `${GROUP}/resources`, listGroupResources, "Resources_ListByResourceGroup", source.RESOURCE_MANAGER],
  ["GET", `${SUBSCRIPTION}/providers/:namespace`, getProvider, "Providers_Get", source.RESOURCE_MANAGER],
  ["POST", `${SUBSCRIPTION}/providers/:namespace/register`, registerProvider, "Providers_Register", source.RESOURCE_MANAGER],

  ["GET", METRIC_ALERT, getMetricAlert, "MetricAlerts_Get", source.METRIC_ALERTS],
  ["PUT", METRIC_ALERT, putMetricAlert, "MetricAlerts_CreateOrUpdate", source.METRIC_ALERTS],
  ["DELETE", METRIC_ALERT, deleteMetricAlert, "MetricAlerts_Delete", source.METRIC_ALERTS],

  ["GET", `/${ACR}/operations`, listOperations, "ProviderOperations_List", source.REGISTRY_API],
  ["GET", `${SUBSCRIPTION}/${ACR}/registries`, listAllRegistries, "Registries_List", source.REGISTRY_API],
  ["GET", `${GROUP}/${ACR}/registries`, listRegistries, "Registries_ListByResourceGroup", source.REGISTRY_API],
  ["GET", REGISTRY, getRegistry, "Registries_Get", source.REGISTRY_API],
  ["PUT", REGISTRY, putRegistry, "Registries_Create", source.REGISTRY_API],
  ["PATCH", REGISTRY, patchRegistry, "Registries_Update", source.REGISTRY_API],
  ["POST", `${SUBSCRIPTION}/${ACR}/checkNameAvailability`, checkRegistryName, "Registries_CheckNameAvailability", source.REGISTRY_API],
  ["GET", `${REGISTRY}/listUsages`, listUsages, "Registries_ListUsages", source.REGISTRY_API],
  ["POST", `${REGISTRY}/listCredentials`, listCredentials, "Registries_ListCredentials", source.REGISTRY_API],
  ["POST", `${REGISTRY}/generateCredentials`, generateCredentials, "Registries_GenerateCredentials", source.TOKEN_RECORDING],

  ["GET", `${REGISTRY}/scopeMaps`, listScopeMaps, "ScopeMaps_List", source.REGISTRY_API],
  ["GET", `${REGISTRY}/scopeMaps/:scopeMap`, getScopeMap, "ScopeMaps_Get", source.TOKEN_RECORDING],
  ["PUT", `${REGISTRY}/scopeMaps/:scopeMap`, putScopeMap, "ScopeMaps_Create", source.TOKEN_RECORDING],
  ["PATCH", `${REGISTRY}/scopeMaps/:scopeMap`, patchScopeMap, "ScopeMaps_Update", source.TOKEN_RECORDING],
  ["DELETE", `${REGISTRY}/scopeMaps/:scopeMap`, deleteScopeMap, "ScopeMaps_Delete", source.DELETION],

  ["GET", `${REGISTRY}/tokens`, listTokens, "Tokens_List", source.REGISTRY_API],
  ["GET", `${REGISTRY}/tokens/:token`, getToken, "Tokens_Get", source.TOKEN_RECORDING],
  ["PUT", `${REGISTRY}/tokens/:token`, putToken, "Tokens_Create", source.TOKEN_RECORDING],
  ["PATCH", `${REGISTRY}/tokens/:token`, patchToken, "Tokens_Update", source.TOKEN_COMMANDS],
  ["DELETE", `${REGISTRY}/tokens/:token`, deleteToken, "Tokens_Delete", source.DELETION],

  ["GET", `${REGISTRY}/connectedRegistries`, listConnectedRegistries, "ConnectedRegistries_List", source.REGISTRY_API],
  ["PUT", `${REGISTRY}/connectedRegistries/:name`, putConnectedRegistry, "ConnectedRegistries_Create", source.TOKEN_RECORDING],
  ["DELETE", `${REGISTRY}/connectedRegistries/:name`, deleteConnectedRegistry, "ConnectedRegistries_Delete", source.DELETION],
  ["GET", `${REGISTRY}/exportPipelines`, listExportPipelines, "ExportPipelines_List", source.PIPELINES],
  ["PUT", `${REGISTRY}/exportPipelines/:name`, putExportPipeline, "ExportPipelines_Create", source.PIPELINES],
  ["DELETE", `${REGISTRY}/exportPipelines/:name`, deleteExportPipeline, "ExportPipelines_Delete", source.DELETION],

  ["GET", `${REGISTRY}/:kind/:name/operationStatuses/:operation`, getOperationStatus, "Operations_GetStatus", source.TOKEN_RECORDING],
  ["GET", `${SUBSCRIPTION}/${ACR}/locations/:location/operationResults/:operation`, getOperationResult, "Operations_GetResult", source.TOKEN_RECORDING],

  ["POST", `${REGISTRY}/importImage`, importImage, "Registries_ImportImage", source.IMPORT_RECORDING],
  ["GET", `${REGISTRY}/replications`, listReplications, "Replications_List", source.REGISTRY_API],
  ["PUT", `${REGISTRY}/replications/:name`, putReplication, "Replications_Create", source.REGISTRY_API],
  ["DELETE", `${REGISTRY}/replications/:name`, deleteReplication, "Replications_Delete", source.REGISTRY_API],
  ["GET", `${REGISTRY}/webhooks`, listWebhooks, "Webhooks_List", source.REGISTRY_API],
  ["GET", `${REGISTRY}/webhooks/:webhook`, getWebhook, "Webhooks_Get", source.WEBHOOK_RECORDING],
  ["PUT", `${REGISTRY}/webhooks/:webhook`, putWebhook, "Webhooks_Create", source.WEBHOOK_RECORDING],
  ["PATCH", `${REGISTRY}/webhooks/:webhook`, patchWebhook, "Webhooks_Update", source.REGISTRY_API],
  ["DELETE", `${REGISTRY}/webhooks/:webhook`, deleteWebhook, "Webhooks_Delete", source.REGISTRY_API],
  ["POST", `${REGISTRY}/webhooks/:webhook/ping`, pingWebhook, "Webhooks_Ping", source.REGISTRY_API],
  ["POST", `${REGISTRY}/webhooks/:webhook/listEvents`, listEvents, "Webhooks_ListEvents", source.REGISTRY_API],
  ["POST", `${REGISTRY}/webhooks/:webhook/getCallbackConfig`, getCallbackConfig, "Webhooks_GetCallbackConfig", source.REGISTRY_API],
  ["GET", `${SUBSCRIPTION}/${KEY_VAULT}/vaults`, listAllVaults, "Vaults_ListBySubscription", source.VAULT_MANAGEMENT],
  ["GET", `${GROUP}/${KEY_VAULT}/vaults`, listVaults, "Vaults_ListByResourceGroup", source.VAULT_MANAGEMENT],
  ["GET", VAULT, getVault, "Vaults_Get", source.VAULT_MANAGEMENT],
  ["PUT", VAULT, putVault, "Vaults_CreateOrUpdate", source.VAULT_MANAGEMENT],
  ["PATCH", VAULT, patchVault, "Vaults_Update", source.VAULT_MANAGEMENT],
  ["DELETE", VAULT, deleteVault, "Vaults_Delete", source.VAULT_MANAGEMENT],
  ["PUT", `${VAULT}/accessPolicies/:kind`, putAccessPolicies, "Vaults_UpdateAccessPolicy", source.VAULT_MANAGEMENT],
  ["GET", `${SUBSCRIPTION}/${KEY_VAULT}/deletedVaults`, listDeletedVaults, "Vaults_ListDeleted", source.VAULT_MANAGEMENT],
  ["GET", `${SUBSCRIPTION}/${KEY_VAULT}/managedHSMs`, listHsms, "ManagedHsms_ListBySubscription", source.VAULT_MANAGEMENT],
  ["GET", `${SUBSCRIPTION}/${KEY_VAULT}/deletedManagedHSMs`, listHsms, "ManagedHsms_ListDeleted", source.VAULT_MANAGEMENT],
  ["GET", DELETED_VAULT, getDeletedVault, "Vaults_GetDeleted", source.VAULT_MANAGEMENT],
  ["POST", `${DELETED_VAULT}/purge`, purgeDeletedVault, "Vaults_PurgeDeleted", source.VAULT_MANAGEMENT],
  ["GET", `${VAULT}/secrets`, listVaultSecrets, "VaultSecrets_List", source.VAULT_MANAGEMENT],
  ["GET", `${VAULT}/secrets/:secret`, getVaultSecret, "VaultSecrets_Get", source.VAULT_MANAGEMENT],
  ["PUT", `${VAULT}/secrets/:secret`, putVaultSecret, "VaultSecrets_CreateOrUpdate", source.VAULT_MANAGEMENT],
  ["PATCH", `${VAULT}/secrets/:secret`, patchVaultSecret, "VaultSecrets_Update", source.VAULT_MANAGEMENT],

  ...WORKFLOW_ROUTES,

  ["GET", `/${DEFINITIONS}`, listRoleDefinitions, "RoleDefinitions_List", source.ROLE_API],
  ["GET", `/${DEFINITIONS}/:role`, getRoleDefinition, "RoleDefinitions_GetById", source.ROLE_API],
  ["GET", `/:scope+/${DEFINITIONS}`, listRoleDefinitions, "RoleDefinitions_ListForScope", source.ROLE_RECORDING],
  ["GET", `/:scope+/${DEFINITIONS}/:role`, getRoleDefinition, "RoleDefinitions_Get", source.ROLE_API],
  ["PUT", `/:scope+/${DEFINITIONS}/:role`, putRoleDefinition, "RoleDefinitions_CreateOrUpdate", source.ROLE_API],
  ["DELETE", `/:scope+/${DEFINITIONS}/:role`, deleteRoleDefinition, "RoleDefinitions_Delete", source.ROLE_API],
  ["GET", ROLES, listRoleAssignments, "RoleAssignments_ListForScope", source.ROLE_RECORDING],
  ["GET", `${ROLES}/:assignment`, getRoleAssignment, "RoleAssignments_Get", source.ROLE_API],
  ["PUT", `${ROLES}/:assignment`, putRoleAssignment, "RoleAssignments_Create", source.ROLE_RECORDING],
  ["DELETE", `${ROLES}/:assignment`, deleteRoleAssignment, "RoleAssignments_Delete", source.ROLE_RECORDING],
];
