// What a registry's webhooks have sent and what was answered, and a trial; nothing here holds an address or a header.

import type { Event } from "@azure/arm-containerregistry";
import { allPages, unusable } from "../allPages";
import { AzureError, azureError, REGISTRY_ROLE } from "../azureError";
import type { Cloud } from "../cloud";
import { fieldAt } from "../jsonAnswer";
import { registryManagement } from "../registryManagement";
import { parseRegistryId } from "../tokens/tokenId";

/** An event that a webhook has sent, once: https://learn.microsoft.com/rest/api/container-registry/webhooks/list-events */
export interface Delivery {
  id: string;
  /** When it happened: ISO 8601. */
  at: string;
  /** `push`, or `ping` for a trial. */
  action: string;
  /** Absent for a ping. */
  repository?: string;
  /** The status that was answered, or that Azure noted for it; absent while there is none. */
  status?: number;
  /** Does the answer say that the sender's address is not among those that are let in? */
  isForeignAddress: boolean;
}

/** Operations on the events of webhooks; see https://learn.microsoft.com/rest/api/container-registry/webhooks */
export interface WebhookEvents {
  /** Reads the events that are kept, in Azure's order. @throws AzureError, of 404 where there is no such webhook */
  list(registryId: string, name: string): Promise<readonly Delivery[]>;
  /** Sends a trial. @returns the id of its event; @throws AzureError as above */
  ping(registryId: string, name: string): Promise<string>;
}

/** Opens the events of a cloud's webhooks. */
export function openWebhookEvents(cloud: Cloud): WebhookEvents {
  const management = registryManagement(cloud);
  const at = (registryId: string) => {
    const { subscriptionId, resourceGroupName, registryName } = parseRegistryId(registryId);
    const where = [resourceGroupName, registryName] as const;
    return { webhooks: management(subscriptionId).webhooks, where };
  };
  return {
    list(registryId, name) {
      const { webhooks, where } = at(registryId);
      const operation = `listing the events of webhook ${name}`;
      const pages = webhooks.listEvents(...where, name).byPage();
      return allPages(operation, pages, (event) => asDelivery(operation, event), {
        role: roleWith("listEvents"),
      });
    },

    async ping(registryId, name) {
      const { webhooks, where } = at(registryId);
      const operation = `sending a ping by webhook ${name}`;
      try {
        const { id } = await webhooks.ping(...where, name);
        if (id === undefined) throw unusable(operation, "the answer has no id");
        return id;
      } catch (thrown) {
        throw withoutSecrets(azureError(operation, thrown, { role: roleWith("ping") }), operation);
      }
    },
  };
}

function roleWith(action: string): string {
  return `${REGISTRY_ROLE}, or one with the action Microsoft.ContainerRegistry/registries/webhooks/${action}/action`;
}

/** Of the request only what happened, and of the answer only its status: the rest holds the address and the header. */
function asDelivery(
  operation: string,
  { id, eventRequestMessage, eventResponseMessage }: Event,
): Delivery {
  const { timestamp, action, target } = eventRequestMessage?.content ?? {};
  if (id === undefined) throw unusable(operation, "an event has no id");
  if (action === undefined) throw unusable(operation, `event ${id} has no action`);
  if (timestamp === undefined || Number.isNaN(timestamp.getTime())) {
    throw unusable(operation, `event ${id} has no time`);
  }
  // Azure gives it as a text.
  const status = Number(eventResponseMessage?.statusCode);
  return {
    id,
    at: timestamp.toISOString(),
    action,
    ...(target?.repository === undefined ? {} : { repository: target.repository }),
    ...(Number.isInteger(status) && status >= 100 ? { status } : {}),
    isForeignAddress: saysForeignAddress(eventResponseMessage?.content),
  };
}

/** The words of a Logic App: "The client IP address '…' is not in the allowed caller IP address ranges …". */
function saysForeignAddress(content: string | undefined): boolean {
  try {
    const message = fieldAt(JSON.parse(content ?? ""), "error.message");
    return typeof message === "string" && /client ip address/i.test(message);
  } catch {
    return false;
  }
}

/** The failure; where Azure's words may repeat an address or a header, without them. */
function withoutSecrets(failure: AzureError, operation: string): AzureError {
  if (!SECRET_LIKE.test(failure.message)) return failure;
  const { status, code, requestId } = failure;
  return new AzureError({
    operation,
    status,
    code,
    requestId,
    reason: "Azure's answer seems to hold an address or a header, so it is not shown",
    advice: "run again",
  });
}

/** A signed address, or a word of 43 characters as headers have, which no name of a resource here is. */
const SECRET_LIKE = /[?&]sig=|(?<![\w-])(?=[\w-]*[A-Z])(?=[\w-]*[a-z])[\w-]{43}(?![\w-])/;
