// Webhooks of a registry: their address and headers are written, and come back through getCallbackConfig alone.
import { json, Refusal, type Reply, withDetail } from "../http/reply";
import { param, type Request } from "../http/request";
import type { Webhook } from "../webhooks/webhook";
import type { Registry, World } from "../world/world";
import { badRequest, childNotFound, invalidName, invalidResourceLocation } from "./errors";
import { requireQuota } from "./quotas";
import { listPage, REGISTRY_TYPE, registryId, requireRegistry, stampSystemData } from "./resources";
import { isSameLocation, readWebhook, requireLocation, type WebhookInput } from "./webhookInput";

/** GET …/webhooks/{webhook}. */
export function getWebhook(request: Request, world: World): Reply {
  return json(200, show(requireWebhook(request, world)));
}

/** GET …/webhooks. */
export function listWebhooks(request: Request, world: World): Reply {
  const webhooks = requireRegistry(request, world).webhooks?.values() ?? [];
  return listPage(request, world, webhooks, show);
}

/**
 * PUT …/webhooks/{webhook}: done at once, as recorded.
 *
 * An existing one gets what is given, and for what is left out what a new one has; that is assumed. Its location cannot change.
 */
export function putWebhook(request: Request, world: World): Reply {
  const registry = requireRegistry(request, world);
  const name = param(request, "webhook");
  if (!/^[a-zA-Z0-9]{5,50}$/.test(name)) {
    throw new Refusal(invalidName("webhook", name, "^[a-zA-Z0-9]{5,50}$"));
  }
  const { location, serviceUri, actions, ...input } = readWebhook(request);
  if (location === undefined || serviceUri === undefined || actions === undefined) {
    throw new Refusal(
      badRequest("The properties 'location', 'serviceUri' and 'actions' are required."),
    );
  }
  const existing = registry.webhooks?.get(name.toLowerCase());
  if (existing !== undefined && !isSameLocation(existing.location, location)) {
    throw new Refusal(invalidResourceLocation(existing, registry.resourceGroup, location));
  }
  requireLocation(location, registry);
  const webhook = existing ?? create(name, location, registry, world);
  const { tags = {}, customHeaders = {}, status = "enabled", scope = "" } = input;
  change(webhook, { tags, customHeaders, status, scope, serviceUri, actions }, world);
  return answer(webhook);
}

/** PATCH …/webhooks/{webhook}: what is left out stays as it is. */
export function patchWebhook(request: Request, world: World): Reply {
  const webhook = requireWebhook(request, world);
  // The location is no part of an update, so one that is given has no effect.
  const { location: _, ...input } = readWebhook(request);
  change(webhook, input, world);
  return answer(webhook);
}

/** DELETE …/webhooks/{webhook}: 204 when there is nothing; what is under way is still sent. */
export function deleteWebhook(request: Request, world: World): Reply {
  const registry = requireRegistry(request, world);
  const isThere = registry.webhooks?.delete(param(request, "webhook").toLowerCase()) ?? false;
  return { status: isThere ? 200 : 204 };
}

/** The webhook that the path names. */
export function requireWebhook(request: Request, world: World): Webhook {
  const name = param(request, "webhook");
  const webhook = requireRegistry(request, world).webhooks?.get(name.toLowerCase());
  if (webhook === undefined) {
    throw new Refusal(childNotFound(name));
  }
  return webhook;
}

function create(name: string, location: string, registry: Registry, world: World): Webhook {
  registry.webhooks ??= new Map();
  requireQuota(registry, "webhooks", registry.webhooks.size);
  const webhook: Webhook = {
    name,
    location,
    id: registryId(world, registry, `/webhooks/${name}`),
    tags: {},
    serviceUri: "",
    customHeaders: {},
    status: "enabled",
    scope: "",
    actions: [],
    systemData: stampSystemData(world),
    events: [],
  };
  registry.webhooks.set(name.toLowerCase(), webhook);
  return webhook;
}

function change(webhook: Webhook, input: WebhookInput, world: World): void {
  const given = Object.entries(input).filter(([, value]) => value !== undefined);
  Object.assign(webhook, Object.fromEntries(given), { systemData: stampSystemData(world) });
}

function answer(webhook: Webhook): Reply {
  const { status, scope, actions } = webhook;
  return withDetail(json(200, show(webhook)), { status, scope, actions: actions.join(",") });
}

/** Recorded without address and headers, an empty scope as empty text: test_acr_create_webhook.yaml of Azure/azure-cli. */
function show({ name, location, id, tags, status, scope, actions, systemData }: Webhook) {
  return {
    type: `${REGISTRY_TYPE}/webhooks`,
    id,
    name,
    location,
    tags,
    systemData,
    properties: { status, scope, actions, provisioningState: "Succeeded" },
  };
}
