// What the provider of registries can do: the actions of which roles are made, with Microsoft's own words.
import type { Reply } from "../http/reply";
import type { Request } from "../http/request";
import type { World } from "../world/world";
import { listPage } from "./resources";

/**
 * GET /providers/Microsoft.ContainerRegistry/operations: those of Azure's some 150 that the emulator has requests for.
 *
 * Any access token is enough, which is assumed: Reader needs no role for it.
 */
export function listOperations(request: Request, world: World): Reply {
  return listPage(request, world, OPERATIONS, ([name, description, isDataAction = false]) => ({
    name: `${PROVIDER}/${name}`,
    isDataAction,
    display: { provider: "Microsoft Container Registry", resource: resourceOf(name), description },
  }));
}

const PROVIDER = "Microsoft.ContainerRegistry";

function resourceOf(name: string): string {
  return name.split("/").slice(0, -1).join("/");
}

type Operation = readonly [name: string, description: string, isDataAction?: true];

/** https://learn.microsoft.com/azure/role-based-access-control/permissions/containers#microsoftcontainerregistry */
// biome-ignore format: one operation a line, as on that page; the formatter makes four lines of the longer ones
const OPERATIONS: readonly Operation[] = [
  ["checkNameAvailability/read", "Checks whether the container registry name is available for use."],
  ["locations/operationResults/read", "Gets an async operation result"],
  ["operations/read", "Lists all of the available Azure Container Registry REST API operations"],
  ["register/action", "Registers the subscription for the container registry resource provider and enables the creation of container registries."],
  ["registries/read", "Gets the properties of the specified container registry or lists all the container registries under the specified resource group or subscription."],
  ["registries/write", "Creates or updates a container registry with the specified parameters."],
  ["registries/listCredentials/action", "Lists the login credentials for the specified container registry."],
  ["registries/generateCredentials/action", "Generate keys for a token of a specified container registry."],
  ["registries/listUsages/read", "Lists the quota usages for the specified container registry."],
  ["registries/artifacts/delete", "Delete artifact in a container registry."],
  ["registries/pull/read", "Pull or Get images from a container registry."],
  ["registries/push/write", "Push or Write images to a container registry."],
  ["registries/scopeMaps/read", "Gets the properties of the specified scope map or lists all the scope maps for the specified container registry."],
  ["registries/scopeMaps/write", "Creates or updates a scope map for a container registry with the specified parameters."],
  ["registries/scopeMaps/delete", "Deletes a scope map from a container registry."],
  ["registries/scopeMaps/operationStatuses/read", "Gets a scope map async operation status."],
  ["registries/tokens/read", "Gets the properties of the specified token or lists all the tokens for the specified container registry."],
  ["registries/tokens/write", "Creates or updates a token for a container registry with the specified parameters."],
  ["registries/tokens/delete", "Deletes a token from a container registry."],
  ["registries/tokens/operationStatuses/read", "Gets a token async operation status."],
  ["registries/catalog/read", "List repositories in a container registry.", true],
  ["registries/importImage/action", "Import Image to container registry with the specified parameters."],
  ["registries/replications/read", "Gets the properties of the specified replication or lists all the replications for the specified container registry."],
  ["registries/replications/write", "Creates or updates a replication for a container registry with the specified parameters."],
  ["registries/replications/delete", "Deletes a replication from a container registry."],
  ["registries/webhooks/read", "Gets the properties of the specified webhook or lists all the webhooks for the specified container registry."],
  ["registries/webhooks/write", "Creates or updates a webhook for a container registry with the specified parameters."],
  ["registries/webhooks/delete", "Deletes a webhook from a container registry."],
  ["registries/webhooks/getCallbackConfig/action", "Gets the configuration of service URI and custom headers for the webhook."],
  ["registries/webhooks/ping/action", "Triggers a ping event to be sent to the webhook."],
  ["registries/webhooks/listEvents/action", "Lists recent events for the specified webhook."],
  ["registries/repositories/content/read", "Pull or Get images from a container registry.", true],
  ["registries/repositories/content/write", "Push or Write images to a container registry.", true],
  ["registries/repositories/content/delete", "Delete artifact in a container registry.", true],
  ["registries/repositories/metadata/read", "Gets the metadata of a specific repository for a container registry", true],
  ["registries/repositories/metadata/write", "Updates the metadata of a repository for a container registry", true],
];
