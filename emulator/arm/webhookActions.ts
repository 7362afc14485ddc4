// What can be asked of a webhook: a trial, what it has sent and what was answered, and its address with its headers.
import { json, type Reply } from "../http/reply";
import type { Request } from "../http/request";
import { newEvent } from "../webhooks/fire";
import type { Delivery } from "../webhooks/webhook";
import type { World } from "../world/world";
import { requireWebhook } from "./webhooks";

/**
 * POST …/webhooks/{webhook}/ping: sends an event of the action `ping`, and answers its id without waiting.
 *
 * What is in a ping beside that is not documented, so there is nothing. That a disabled webhook sends it is assumed.
 */
export function pingWebhook(request: Request, world: World): Reply {
  const event = newEvent("ping", world);
  world.outbox.send(requireWebhook(request, world), event);
  return json(200, { id: event.id });
}

/** POST …/webhooks/{webhook}/listEvents: the latest, newest first, on one page. */
export function listEvents(request: Request, world: World): Reply {
  return json(200, { value: requireWebhook(request, world).events.map(show) });
}

/**
 * POST …/webhooks/{webhook}/getCallbackConfig: everything, in clear.
 *
 * Documented, in an example with an Authorization header: https://learn.microsoft.com/rest/api/containerregistry/webhooks/get-callback-config
 */
export function getCallbackConfig(request: Request, world: World): Reply {
  const { serviceUri, customHeaders } = requireWebhook(request, world);
  return json(200, { serviceUri, customHeaders });
}

/**
 * Of the headers Authorization alone is masked, as in the documented example:
 * https://learn.microsoft.com/rest/api/containerregistry/webhooks/list-events
 */
function show({ content, requestUri, headers, answer }: Delivery) {
  const shown = Object.entries(headers).map(([name, value]) => [
    name,
    name.toLowerCase() === "authorization" ? "******" : value,
  ]);
  return {
    id: content.id,
    eventRequestMessage: {
      content,
      headers: Object.fromEntries(shown),
      method: "POST",
      requestUri,
      version: "1.1",
    },
    eventResponseMessage: {
      content: answer.content,
      headers: answer.headers,
      reasonPhrase: answer.reasonPhrase,
      statusCode: String(answer.status),
      version: answer.version,
    },
  };
}
