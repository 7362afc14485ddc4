// What a webhook may be made of; whatever is wrong is refused with 400, whose codes are assumed.
import { Refusal } from "../http/reply";
import { isObject, type JsonObject, jsonBody, type Request } from "../http/request";
import {
  WEBHOOK_ACTIONS,
  type Webhook,
  type WebhookAction,
  type WebhookStatus,
} from "../webhooks/webhook";
import type { Registry } from "../world/world";
import { badRequest, invalidContent } from "./errors";

/** What a request says of a webhook; what it does not say is undefined. */
export type WebhookInput = Partial<
  Pick<
    Webhook,
    "location" | "tags" | "serviceUri" | "customHeaders" | "status" | "scope" | "actions"
  >
>;

/** Reads the body of a PUT or PATCH. */
export function readWebhook(request: Request): WebhookInput {
  const { location, tags, properties = {} } = jsonBody(request, invalidContent);
  if (!isObject(properties)) {
    throw new Refusal(invalidContent("The property 'properties' must be an object."));
  }
  return {
    location: readOptional(location, readText("location")),
    tags: readOptional(tags, readTexts("tags")),
    serviceUri: readOptional(properties.serviceUri, readServiceUri),
    customHeaders: readOptional(properties.customHeaders, readTexts("customHeaders")),
    status: readOptional(properties.status, readStatus),
    scope: readOptional(properties.scope, readScope),
    actions: readOptional(properties.actions, readActions),
  };
}

/**
 * Refuses a location that is neither the registry's nor one of its replicas'.
 *
 * Documented: https://learn.microsoft.com/azure/container-registry/container-registry-webhook#create-webhook---azure-portal
 */
export function requireLocation(location: string, registry: Registry): void {
  const own = [registry.location, ...(registry.replications?.keys() ?? [])];
  if (!own.some((each) => isSameLocation(each, location))) {
    throw new Refusal(
      badRequest(
        `The registry ${registry.name} has no replica in location '${location}'; a webhook's location is one of ${own.join(", ")}.`,
      ),
    );
  }
}

/** Whether two locations are one: `West Europe` is `westeurope`. */
export function isSameLocation(one: string, other: string): boolean {
  const [a, b] = [one, other].map((each) => each.toLowerCase().replaceAll(" ", ""));
  return a === b;
}

function readOptional<Value>(given: unknown, read: (given: unknown) => Value): Value | undefined {
  return given === undefined || given === null ? undefined : read(given);
}

function readText(name: string) {
  return (given: unknown): string => {
    if (typeof given !== "string") {
      throw new Refusal(badRequest(`The property '${name}' must be a text.`));
    }
    return given;
  };
}

function readTexts(name: string) {
  return (given: unknown): Record<string, string> => {
    if (!isObject(given) || Object.values(given).some((each) => typeof each !== "string")) {
      throw new Refusal(badRequest(`The property '${name}' must be an object of texts.`));
    }
    return { ...(given as JsonObject & Record<string, string>) };
  };
}

/** Documented: https://learn.microsoft.com/azure/container-registry/container-registry-webhook-reference#http-request */
function readServiceUri(given: unknown): string {
  const uri = readText("serviceUri")(given);
  if (!URL.canParse(uri) || !/^https?:\/\//i.test(uri)) {
    throw new Refusal(badRequest("The property 'serviceUri' must be an address of HTTP or HTTPS."));
  }
  return uri;
}

function readStatus(given: unknown): WebhookStatus {
  if (given !== "enabled" && given !== "disabled") {
    throw new Refusal(badRequest("The property 'status' must be 'enabled' or 'disabled'."));
  }
  return given;
}

function readScope(given: unknown): string {
  const scope = readText("scope")(given);
  if (!/^([^\s:]+(:[^\s:]+)?)?$/.test(scope)) {
    throw new Refusal(badRequest(`The scope '${scope}' is not valid; it is REPOSITORY[:TAG].`));
  }
  return scope;
}

function readActions(given: unknown): readonly WebhookAction[] {
  const isAction = (each: unknown) => WEBHOOK_ACTIONS.includes(each as WebhookAction);
  if (!Array.isArray(given) || given.length === 0 || !given.every(isAction)) {
    throw new Refusal(
      badRequest(`The property 'actions' must be a list of ${WEBHOOK_ACTIONS.join(", ")}.`),
    );
  }
  return given;
}
