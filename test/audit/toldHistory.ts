// A history told in a few words, for tests of what is made from it.

import { createHash } from "node:crypto";
import { writeAccessLine } from "../../access/accessLine";
import type {
  CustomerFact,
  GuardRecord,
  History,
  HistoryEntry,
  OtherFact,
  SlotFact,
  WrittenRun,
} from "../../audit/snapshot";

/** One customer after an update; what is not said is as usual. */
export interface Told {
  repositories?: string[];
  actions?: string[];
  enabled?: boolean;
  until?: string;
  slots?: SlotFact[];
  current?: "password1" | "password2";
  /** The state that the record declares. @default - by `enabled` */
  declared?: "active" | "suspended" | "offboarded";
  /** Repositories that the record declares. @default - those that are granted */
  declaredRepositories?: string[];
  revokeBefore?: number;
  /** When it was written. @default - during the update */
  modifiedAt?: string;
  /** What others changed, in the plugin's words. */
  drift?: Record<string, string>;
  /** How many events the credential has had. */
  events?: number;
  /** No resource is there, only the line. */
  isMissing?: boolean;
  /** The record does not list them. */
  isUnlisted?: boolean;
  /** @default - `<id>-pull` */
  tokenName?: string;
  /** Is their TokenSecret not in the state? @default false */
  isWithoutSecret?: true;
}

/** One update: at which instant, who is there after it. */
export interface ToldUpdate extends Partial<HistoryEntry> {
  at: string;
  customers: Record<string, Told>;
  guard?: Partial<GuardRecord>;
  /** Tokens beside those of the customers. @default [] */
  others?: OtherFact[];
}

/** A slot, from a day to a day. */
export function slot(
  name: "password1" | "password2",
  from: string,
  to?: string,
  generation = 1,
): SlotFact {
  return {
    name,
    createdAt: `${from}T10:00:00.000Z`,
    generation,
    ...(to === undefined ? {} : { expiresOn: to }),
  };
}

/** The history of these updates, each ten seconds long. */
export function toldHistory(updates: readonly ToldUpdate[], more: Partial<History> = {}): History {
  const entries: HistoryEntry[] = updates.map(
    ({ at, customers, guard, others = [], ...entry }, index) => ({
      name: `dev-${index + 1}`,
      kind: "update",
      startedAt: at,
      endedAt: later(at),
      result: "succeeded",
      message: "",
      provenance: {},
      changes: {},
      snapshot: {
        ...snapshotOf(customers, { revision: index + 1, modifiedAt: at, ...guard }, at),
        ...(others.length === 0 ? {} : { others }),
      },
      ...entry,
    }),
  );
  return {
    stack: "customer-access/dev",
    source: "/history",
    entries,
    written: writtenOf(entries),
    gaps: [],
    ...more,
  };
}

/** What anchors cover of these entries: each is whole. */
export function writtenOf(entries: readonly HistoryEntry[]): WrittenRun[] {
  return entries.map((entry) => ({
    name: entry.name,
    number: entry.name.replace(/^.*-/, ""),
    sha256: createHash("sha256").update(JSON.stringify(entry)).digest("hex"),
    isWhole: true,
    ...(entry.snapshot === undefined ? {} : { snapshot: entry.snapshot }),
  }));
}

/** What a checkpoint says of these customers. */
export function snapshotOf(
  customers: Record<string, Told>,
  guard: Partial<GuardRecord>,
  at: string,
) {
  const listed = Object.entries(customers).filter(([, told]) => told.isUnlisted !== true);
  return {
    guard: {
      revision: 1,
      access: Object.fromEntries(listed.map(([id, told]) => [id, lineOf(id, told)])),
      ...guard,
    },
    customers: Object.entries(customers)
      .filter(([, told]) => told.isMissing !== true)
      .map(([id, told]) => factOf(id, told, at)),
  };
}

/** Ten seconds later. */
export function later(at: string): string {
  return new Date(Date.parse(at) + 10_000).toISOString();
}

function lineOf(id: string, told: Told): string {
  const { repositories = ["app/api"], actions = ["content/read"], enabled = true, until } = told;
  return writeAccessLine({
    state: told.declared ?? (enabled ? "active" : "suspended"),
    tokenName: told.tokenName ?? `${id}-pull`,
    actions,
    repositories: told.declaredRepositories ?? repositories,
    ...(until === undefined ? {} : { accessUntil: until }),
    revokeBefore: told.revokeBefore ?? 1,
    readers: [],
  });
}

function factOf(id: string, told: Told, at: string): CustomerFact {
  const {
    repositories = ["app/api"],
    actions = ["content/read"],
    enabled = true,
    until,
    slots = [],
  } = told;
  const current = told.current ?? slots.at(-1)?.name;
  return {
    id,
    modifiedAt: told.modifiedAt ?? at,
    tokenName: told.tokenName ?? `${id}-pull`,
    actions: repositories.flatMap((name) =>
      actions.map((action) => `repositories/${name}/${action}`),
    ),
    enabled,
    slots,
    ...(until === undefined ? {} : { accessUntil: until }),
    ...(current === undefined ? {} : { currentSlot: current }),
    ...(told.isWithoutSecret === undefined ? {} : { isWithoutSecret: told.isWithoutSecret }),
    ...(told.drift === undefined ? {} : { drift: told.drift }),
    ...(told.events === undefined ? {} : { events: told.events }),
  };
}
