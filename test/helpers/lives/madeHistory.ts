// A long history made up from a real one: as many updates and customers as a test or a benchmark needs, as Pulumi would keep them.

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { writeAccessLine } from "../../../access/accessLine";
import { eventSealOf, sealOf } from "../../../access/seal";
import type { EntryFile, Resource } from "./realHistory";
import { realHistory } from "./realHistory";

/** How long, and how wide. */
export interface MadeHistoryOptions {
  readonly updates: number;
  /** Called `customer-000`, … @default 100 */
  readonly customers?: number;
  /** Called `app/r000`, …; each customer has three of them. @default 20 */
  readonly repositories?: number;
  /** @default "gzip" */
  readonly packing?: "plain" | "gzip";
}

/** What one update did, by construction. */
export interface MadeUpdate {
  /** `dev-<nanoseconds>` */
  readonly name: string;
  /** When it began: ISO 8601. They follow one another every 8 hours from 2026-01-01 on. */
  readonly startedAt: string;
  readonly customer: string;
  readonly did: "let in" | "rotated" | "suspended" | "resumed" | "moved" | "nothing";
}

/**
 * Writes the history of the stack `customer-access/dev` below `folder/.pulumi`, and its present state.
 *
 * The first update lets all customers in. Each later one changes one customer: it rotates the password, suspends or
 * resumes the customer, or moves one repository; each tenth changes nothing. A checkpoint of 100 customers has 1.2 MB.
 */
export function madeHistory(folder: string, options: MadeHistoryOptions): MadeUpdate[] {
  const { updates, customers: count = 100, repositories = 20, packing = "gzip" } = options;
  const real = realHistory();
  const made = Array.from({ length: count }, (_, index) => customer(index, repositories));
  const texts = made.map((each) => resourcesOf(each, real.customer, START));
  const history = join(folder, ".pulumi", "history", "customer-access", "dev");
  const stacks = join(folder, ".pulumi", "stacks", "customer-access");
  for (const path of [history, stacks]) mkdirSync(path, { recursive: true });
  const ending = packing === "gzip" ? ".json.gz" : ".json";
  const pack = (text: string) => (packing === "gzip" ? gzipSync(text, { level: 1 }) : text);
  let record = sealedRecord(real.guard, made, START);

  return Array.from({ length: updates }, (_, number): MadeUpdate => {
    const startMs = START + number * EVERY_MS;
    const writtenMs = startMs + 5_000;
    const index = number % count;
    const changed = made[index] as Made;
    const did = number === 0 ? "let in" : change(changed, number, writtenMs, repositories);
    if (did !== "nothing") texts[index] = resourcesOf(changed, real.customer, writtenMs);
    if (["suspended", "resumed", "moved"].includes(did)) {
      record = sealedRecord(record, made, writtenMs);
    }
    const checkpoint = real.checkpoint(iso(writtenMs), [JSON.stringify(record), ...texts]);
    const name = `dev-${startMs + 10_500}000000`;
    const entry = real.entry(entryOf(number, startMs, did));
    writeFileSync(join(history, `${name}.history${ending}`), pack(entry));
    writeFileSync(join(history, `${name}.checkpoint${ending}`), pack(checkpoint));
    if (number === updates - 1) writeFileSync(join(stacks, `dev${ending}`), pack(checkpoint));
    return { name, startedAt: iso(startMs), customer: changed.id, did };
  });
}

const START = Date.parse("2026-01-01T00:00:00Z");
const EVERY_MS = 8 * 3_600_000;

/** A customer as the next checkpoint has them. */
interface Made {
  readonly id: string;
  /** Numbers of their repositories. */
  numbers: number[];
  enabled: boolean;
  slots: { name: string; createdAt: string; expiresOn: string; generation: number }[];
  /** The credential's events so far, and the hash of the last one. */
  events: number;
  eventSha256?: string;
}

function customer(index: number, repositories: number): Made {
  const numbers = [0, 1, 2].map((step) => (index * 7 + step * 3) % repositories);
  const id = `customer-${`${index}`.padStart(3, "0")}`;
  return { id, numbers, enabled: true, slots: [slot("password1", START)], events: 0 };
}

function change(made: Made, number: number, ms: number, repositories: number): MadeUpdate["did"] {
  if (number % 10 === 0) return "nothing";
  // In another rhythm than the customers, so that each meets all changes.
  const turn = (number * 7 + Math.floor(number / 100)) % 4;
  if (turn === 0) {
    made.enabled = !made.enabled;
    return made.enabled ? "resumed" : "suspended";
  }
  if (turn === 1) {
    const [first = 0, ...others] = made.numbers;
    made.numbers = [...others, (first + 1) % repositories];
    return "moved";
  }
  const last = made.slots.at(-1);
  const next = last?.name === "password1" ? "password2" : "password1";
  made.slots = [...(last === undefined ? [] : [last]), slot(next, ms)];
  return "rotated";
}

function slot(name: string, ms: number) {
  const expiresOn = iso(ms + 90 * 86_400_000).slice(0, 10);
  return { name, createdAt: iso(ms), expiresOn, generation: 1 };
}

function namesOf({ numbers }: Made): string[] {
  return [...new Set(numbers)].map((number) => `app/r${`${number}`.padStart(3, "0")}`).sort();
}

/** The resources of a real customer, with this one's id and facts. */
function resourcesOf(made: Made, real: readonly Resource[], ms: number): string {
  const modified = iso(ms);
  const actions = namesOf(made).map((name) => `repositories/${name}/content/read`);
  const resources = JSON.parse(JSON.stringify(real).replaceAll("contoso", made.id)) as Resource[];
  for (const resource of resources) {
    const { type, outputs } = resource;
    resource.modified = modified;
    if (type.endsWith(":ScopeMap")) resource.outputs = { ...outputs, actions };
    if (type.endsWith(":TokenSecret")) resource.outputs = withEvent(made, { ...outputs });
  }
  return resources.map((resource) => JSON.stringify(resource)).join(",");
}

/** The credential's facts, sealed as one event more if they changed. */
function withEvent(made: Made, real: Record<string, unknown>): Record<string, unknown> {
  const current = made.slots.at(-1);
  const facts = {
    ...real,
    enabled: made.enabled,
    slots: made.slots,
    currentSlot: current?.name,
    issuedAt: current?.createdAt,
    secretVersion: `${Date.parse(current?.createdAt ?? "")}`.padStart(32, "0"),
  };
  const chain = made.eventSha256 === undefined ? {} : { previousEventSha256: made.eventSha256 };
  const event = { ...facts, events: made.events + 1, ...chain };
  made.events += 1;
  made.eventSha256 = eventSealOf(event);
  return { ...event, eventSha256: made.eventSha256 };
}

/** The next record, with the hash of the one before; the first one where that has none. */
function sealedRecord(before: Resource, made: readonly Made[], ms: number): Resource {
  const access = Object.fromEntries(made.map((each) => [each.id, lineOf(each)]));
  const { recordSha256: previousSha256, revision, ...rest } = before.outputs ?? {};
  const isFirst = previousSha256 === undefined;
  const inputs = { ...before.inputs, access };
  const outputs = isFirst
    ? { ...rest, revision: 1 }
    : { ...rest, revision: Number(revision) + 1, previousSha256 };
  const recordSha256 = sealOf({ inputs, outputs });
  return { ...before, inputs, outputs: { ...outputs, recordSha256 }, modified: iso(ms) };
}

function lineOf(made: Made): string {
  return writeAccessLine({
    state: made.enabled ? "active" : "suspended",
    tokenName: `${made.id}-pull`,
    actions: ["content/read"],
    repositories: namesOf(made),
    revokeBefore: 1,
    readers: [],
  });
}

function entryOf(number: number, startMs: number, did: string): Partial<EntryFile> {
  return {
    startTime: startMs / 1_000,
    endTime: startMs / 1_000 + 10,
    message: `Update ${number + 1}: ${did}`,
    resourceChanges: did === "nothing" ? { same: 500 } : { same: 498, update: 2 },
  };
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
