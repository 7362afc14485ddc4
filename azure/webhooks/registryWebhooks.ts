// Reads and changes the webhooks of a registry through Azure Resource Manager; no message holds an address or a header.

import type { Webhook } from "@azure/arm-containerregistry";
import { allPages, unusable } from "../allPages";
import { AzureError, azureError } from "../azureError";
import type { Cloud } from "../cloud";
import { finished } from "../longOperation";
import { registryManagement } from "../registryManagement";
import { parseRegistryId } from "../tokens/tokenId";

/** A webhook as it is listed: without its address and headers. */
export interface RegistryWebhook {
  /** 5 to 50 letters and digits. */
  name: string;
  location: string;
  /** `app/api:*`; empty for all of the registry. */
  scope: string;
  isEnabled: boolean;
  actions: readonly string[];
  tags: Readonly<Record<string, string>>;
}

/** Where a webhook sends its events, and with which headers; both are secrets. */
export interface WebhookTarget {
  serviceUri: string;
  customHeaders: Readonly<Record<string, string>>;
}

/** Operations on webhooks; see https://learn.microsoft.com/rest/api/container-registry/webhooks */
export interface RegistryWebhooks {
  /** Reads all webhooks of a registry, through all pages. @throws AzureError when a page fails, or lacks what makes a webhook */
  list(registryId: string): Promise<readonly RegistryWebhook[]>;
  /** Reads where a webhook sends its events. @throws AzureError, also where there is no such webhook */
  target(registryId: string, name: string): Promise<WebhookTarget>;
  /** Makes a webhook, or gives an existing one exactly this; its location cannot change. @throws AzureError, never with the target */
  put(registryId: string, webhook: RegistryWebhook & WebhookTarget): Promise<void>;
  /** Enables or disables a webhook by PATCH, which keeps all else. */
  setEnabled(registryId: string, name: string, isEnabled: boolean): Promise<void>;
  /** Deletes a webhook; does nothing if it is gone already. */
  remove(registryId: string, name: string): Promise<void>;
}

/** Opens the webhooks of a cloud. */
export function openRegistryWebhooks(cloud: Cloud): RegistryWebhooks {
  const management = registryManagement(cloud);
  const at = (registryId: string) => {
    const { subscriptionId, resourceGroupName, registryName } = parseRegistryId(registryId);
    const { webhooks } = management(subscriptionId);
    return { webhooks, where: [resourceGroupName, registryName] as const, registryName };
  };
  return {
    list(registryId) {
      const { webhooks, where, registryName } = at(registryId);
      const operation = `listing the webhooks of registry ${registryName}`;
      return allPages(operation, webhooks.list(...where).byPage(), (webhook) =>
        asListed(operation, webhook),
      );
    },

    async target(registryId, name) {
      const { webhooks, where } = at(registryId);
      const operation = `reading where webhook ${name} sends`;
      try {
        const { serviceUri, customHeaders } = await webhooks.getCallbackConfig(...where, name);
        if (!serviceUri) throw unusable(operation, "the answer has no serviceUri");
        return { serviceUri, customHeaders: customHeaders ?? {} };
      } catch (thrown) {
        throw azureError(operation, thrown);
      }
    },

    async put(registryId, { name, isEnabled, tags, actions, ...webhook }) {
      const { webhooks, where } = at(registryId);
      const operation = `writing webhook ${name}`;
      const parameters = {
        ...webhook,
        customHeaders: { ...webhook.customHeaders },
        tags: { ...tags },
        actions: [...actions],
        status: statusOf(isEnabled),
      };
      try {
        await finished(cloud.http, operation, webhooks.create(...where, name, parameters));
      } catch (thrown) {
        throw withoutTarget(azureError(operation, thrown), operation, webhook);
      }
    },

    async setEnabled(registryId, name, isEnabled) {
      const { webhooks, where } = at(registryId);
      const operation = `${isEnabled ? "enabling" : "disabling"} webhook ${name}`;
      const change = { status: statusOf(isEnabled) };
      await finished(cloud.http, operation, webhooks.update(...where, name, change));
    },

    async remove(registryId, name) {
      const { webhooks, where } = at(registryId);
      await finished(cloud.http, `deleting webhook ${name}`, webhooks.delete(...where, name));
    },
  };
}

function statusOf(isEnabled: boolean): "enabled" | "disabled" {
  return isEnabled ? "enabled" : "disabled";
}

/** Stricter than a single read: a webhook without a status would seem disabled. */
function asListed(operation: string, webhook: Webhook): RegistryWebhook {
  const { name, location, status } = webhook;
  if (name === undefined) throw unusable(operation, "a webhook has no name");
  if (location === undefined) throw unusable(operation, "a webhook has no location");
  if (status === undefined) throw unusable(operation, "a webhook has no status");
  // What a webhook lacks may be null.
  const { scope, actions, tags } = webhook;
  return {
    name,
    location,
    scope: scope ?? "",
    isEnabled: status === "enabled",
    actions: actions ?? [],
    tags: tags ?? {},
  };
}

/** The failure; where Azure's words repeat what was sent, without them. */
function withoutTarget(
  failure: AzureError,
  operation: string,
  { serviceUri, customHeaders }: WebhookTarget,
): AzureError {
  const secrets = [serviceUri, ...Object.values(customHeaders), ...partsOf(serviceUri)];
  if (!secrets.some((secret) => failure.message.includes(secret))) return failure;
  const { status, code, requestId } = failure;
  return new AzureError({
    operation,
    status,
    code,
    requestId,
    reason: "Azure's answer repeats the address or the header, so it is not shown",
    advice: "check the callback URL, put it into the vault again, and run again",
  });
}

/** What of an address alone lets somebody call it, as it is written and decoded. */
function partsOf(serviceUri: string): string[] {
  if (!URL.canParse(serviceUri)) return [];
  const { searchParams, search } = new URL(serviceUri);
  const written = search.slice(1).split("&");
  return [...searchParams.values(), ...written.map((each) => each.split("=")[1] ?? "")].filter(
    (part) => part.length >= 16,
  );
}
