// Reads the two secrets of a sync, and where each webhook sends. None of these values leaves this room.

import { urlComplaint } from "../../access/callbackUrl";
import { AzureError } from "../../azure/azureError";
import type { WebhookTarget } from "../../azure/webhooks/registryWebhooks";
import type { AzureAccess } from "../azureAccess";
import { type SyncInputs, wantedTargets } from "./inputs";
import type { Seen } from "./seen";
import { nameIn } from "./state";

/** The header by which the customer's workflow knows our webhooks; `Authorization` beside a signed URL is refused: https://learn.microsoft.com/azure/logic-apps/logic-apps-securing-a-logic-app */
export const HEADER = "X-Registry-Sync";

/** Secrets, and what webhooks have of them. */
export interface Values {
  /** The callback URL. */
  url: string;
  /** The header that is to be sent; undefined where it is not handed over yet, or disabled. */
  header?: string;
  /** By name, where a webhook sends, and with which headers. */
  sent: ReadonlyMap<string, WebhookTarget>;
}

/** What was read. */
export interface ReadValues {
  /** Absent where nothing can be sent. */
  values?: Values;
  /** Why nothing may be sent to the callback URL, without the URL. */
  complaint?: string;
}

/**
 * Reads them; nothing where nothing can be sent: without a callback URL, and while the webhooks are disabled.
 *
 * So no right to read a value is needed until then.
 */
export async function readValues(
  azure: AzureAccess,
  { registryId, secretId = "", urlSecretId = "", ...inputs }: SyncInputs,
  { urlVersion, headers, webhooks, taken }: Seen,
): Promise<ReadValues> {
  if (!inputs.enabled || urlVersion === undefined || taken !== undefined) return {};
  const vault = await azure.vault(urlSecretId);
  const read = await vault.read(nameIn(urlSecretId) ?? "", urlVersion);
  if (read === undefined) return {};
  // A file that was written into the vault ends with a line break.
  const url = read.value.trim();
  const complaint = urlComplaint(url);
  if (complaint !== undefined) return { complaint };
  const version = headers[inputs.inUse];
  const header =
    version === undefined
      ? undefined
      : await (await azure.vault(secretId)).read(nameIn(secretId) ?? "", version);
  const targets = wantedTargets(inputs);
  const registry = await azure.webhooks();
  const sent = new Map<string, WebhookTarget>();
  // One after the other: Azure counts these as writes, of which it takes ten in a second.
  for (const name of webhooks.keys()) {
    if (targets.has(name)) sent.set(name, await registry.target(registryId, name));
  }
  return { values: { url, ...(header === undefined ? {} : { header: header.value }), sent } };
}

/** May this identity not read them, or can the vault not be reached from here? A preview goes on without them. */
export function isOutOfReach(thrown: unknown): boolean {
  if (!(thrown instanceof AzureError)) return false;
  return (
    thrown.status === 403 || (thrown.status === undefined && /^E[A-Z_]+$/.test(thrown.code ?? ""))
  );
}
