// The table of the resource types that the stand-in knows; a further type is one more row.
//
// Paths, names and limits: Azure/azure-rest-api-specs; which api-version and which properties are flattened:
// @pulumi/azure-native 3.28.0 (both documented).
import type { PathParameter, Properties, Property, ResourceType } from "./resourceType";
import { SYNC_TYPES } from "./syncTypes";

const string: Property = { type: "string" };
const integer: Property = { type: "integer" };
const boolean: Property = { type: "boolean" };
const strings: Property = { type: "list" };
const readOnly = { type: "string", readOnly: true } as const;

const resourceGroupName: PathParameter = { minLength: 1, maxLength: 90 };
const registryName: PathParameter = { pattern: /^[a-zA-Z0-9]*$/, minLength: 5, maxLength: 50 };
const vaultName: PathParameter = { pattern: /^[a-zA-Z0-9-]{3,24}$/ };

const GROUP = "/subscriptions/{subscriptionId}/resourceGroups/{resourceGroupName}";
const REGISTRY = `${GROUP}/providers/Microsoft.ContainerRegistry/registries/{registryName}`;
const VAULT = `${GROUP}/providers/Microsoft.KeyVault/vaults/{vaultName}`;

const nameAndType: Properties = { name: readOnly, type: readOnly };
const systemData: Property = { type: "map", readOnly: true };
const provisioned: Properties = { creationDate: readOnly, provisioningState: readOnly };

/** Resource types by their token in a Pulumi program. */
export const RESOURCE_TYPES: Readonly<Record<string, ResourceType>> = {
  ...SYNC_TYPES,

  "azure-native:authorization:RoleAssignment": {
    apiVersion: "2022-04-01",
    path: "/{scope}/providers/Microsoft.Authorization/roleAssignments/{roleAssignmentName}",
    parameters: { scope: { isPath: true }, roleAssignmentName: { autoName: "uuid" } },
    topLevel: nameAndType,
    flattened: {
      principalId: { ...string, required: true, replaces: true },
      roleDefinitionId: { ...string, required: true },
      principalType: { ...string, defaultValue: "User" },
      description: string,
      condition: string,
      conditionVersion: string,
      delegatedManagedIdentityResourceId: string,
      scope: readOnly,
      createdBy: readOnly,
      createdOn: readOnly,
      updatedBy: readOnly,
      updatedOn: readOnly,
    },
    longRunning: false,
    deletedBy: "arm",
  },

  "azure-native:containerregistry:ScopeMap": {
    apiVersion: "2024-11-01-preview",
    path: `${REGISTRY}/scopeMaps/{scopeMapName}`,
    parameters: {
      resourceGroupName,
      registryName,
      scopeMapName: {
        pattern: /^[a-zA-Z0-9-_]*$/,
        minLength: 5,
        maxLength: 50,
        autoName: "logicalName",
      },
    },
    topLevel: { ...nameAndType, systemData },
    flattened: { description: string, actions: { ...strings, required: true }, ...provisioned },
    longRunning: true,
    deletedBy: "arm",
  },

  "azure-native:containerregistry:Token": {
    apiVersion: "2024-11-01-preview",
    path: `${REGISTRY}/tokens/{tokenName}`,
    parameters: {
      resourceGroupName,
      registryName,
      tokenName: {
        pattern: /^[a-zA-Z0-9-]*$/,
        minLength: 5,
        maxLength: 50,
        autoName: "logicalName",
      },
    },
    topLevel: { ...nameAndType, systemData },
    flattened: {
      scopeMapId: string,
      status: string,
      credentials: {
        type: "object",
        fields: {
          passwords: {
            type: "list",
            fields: { creationTime: string, expiry: string, name: string, value: readOnly },
          },
          certificates: {
            type: "list",
            fields: {
              name: string,
              expiry: string,
              thumbprint: string,
              encodedPemCertificate: string,
            },
          },
        },
      },
      ...provisioned,
    },
    longRunning: true,
    deletedBy: "arm",
  },

  "azure-native:keyvault:Secret": {
    apiVersion: "2024-11-01",
    path: `${VAULT}/secrets/{secretName}`,
    parameters: {
      resourceGroupName,
      vaultName,
      secretName: { pattern: /^[a-zA-Z0-9-]{1,127}$/, autoName: "logicalName" },
    },
    topLevel: {
      ...nameAndType,
      location: readOnly,
      tags: { type: "map" },
      properties: {
        type: "object",
        required: true,
        fields: {
          value: string,
          contentType: string,
          attributes: {
            type: "object",
            fields: {
              enabled: boolean,
              notBefore: { ...integer, apiName: "nbf" },
              expires: { ...integer, apiName: "exp" },
              created: { ...integer, readOnly: true },
              updated: { ...integer, readOnly: true },
            },
          },
          secretUri: readOnly,
          secretUriWithVersion: readOnly,
        },
      },
    },
    longRunning: false,
    deletedBy: "vault",
  },
};
