// The table of contents of the emulator: every request that it answers, by host.
import { ARM_ROUTES } from "../arm/routes";
import {
  addFaults,
  clearFaults,
  clearJournal,
  getBehaviours,
  getClock,
  getEnvironment,
  getJournal,
  getReady,
  patchBehaviours,
  postSettle,
  setClock,
} from "../control";
import {
  getNobody,
  getObjectsByIds,
  getServicePrincipal,
  listServicePrincipals,
  listUsers,
} from "../entra/graph";
import { getEndpoints, getInstance, getKeys, getOpenIdConfiguration } from "../entra/metadata";
import { issueToken } from "../entra/tokens";
import { WORKFLOW_CALL_ROUTES } from "../logic/logicApps";
import {
  getManifestAttributes,
  listManifestAttributes,
  patchManifestAttributes,
} from "../registry/attributes/manifests";
import {
  deleteRepository,
  getRepository,
  patchRepository,
} from "../registry/attributes/repository";
import {
  deleteTag,
  getTagAttributes,
  listTagAttributes,
  patchTagAttributes,
} from "../registry/attributes/tags";
import { deleteBlob, getBlob } from "../registry/blobs";
import { postRefreshToken } from "../registry/entraLogin";
import { getBase, listCatalog, listTags } from "../registry/lists";
import { getAccessToken, postAccessToken } from "../registry/login";
import { deleteManifest, getManifest, putManifestContent } from "../registry/manifests";
import { listReferrers } from "../registry/referrers";
import {
  appendUpload,
  cancelUpload,
  finishUpload,
  getUpload,
  startUpload,
} from "../registry/uploads";
import * as source from "../sources";
import {
  getDeletedSecret,
  listDeletedSecrets,
  purgeDeletedSecret,
  recoverDeletedSecret,
} from "../vault/deletedSecrets";
import { createKey, getKey, signWithKey } from "../vault/keys";
import {
  deleteSecret,
  getSecret,
  listSecrets,
  listVersions,
  patchSecret,
  setSecret,
} from "../vault/secrets";
import type { Route } from "./route";

export const METADATA_ROUTES: readonly Route[] = [
  ["GET", "/metadata/endpoints", getEndpoints, "Metadata_GetEndpoints", source.METADATA],
];

// biome-ignore format: one route a line, so that paths and names can be compared; the formatter makes seven lines of most
export const LOGIN_ROUTES: readonly Route[] = [
  ["GET", "/common/discovery/instance", getInstance, "Entra_GetInstance", source.ENTRA],
  ["GET", "/:tenant/v2.0/.well-known/openid-configuration", getOpenIdConfiguration, "Entra_GetOpenIdConfiguration", source.ENTRA],
  ["GET", "/:tenant/discovery/v2.0/keys", getKeys, "Entra_GetKeys", source.ENTRA],
  ["POST", "/:tenant/oauth2/v2.0/token", issueToken, "Entra_IssueToken", source.ENTRA],
];

// biome-ignore format: one route a line, so that paths and names can be compared; the formatter makes seven lines of most
export const GRAPH_ROUTES: readonly Route[] = [
  ["GET", "/v1.0/servicePrincipals", listServicePrincipals, "ServicePrincipals_List", source.GRAPH],
  ["GET", "/v1.0/servicePrincipals/:id", getServicePrincipal, "ServicePrincipals_Get", source.GRAPH],
  ["POST", "/v1.0/directoryObjects/getByIds", getObjectsByIds, "DirectoryObjects_GetByIds", source.GRAPH],
  ["GET", "/v1.0/users", listUsers, "Users_List", source.GRAPH],
  ["GET", "/v1.0/users/:id", getNobody, "Users_Get", source.GRAPH],
];

// biome-ignore format: one route a line, so that paths and names can be compared; the formatter makes seven lines of most
export const VAULT_ROUTES: readonly Route[] = [
  ["GET", "/secrets", listSecrets, "Secrets_List", source.VAULT_API],
  ["GET", "/secrets/:secret/versions", listVersions, "Secrets_ListVersions", source.VAULT_API],
  ["GET", "/secrets/:secret", getSecret, "Secrets_Get", source.VAULT_API],
  ["GET", "/secrets/:secret/:version", getSecret, "Secrets_GetVersion", source.VAULT_API],
  ["PUT", "/secrets/:secret", setSecret, "Secrets_Set", source.VAULT_API],
  ["PATCH", "/secrets/:secret", patchSecret, "Secrets_Update", source.VAULT_API],
  ["PATCH", "/secrets/:secret/:version", patchSecret, "Secrets_UpdateVersion", source.VAULT_API],
  ["DELETE", "/secrets/:secret", deleteSecret, "Secrets_Delete", source.SOFT_DELETE],
  ["GET", "/deletedsecrets", listDeletedSecrets, "DeletedSecrets_List", source.DELETED_SECRETS_RECORDING],
  ["GET", "/deletedsecrets/:secret", getDeletedSecret, "DeletedSecrets_Get", source.DELETED_SECRETS_RECORDING],
  ["POST", "/deletedsecrets/:secret/recover", recoverDeletedSecret, "DeletedSecrets_Recover", source.SOFT_DELETE],
  ["DELETE", "/deletedsecrets/:secret", purgeDeletedSecret, "DeletedSecrets_Purge", source.SOFT_DELETE],
  ["POST", "/keys/:key/create", createKey, "Keys_Create", source.VAULT_API],
  ["GET", "/keys/:key", getKey, "Keys_Get", source.VAULT_API],
  ["GET", "/keys/:key/:version", getKey, "Keys_GetVersion", source.VAULT_API],
  ["POST", "/keys/:key/:version/sign", signWithKey, "Keys_Sign", source.VAULT_API],
];

// biome-ignore format: one route a line, so that paths and names can be compared; the formatter makes seven lines of most
export const REGISTRY_ROUTES: readonly Route[] = [
  ["GET", "/oauth2/token", getAccessToken, "AccessTokens_Get", source.REGISTRY_LOGIN],
  ["POST", "/oauth2/token", postAccessToken, "AccessTokens_Post", source.REGISTRY_LOGIN],
  ["POST", "/oauth2/exchange", postRefreshToken, "RefreshTokens_Post", source.CATALOG_RECORDING],
  ["GET", "/acr/v1/_catalog", listCatalog, "Repositories_ListAcr", source.CATALOG_RECORDING],
  ["GET", "/acr/v1/:name+/_tags", listTagAttributes, "Tags_ListAttributes", source.TAG_RECORDING],
  ["GET", "/acr/v1/:name+/_tags/:tag", getTagAttributes, "Tags_GetAttributes", source.TAG_RECORDING],
  ["PATCH", "/acr/v1/:name+/_tags/:tag", patchTagAttributes, "Tags_UpdateAttributes", source.REGISTRY_DATA],
  ["DELETE", "/acr/v1/:name+/_tags/:tag", deleteTag, "Tags_Delete", source.TAG_RECORDING],
  ["GET", "/acr/v1/:name+/_manifests", listManifestAttributes, "Manifests_ListAttributes", source.MANIFEST_RECORDING],
  ["GET", "/acr/v1/:name+/_manifests/:digest", getManifestAttributes, "Manifests_GetAttributes", source.MANIFEST_RECORDING],
  ["PATCH", "/acr/v1/:name+/_manifests/:digest", patchManifestAttributes, "Manifests_UpdateAttributes", source.MANIFEST_RECORDING],
  ["GET", "/acr/v1/:name+", getRepository, "Repositories_GetAttributes", source.REPOSITORY_RECORDING],
  ["PATCH", "/acr/v1/:name+", patchRepository, "Repositories_UpdateAttributes", source.REPOSITORY_RECORDING],
  ["DELETE", "/acr/v1/:name+", deleteRepository, "Repositories_Delete", source.REPOSITORY_RECORDING],
  ["GET", "/v2/", getBase, "Registry_CheckVersion", source.REGISTRY_LOGIN],
  ["GET", "/v2/_catalog", listCatalog, "Repositories_List", source.CATALOG],
  ["GET", "/v2/:name+/tags/list", listTags, "Tags_List", source.DISTRIBUTION],
  ["GET", "/v2/:name+/manifests/:reference", getManifest, "Manifests_Get", source.DISTRIBUTION],
  ["HEAD", "/v2/:name+/manifests/:reference", getManifest, "Manifests_Head", source.DISTRIBUTION],
  ["PUT", "/v2/:name+/manifests/:reference", putManifestContent, "Manifests_Put", source.DISTRIBUTION],
  ["DELETE", "/v2/:name+/manifests/:reference", deleteManifest, "Manifests_Delete", source.DISTRIBUTION],
  ["GET", "/v2/:name+/referrers/:digest", listReferrers, "Referrers_List", source.REFERRERS],
  ["POST", "/v2/:name+/blobs/uploads/", startUpload, "Uploads_Start", source.DISTRIBUTION],
  ["GET", "/v2/:name+/blobs/uploads/:upload", getUpload, "Uploads_Get", source.DISTRIBUTION],
  ["PATCH", "/v2/:name+/blobs/uploads/:upload", appendUpload, "Uploads_Append", source.DISTRIBUTION],
  ["PUT", "/v2/:name+/blobs/uploads/:upload", finishUpload, "Uploads_Finish", source.DISTRIBUTION],
  ["DELETE", "/v2/:name+/blobs/uploads/:upload", cancelUpload, "Uploads_Cancel", source.DISTRIBUTION],
  ["GET", "/v2/:name+/blobs/:digest", getBlob, "Blobs_Get", source.DISTRIBUTION],
  ["HEAD", "/v2/:name+/blobs/:digest", getBlob, "Blobs_Head", source.DISTRIBUTION],
  ["DELETE", "/v2/:name+/blobs/:digest", deleteBlob, "Blobs_Delete", source.DISTRIBUTION],
];

export const CONTROL_ROUTES: readonly Route[] = [
  ["GET", "/_emulator/ready", getReady, "Control_GetReady", source.OWN],
  ["GET", "/_emulator/environment", getEnvironment, "Control_GetEnvironment", source.OWN],
  ["GET", "/_emulator/journal", getJournal, "Control_GetJournal", source.OWN],
  ["DELETE", "/_emulator/journal", clearJournal, "Control_ClearJournal", source.OWN],
  ["GET", "/_emulator/clock", getClock, "Control_GetClock", source.OWN],
  ["PUT", "/_emulator/clock", setClock, "Control_SetClock", source.OWN],
  ["POST", "/_emulator/settle", postSettle, "Control_Settle", source.OWN],
  ["POST", "/_emulator/faults", addFaults, "Control_AddFaults", source.OWN],
  ["DELETE", "/_emulator/faults", clearFaults, "Control_ClearFaults", source.OWN],
  ["GET", "/_emulator/behaviours", getBehaviours, "Control_GetBehaviours", source.OWN],
  ["PATCH", "/_emulator/behaviours", patchBehaviours, "Control_PatchBehaviours", source.OWN],
];

/** The routes of each kind of host, for the coverage table of the README. */
export const ROUTES: Readonly<Record<string, readonly Route[]>> = {
  "metadata and Entra": [...METADATA_ROUTES, ...LOGIN_ROUTES],
  "Microsoft Graph": GRAPH_ROUTES,
  "Azure Resource Manager": ARM_ROUTES,
  "a workflow's own URLs": WORKFLOW_CALL_ROUTES,
  "a vault": VAULT_ROUTES,
  "a registry": REGISTRY_ROUTES,
  "the emulator itself": CONTROL_ROUTES,
};
