// Delivers events to the receivers of webhooks: once each, unless a fault loses, doubles or delays them.
import { setTimeout } from "node:timers/promises";
import type { Behaviours } from "../behaviours";
import type { Fault, Faults } from "../faults";
import { callHooks, type InterceptHook, type Journal } from "../journal";
import type { Clock } from "../time/clock";
import type { Schedule } from "../time/schedule";
import { notAnswered, type Post } from "./post";
import { type Answer, type EventContent, MOST_EVENTS, type Webhook } from "./webhook";

/** The operation of deliveries in the journal and in faults. */
export const DELIVERY = "Webhooks_Deliver";

/** Events on their way. */
export interface Outbox {
  /** Begins to deliver an event, and does not wait for it. */
  send(webhook: Webhook, content: EventContent): void;
  /** Sends what a fault holds back. @returns whether there was anything */
  release(): boolean;
}

/** What deliveries need. */
export interface OutboxInput {
  readonly clock: Clock;
  readonly behaviours: Behaviours;
  readonly faults: Faults;
  readonly journal: Journal;
  readonly schedule: Schedule;
  readonly hooks: ReadonlySet<InterceptHook>;
  readonly post: Post;
  /** Called when a delivery was noted. */
  onChange(): void;
}

interface Event {
  readonly webhook: Webhook;
  readonly content: EventContent;
  readonly fault: Fault | undefined;
}

/** Nothing under way yet. */
export function createOutbox(input: OutboxInput): Outbox {
  let held: Event[] = [];

  const releaseIf = (isReady: (event: Event) => boolean) => {
    const ready = held.filter(isReady);
    held = held.filter((event) => !isReady(event));
    ready.forEach(start);
    return ready.length > 0;
  };
  const start = (event: Event) => {
    const delivery = deliver(event, input).then(() => {
      releaseIf(({ webhook }) => webhook === event.webhook);
    });
    void input.schedule.track(delivery);
  };
  return {
    send(webhook, content) {
      const fault = input.faults.take(describe(webhook, content, input));
      const event = { webhook, content, fault };
      const { delivery, delaySeconds = 0 } = fault ?? {};
      if (delivery === "lost") {
        return;
      }
      if (delivery === "held") {
        held.push(event);
        return;
      }
      const startAll = () => {
        start(event);
        if (delivery === "doubled") start(event);
      };
      if (delaySeconds === 0) {
        startAll();
      } else {
        input.schedule.at(input.clock.now().getTime() + delaySeconds * 1000, startAll);
      }
    },
    release: () => releaseIf(() => true),
  };
}

async function deliver({ webhook, content, fault }: Event, input: OutboxInput): Promise<void> {
  const { journal, hooks, behaviours, post } = input;
  const entry = journal.add(describe(webhook, content, input));
  await callHooks(hooks, "before", entry);
  const body = JSON.stringify(content);
  const { serviceUri: requestUri } = webhook;
  const headers = headersOf(webhook, body);
  if (fault?.delayMs !== undefined) {
    await setTimeout(fault.delayMs, undefined, { ref: false });
  }
  const sent = {
    headers,
    body,
    timeoutMs: behaviours.webhookTimeoutSeconds * 1000,
    localAddress: behaviours.webhookSenderAddress,
  };
  const late = fault?.when === "after" ? await post(requestUri, sent) : undefined;
  const answer = answerOf(fault) ?? late ?? (await post(requestUri, sent));
  webhook.events = [{ content, requestUri, headers, answer }, ...webhook.events].slice(
    0,
    MOST_EVENTS,
  );
  entry.status = answer.status;
  input.onChange();
  await callHooks(hooks, "after", entry);
}

/**
 * The custom headers, and `Content-Type: application/json` unless one of them says another; none else.
 *
 * Documented: https://learn.microsoft.com/azure/container-registry/container-registry-webhook-reference#http-headers
 */
function headersOf({ customHeaders }: Webhook, body: string): Record<string, string> {
  const names = Object.keys(customHeaders).map((name) => name.toLowerCase());
  return {
    ...(names.includes("content-type") ? {} : { "Content-Type": "application/json" }),
    ...customHeaders,
    "Content-Length": String(Buffer.byteLength(body)),
  };
}

function answerOf(fault: Fault | undefined): Answer | undefined {
  if (fault?.reset === true) {
    return notAnswered(503, "Service Unavailable");
  }
  return fault?.status === undefined
    ? undefined
    : { ...notAnswered(fault.status, fault.code ?? "EmulatedFault"), content: fault.body ?? "" };
}

function describe(
  { id }: Webhook,
  { id: requestId, action, target }: EventContent,
  { clock }: OutboxInput,
) {
  const { repository = "", tag = "", digest = "" } = target ?? {};
  return {
    at: clock.now().toISOString(),
    host: "webhook" as const,
    method: "POST",
    path: id,
    operation: DELIVERY,
    requestId,
    userAgent: "",
    detail: { action, repository, tag, digest },
  };
}
