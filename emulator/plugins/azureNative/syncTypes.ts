// The rows of the resource types that a customer's sync is made of.
//
// Paths, names and limits: Azure/azure-rest-api-specs; which api-version and which properties are flattened:
// @pulumi/azure-native 3.28.0 (both documented).
import type { Properties, Property, ResourceType } from "./resourceType";

const string: Property = { type: "string" };
const integer: Property = { type: "integer" };
const boolean: Property = { type: "boolean" };
const strings: Property = { type: "list" };
const map: Property = { type: "map" };
const readOnly = { type: "string", readOnly: true } as const;

const GROUP = "/subscriptions/{subscriptionId}/resourceGroups/{resourceGroupName}";
const resourceGroupName = { minLength: 1, maxLength: 90 } as const;
const nameAndType: Properties = { name: readOnly, type: readOnly };

/** A program does not set it, but another one replaces the resource. */
const location: Property = { ...string, replaces: true };

const callers: Property = {
  type: "object",
  fields: {
    allowedCallerIpAddresses: { type: "list", fields: { addressRange: string } },
    openAuthenticationPolicies: { type: "object", fields: { policies: map } },
  },
};

const reference: Property = { type: "object", fields: { id: string } };

const metricCriterion: Properties = {
  criterionType: { ...string, required: true },
  name: { ...string, required: true },
  metricName: { ...string, required: true },
  metricNamespace: string,
  operator: { ...string, required: true },
  threshold: { ...integer, required: true },
  timeAggregation: { ...string, required: true },
  skipMetricValidation: boolean,
  dimensions: { type: "list", fields: { name: string, operator: string, values: strings } },
};

const permissions: Properties = {
  keys: strings,
  secrets: strings,
  certificates: strings,
  storage: strings,
};

/** Resource types by their token in a Pulumi program. */
export const SYNC_TYPES: Readonly<Record<string, ResourceType>> = {
  "azure-native:logic:Workflow": {
    apiVersion: "2019-05-01",
    path: `${GROUP}/providers/Microsoft.Logic/workflows/{workflowName}`,
    parameters: { resourceGroupName, workflowName: { pattern: /^[\w.()-]{1,80}$/ } },
    topLevel: {
      ...nameAndType,
      location,
      tags: map,
      identity: {
        type: "object",
        fields: {
          type: { ...string, required: true },
          userAssignedIdentities: strings,
          principalId: readOnly,
          tenantId: readOnly,
        },
      },
    },
    flattened: {
      // Whatever stands in them goes to Azure as it is.
      definition: map,
      parameters: map,
      state: string,
      accessControl: {
        type: "object",
        fields: {
          triggers: callers,
          contents: callers,
          actions: callers,
          workflowManagement: callers,
        },
      },
      endpointsConfiguration: { type: "object", fields: { workflow: map, connector: map } },
      integrationAccount: reference,
      integrationServiceEnvironment: reference,
      accessEndpoint: readOnly,
      changedTime: readOnly,
      createdTime: readOnly,
      provisioningState: readOnly,
      sku: { type: "map", readOnly: true },
      version: readOnly,
    },
    longRunning: false,
    deletedBy: "arm",
  },

  "azure-native:authorization:RoleDefinition": {
    apiVersion: "2022-05-01-preview",
    path: "/{scope}/providers/Microsoft.Authorization/roleDefinitions/{roleDefinitionId}",
    parameters: { scope: { isPath: true }, roleDefinitionId: { autoName: "uuid" } },
    topLevel: nameAndType,
    flattened: {
      roleName: string,
      roleType: { ...string, apiName: "type" },
      description: string,
      assignableScopes: strings,
      permissions: {
        type: "list",
        fields: {
          actions: strings,
          notActions: strings,
          dataActions: strings,
          notDataActions: strings,
        },
      },
      createdBy: readOnly,
      createdOn: readOnly,
      updatedBy: readOnly,
      updatedOn: readOnly,
      systemData: { type: "map", readOnly: true },
    },
    longRunning: false,
    deletedBy: "arm",
  },

  "azure-native:keyvault:AccessPolicy": {
    apiVersion: "2024-11-01",
    path: `${GROUP}/providers/Microsoft.KeyVault/vaults/{vaultName}/accessPolicy/{policy.objectId}`,
    parameters: { resourceGroupName, vaultName: { pattern: /^[a-zA-Z0-9-]{3,24}$/ } },
    topLevel: {
      resourceGroupName: string,
      vaultName: string,
      policy: {
        type: "object",
        required: true,
        fields: {
          tenantId: { ...string, required: true },
          objectId: { ...string, required: true, replaces: true },
          applicationId: string,
          permissions: { type: "object", required: true, fields: permissions },
        },
      },
    },
    longRunning: false,
    deletedBy: "accessPolicies",
  },

  "azure-native:monitor:MetricAlert": {
    apiVersion: "2018-03-01",
    path: `${GROUP}/providers/Microsoft.Insights/metricAlerts/{ruleName}`,
    parameters: { resourceGroupName, ruleName: { pattern: /^[^#<>%&:\\?/{}*]{1,260}$/ } },
    topLevel: { ...nameAndType, location: { ...location, required: true }, tags: map },
    flattened: {
      description: string,
      enabled: { ...boolean, required: true },
      severity: { ...integer, required: true },
      scopes: { ...strings, required: true },
      evaluationFrequency: { ...string, required: true },
      windowSize: { ...string, required: true },
      targetResourceType: string,
      targetResourceRegion: string,
      criteria: {
        type: "object",
        required: true,
        fields: {
          odataType: { ...string, apiName: "odata.type", required: true },
          allOf: { type: "list", fields: metricCriterion },
        },
      },
      actions: { type: "list", fields: { actionGroupId: string, webHookProperties: map } },
      autoMitigate: boolean,
      isMigrated: { ...boolean, readOnly: true },
      lastUpdatedTime: readOnly,
    },
    longRunning: false,
    deletedBy: "arm",
  },
};
