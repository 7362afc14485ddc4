// Sorts the messages of the engine's preview by customer.
import { CORRECT_FIRST } from "../../access/correctFirst";
import { EARLIER_VERSION } from "../../access/earlierVersion";
import { NOT_COMPARED } from "../../access/syncMark";
import { withoutRpcStatus } from "../../engine/pluginWords";
import type { PreviewFindings } from "../../engine/previewStack";
import { logicalName } from "../recover/state";
import { SYNC_ENDS } from "./syncNotes";

/** The engine's messages about one customer's credentials. */
export interface CustomerWords {
  /** Is a new password issued to a customer who has one already? */
  readonly rotates: boolean;
  /** Who would be locked out, without the prefix. */
  readonly lockedOut: readonly string[];
  /** What has to be corrected before the run, without the prefix. */
  readonly toCorrect: readonly string[];
  /** Why passwords change and which works until when; and what is due but not done. */
  readonly reasons: readonly string[];
  /** What happens to the customer's webhooks, and who is waited for. */
  readonly sync: readonly string[];
}

/** All messages. */
export interface EngineWords {
  readonly customers: ReadonlyMap<string, CustomerWords>;
  /** What ended the preview early, except the guard's own refusals. */
  readonly failures: readonly string[];
  readonly warnings: readonly string[];
  /** Ids of the customers whose sync the preview came to, also where it had nothing to say of it. */
  readonly syncsReached: ReadonlySet<string>;
}

const LOCKED_OUT = "locked out: ";

const NOTHING_SAID: CustomerWords = {
  rotates: false,
  lockedOut: [],
  toCorrect: [],
  reasons: [],
  sync: [],
};

/** Sorts what a preview found. */
export function engineWords({ steps, diagnostics }: PreviewFindings): EngineWords {
  const customers = new Map<string, CustomerWords>();
  const of = (id: string) => customers.get(id) ?? NOTHING_SAID;
  const syncsReached = new Set<string>();
  for (const { urn, op, changed } of steps) {
    const syncing = syncOf(urn);
    if (syncing !== undefined) syncsReached.add(syncing);
    if (syncing !== undefined && op === "delete") {
      customers.set(syncing, { ...of(syncing), sync: [SYNC_ENDS] });
    }
    const id = customerOf(urn);
    if (id === undefined || op !== "update" || !changed.includes("secretVersion")) continue;
    customers.set(id, { ...of(id), rotates: true });
  }
  const failures: string[] = [];
  const warnings: string[] = [];
  for (const { urn = "", severity, message } of diagnostics) {
    const text = withoutRpcStatus(
      message.replace(/^(error|warning): (Preview failed: )?/, ""),
    ).trim();
    const syncing = syncOf(urn);
    if (syncing !== undefined) syncsReached.add(syncing);
    const id = customerOf(urn) ?? syncing;
    if (severity === "error" && !isGuard(urn) && !isSummary(text)) failures.push(about(urn, text));
    const wrongPlace = severity === "error" && isGuard(urn) ? wrongPlaceIn(text) : undefined;
    if (wrongPlace !== undefined) failures.push(wrongPlace);
    const toCorrect =
      id !== undefined && text.startsWith(CORRECT_FIRST) ? [text.slice(CORRECT_FIRST.length)] : [];
    // A plan finds the guard's warnings itself.
    const isNews = toCorrect.length === 0 && !isGuard(urn) && !isEngineRemark(text);
    if (severity === "warning" && isNews) {
      warnings.push(about(urn, text));
    }
    if (id === undefined) continue;
    const words = of(id);
    if (toCorrect.length > 0) {
      customers.set(id, { ...words, toCorrect: unique([...words.toCorrect, ...toCorrect]) });
    }
    if (severity !== "info") continue;
    if (syncing !== undefined) {
      // So it is in each preview by an identity that only reads.
      if (text.startsWith(NOT_COMPARED)) continue;
      customers.set(id, { ...words, sync: unique([...words.sync, text]) });
      continue;
    }
    const lockedOut = text.startsWith(LOCKED_OUT) ? [text.slice(LOCKED_OUT.length)] : [];
    customers.set(id, {
      ...words,
      lockedOut: unique([...words.lockedOut, ...lockedOut]),
      reasons: unique([...words.reasons, ...(lockedOut.length > 0 ? [] : [text])]),
    });
  }
  return { customers, failures: unique(failures), warnings: unique(warnings), syncsReached };
}

/** The id of the customer whose secret a URN names. */
function customerOf(urn: string): string | undefined {
  return /:TokenSecret::(.+)-secret$/.exec(urn)?.[1];
}

/** The id of the customer whose webhooks a URN names. */
function syncOf(urn: string): string | undefined {
  return /:SyncWebhooks::(.+)-sync$/.exec(urn)?.[1];
}

function isGuard(urn: string): boolean {
  return urn.includes(":AccessGuard::");
}

/** The guard's message when it compares nothing, because the registry or the vault does not exist, or clocks differ. */
function wrongPlaceIn(text: string): string | undefined {
  const [, problem = text] = /'access-guard' has a problem: (.*)$/s.exec(text) ?? [];
  const isItsOwn = ["this change is refused:", EARLIER_VERSION.message].some((words) =>
    problem.startsWith(words),
  );
  return isItsOwn ? undefined : problem;
}

/** What the engine says at the end of any failure. */
function isSummary(text: string): boolean {
  return /^(preview|update) failed$/i.test(text);
}

/** The engine reports where it found a plugin. Reviewers do not need that. */
function isEngineRemark(text: string): boolean {
  return /^using pulumi-resource-\S+ from \$PATH/.test(text);
}

function about(urn: string, text: string): string {
  return urn === "" || urn.includes("pulumi:pulumi:Stack::")
    ? text
    : `${logicalName(urn)}: ${text}`;
}

function unique(list: readonly string[]): string[] {
  return [...new Set(list)];
}
