// The definition of the published pattern for copying images by webhook and importImage, word for word.

/** Its addresses and credentials are those of the page; only `uri` and `registryUri` need to be replaced. */
export const PUBLISHED_RECIPE = {
  $schema:
    "https://schema.management.azure.com/providers/Microsoft.Logic/schemas/2016-06-01/workflowdefinition.json#",
  actions: {
    HTTP: {
      inputs: {
        authentication: {
          audience: "https://management.azure.com",
          type: "ManagedServiceIdentity",
        },
        body: {
          mode: "Force",
          source: {
            credentials: { password: "VENDORS-ACR-PASSWORD", username: "VENDORS-ACR-USERNAME" },
            registryUri: "VENDORS-ACR-NAME.azurecr.io",
            sourceImage:
              "@{triggerBody()?['target']?['repository']}:@{triggerBody()?['target']?['tag']}",
          },
          targetTags: [
            "@{triggerBody()?['target']?['repository']}:@{triggerBody()?['target']?['tag']}",
          ],
          untaggedTargetRepositories: [],
        },
        method: "POST",
        queries: { "api-version": "2019-05-01" },
        uri: "https://management.azure.com/subscriptions/CUSTOMERS-SUBSCRIPTION/resourceGroups/CUSTOMERS-ACR-RESOURCE-GROUP/providers/Microsoft.ContainerRegistry/registries/CUSTOMERS-ACR-NAME/importImage",
      },
      runAfter: { Response: ["Succeeded"] },
      type: "Http",
    },
    Response: {
      inputs: { statusCode: 200 },
      kind: "Http",
      runAfter: {},
      type: "Response",
    },
  },
  contentVersion: "1.0.0.0",
  outputs: {},
  parameters: {},
  triggers: {
    manual: {
      inputs: {
        schema: {
          properties: {
            action: { type: "string" },
            id: { type: "string" },
            request: {
              properties: {
                host: { type: "string" },
                id: { type: "string" },
                method: { type: "string" },
                useragent: { type: "string" },
              },
              type: "object",
            },
            target: {
              properties: {
                digest: { type: "string" },
                length: { type: "integer" },
                mediaType: { type: "string" },
                repository: { type: "string" },
                size: { type: "integer" },
                tag: { type: "string" },
              },
              type: "object",
            },
            timestamp: { type: "string" },
          },
          type: "object",
        },
      },
      kind: "Http",
      type: "Request",
    },
  },
} as const;
