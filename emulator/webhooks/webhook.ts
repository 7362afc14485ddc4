// A webhook of a registry, the events that it sends and what came of them; the part of the world that is about it.
import type { SystemData } from "../world/operation";

/** A webhook; its address and headers may hold secrets. */
export interface Webhook {
  readonly name: string;
  /** Of the registry, or of one of its replicas. */
  readonly location: string;
  /** The ARM id of the webhook. */
  readonly id: string;
  tags: Record<string, string>;
  serviceUri: string;
  customHeaders: Readonly<Record<string, string>>;
  status: WebhookStatus;
  /** `REPOSITORY:*`, `REPOSITORY:TAG`, `REPOSITORY` for its tag latest, or empty for everything. */
  scope: string;
  actions: readonly WebhookAction[];
  systemData: SystemData;
  /** The latest {@link MOST_EVENTS}, newest first. */
  events: readonly Delivery[];
}

export type WebhookStatus = "enabled" | "disabled";

/** Documented: https://learn.microsoft.com/rest/api/containerregistry/webhooks/create */
export const WEBHOOK_ACTIONS = [
  "push",
  "delete",
  "quarantine",
  "chart_push",
  "chart_delete",
] as const;

export type WebhookAction = (typeof WEBHOOK_ACTIONS)[number];

/** How many events a webhook keeps; assumed. */
export const MOST_EVENTS = 100;

/** The body of a request that a webhook sends: https://learn.microsoft.com/azure/container-registry/container-registry-webhook-reference */
export interface EventContent {
  readonly id: string;
  readonly timestamp: string;
  readonly action: WebhookAction | "ping";
  readonly target?: EventTarget;
  readonly request?: {
    readonly id: string;
    readonly host: string;
    readonly method: string;
    readonly useragent: string;
  };
}

/** What an event is about. */
export interface EventTarget {
  readonly mediaType?: string;
  readonly size?: number;
  readonly digest?: string;
  /** The same as `size`. */
  readonly length?: number;
  readonly repository: string;
  /** Missing where a manifest was pushed by its digest, or deleted. */
  readonly tag?: string;
}

/** What was sent, and what was answered. */
export interface Delivery {
  readonly content: EventContent;
  readonly requestUri: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly answer: Answer;
}

/** What a receiver answered, or what Azure notes where it did not. */
export interface Answer {
  readonly status: number;
  readonly reasonPhrase: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly content: string;
  readonly version: string;
}
