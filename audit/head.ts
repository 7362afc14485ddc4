// The head of a history: what an anchor says of it, made of a history, and read from what was kept.

import { BEGINNING, chained } from "./entryChain";
import type { History, Snapshot, WrittenRun } from "./snapshot";

/** All of a stack's history after a run, in a few hashes. */
export interface Head {
  /** `customer-access/dev` */
  readonly stack: string;
  /** Of the last record: SHA-256 in hex, see access/seal.ts. */
  readonly recordSha256: string;
  readonly revision: number;
  /** When it was read: ISO 8601. */
  readonly time: string;
  /** What was applied, 40 hex digits. @default - not known */
  readonly commit?: string;
  /** All entries. @default - an anchor of the earlier form covers the records alone */
  readonly entries?: EntriesHead;
  /** The last event of each customer's credential, by id, after the last entry. @default - as with `entries` */
  readonly credentials?: Readonly<Record<string, CredentialHead>>;
}

/** The entries that were there, see entryChain.ts. */
export interface EntriesHead {
  /** From 1. */
  readonly count: number;
  /** Number of the last one: `1784802063561029257`, or the version of Pulumi Cloud. */
  readonly last: string;
  readonly sha256: string;
}

/** The last event of a credential, see `eventSealOf` of access/seal.ts. */
export interface CredentialHead {
  readonly events: number;
  readonly sha256: string;
}

/**
 * What an anchor says of the entries; undefined where none is whole.
 *
 * The last entries may still be being written: those that are not whole are left out, down to one that is.
 */
export function coverageOf({
  written,
}: Pick<History, "written">): Required<Pick<Head, "entries" | "credentials">> | undefined {
  const covered = written.slice(0, written.findLastIndex(({ isWhole }) => isWhole) + 1);
  const last = covered.at(-1);
  if (last === undefined) return undefined;
  return {
    entries: { count: covered.length, last: last.number, sha256: chained(BEGINNING, covered) },
    credentials: credentialsIn(last.snapshot),
  };
}

/** The heads of the credentials in a checkpoint, by customer. */
export function credentialsIn(
  snapshot: Snapshot | undefined,
): Readonly<Record<string, CredentialHead>> {
  return Object.fromEntries(
    (snapshot?.customers ?? []).flatMap(({ id, events, eventSha256 }) =>
      events === undefined || eventSha256 === undefined
        ? []
        : [[id, { events, sha256: eventSha256 }]],
    ),
  );
}

/** Files of the covered entries that did not come: a head without them would accuse the history later. */
export function unreadRuns({ written }: Pick<History, "written">): WrittenRun[] {
  return written.filter(({ unread }) => unread !== undefined);
}

/** What is optional in a head, of a signed statement or a line; undefined where it has another form than it must have. */
export function coverageIn(
  value: Readonly<Record<string, unknown>>,
): Pick<Head, "entries" | "credentials"> | undefined {
  const { entries, credentials } = value;
  if (entries === undefined && credentials === undefined) return {};
  if (!isEntriesHead(entries) || !isObject(credentials)) return undefined;
  if (!Object.values(credentials).every(isCredentialHead)) return undefined;
  return { entries, credentials: credentials as Readonly<Record<string, CredentialHead>> };
}

function isEntriesHead(value: unknown): value is EntriesHead {
  if (!isObject(value)) return false;
  const { count, last, sha256 } = value;
  return isCount(count) && typeof last === "string" && /^[\w.-]+$/.test(last) && isSha256(sha256);
}

function isCredentialHead(value: unknown): boolean {
  return isObject(value) && isCount(value.events) && isSha256(value.sha256);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isCount(value: unknown): boolean {
  return Number.isSafeInteger(value) && (value as number) > 0;
}

/** A SHA-256 in hex. */
export function isSha256(value: unknown): value is string {
  return typeof value === "string" && /^[0-9a-f]{64}$/.test(value);
}
