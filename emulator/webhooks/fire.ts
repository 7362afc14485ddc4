// Makes the events of a registry, and gives them to the webhooks that are to send them.
import { randomUUID } from "node:crypto";
import type { Request } from "../http/request";
import { timestampOf } from "../registry/repositories";
import type { Registry, World } from "../world/world";
import { covers } from "./scope";
import type { EventContent, EventTarget, WebhookAction } from "./webhook";

/** What happened in a registry, and by which request. */
export interface Happened {
  readonly action: WebhookAction;
  readonly target: EventTarget;
  readonly requestId: string;
  readonly method: string;
  readonly userAgent: string | undefined;
}

/**
 * Sends an event by each enabled webhook of the registry that is for it.
 *
 * Documented: https://learn.microsoft.com/azure/container-registry/container-registry-webhook-reference. That each webhook gives
 * the event an id of its own is assumed, and that replicas have all events.
 */
export function fire(happened: Happened, registry: Registry, world: World): void {
  const { action, target, requestId, method, userAgent = "" } = happened;
  for (const webhook of registry.webhooks?.values() ?? []) {
    const isOn = webhook.status === "enabled" && webhook.actions.includes(action);
    if (isOn && covers(webhook.scope, target, isWorthATag(action, world))) {
      const host = world.hosts.authority(`registry:${registry.name}`);
      world.outbox.send(webhook, {
        ...newEvent(action, world),
        target,
        request: { id: requestId, host, method, useragent: userAgent },
      });
    }
  }
}

/** By which request something happened. */
export function causeOf({ id, method, headers }: Request) {
  const userAgent = headers["user-agent"];
  return { requestId: id, method, userAgent };
}

/** The begin of any event; all of a ping's. */
export function newEvent<Action extends EventContent["action"]>(action: Action, { clock }: World) {
  return { id: randomUUID(), timestamp: timestampOf(clock), action };
}

/** A deletion has no tag, whatever a push by digest does. */
function isWorthATag(action: WebhookAction, { behaviours }: World) {
  return action === "delete" ? { ...behaviours, untaggedPushFiresWebhooks: true } : behaviours;
}
