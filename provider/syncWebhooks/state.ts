// The state of a customer's webhooks: names and versions, never a header or an address.

import type { Properties } from "../protocol/resource";
import type { SyncInputs } from "./inputs";

/** The outputs of SyncWebhooks. */
export interface SyncState {
  /** By generation, the version of the secret that holds its header; the newest two. */
  headers: Readonly<Record<string, string>>;
  /** The generation that the webhooks send; absent before the first webhook. */
  inUse?: number;
  /** The version of the callback URL to which the webhooks send. */
  urlVersion?: string;
  /** Where the vault's callback URL is another one, there is none, or it is no address of https. */
  urlIs?: "new" | "missing" | "refused";
  /** The version of the callback URL that is refused, and why, without the URL. */
  refusedUrl?: RefusedUrl;
  /** Do the webhooks send? */
  enabled?: boolean;
  /** By name, what a webhook is about: `app/api in westeurope`. */
  webhooks: Readonly<Record<string, string>>;
  /** The repositories that were added last, after the first run; the customer has to add them too. */
  added?: readonly string[];
  /** By name, why a webhook has to be written; and for the secret, under `secret`. */
  drift?: Readonly<Record<string, string>>;
}

/** A callback URL to which nothing is sent. */
export interface RefusedUrl {
  version: string;
  complaint: string;
}

/** A customer for whom nothing was made. */
export const NOTHING: SyncState = { headers: {}, webhooks: {} };

/** Reads the state from a resource's outputs. */
export function stateFrom(outputs: Properties): SyncState {
  const { secretName: _, urlSecretName: __, isPublished: ___, webhookNames, ...state } = outputs;
  return { ...NOTHING, ...state, webhooks: (webhookNames ?? {}) as SyncState["webhooks"] };
}

/** The outputs, with what programs and people need. */
export function outputsOf(
  { webhooks, ...state }: SyncState,
  { secretId, urlSecretId }: SyncInputs,
): Properties {
  return {
    ...state,
    // The input `webhooks` says which are wanted.
    webhookNames: webhooks,
    secretName: nameIn(secretId),
    urlSecretName: nameIn(urlSecretId),
    isPublished: Object.keys(state.headers).length > 0,
  };
}

/** The newest generation that was handed over; 0 where none was. */
export function newestIn(headers: SyncState["headers"]): number {
  return Math.max(0, ...Object.keys(headers).map(Number));
}

/** The last part of an ARM id. */
export function nameIn(id: string | undefined): string | undefined {
  return id?.slice(id.lastIndexOf("/") + 1);
}
