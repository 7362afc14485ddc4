// What npm run deliveries found, as --json prints it; it holds no address and no header.
import type { MatchedWebhook } from "./matchWebhooks";
import type { Standing } from "./standing";

/** One webhook. */
export interface WebhookReport {
  readonly customer: string;
  readonly repository: string;
  readonly location: string;
  /** Null where there is none. */
  readonly name: string | null;
  readonly status: MatchedWebhook["status"];
  /** Null for a webhook that sends nothing, and where its events could not be read. */
  readonly standing: Standing | null;
  /** The answer to the ping that was sent; its status is null where none was noted in time. */
  readonly ping: { readonly status: number | null } | null;
  /** Why its events could not be read. */
  readonly unread: string | null;
  /** What is wrong, in plain words, and what to do. */
  readonly cause: string | null;
  readonly remedy: string | null;
}

/** All webhooks that were asked about. */
export interface DeliveriesReport {
  readonly stack: string;
  /** The customers with a sync. */
  readonly customers: readonly string[];
  readonly webhooks: readonly WebhookReport[];
  /** Whose callback URL in the vault is not used, and why; another one is waited for. */
  readonly refusedUrls: readonly { readonly customer: string; readonly complaint: string }[];
  /** Who got repositories after the first run, and has to add them to their own list: the last ones. */
  readonly added: readonly {
    readonly customer: string;
    readonly repositories: readonly string[];
  }[];
  /** Is each webhook there, and answered as far as is known? */
  readonly isAnswering: boolean;
}

/** Is something wrong with it? */
export function isFinding({ cause }: Pick<WebhookReport, "cause">): boolean {
  return cause !== null;
}
