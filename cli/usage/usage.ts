// Joins a registry's log with the customers of the file: who was seen when, what was pulled, and what never was. Pure.
import { isOpen } from "../../access/access";
import { dayAt } from "../../access/days";
import { covers } from "../../access/pattern";
import { accessOf } from "../../customers/accessOf";
import type { Customer } from "../../customers/schema/schema";
import type { LogEvent } from "./logEvent";

/** What the logs tell. Days are UTC, as `YYYY-MM-DD`; what they do not tell is null. */
export interface UsageReport {
  readonly today: string;
  /** The first and the last event. */
  readonly from: string | null;
  readonly to: string | null;
  readonly events: number;
  /** In the order of the file. */
  readonly customers: readonly CustomerUsage[];
  /** Who appears in the logs and is the token of nobody in the file; the last seen first. */
  readonly unknown: readonly UnknownIdentity[];
  /** Events that name nobody, as those of clients that have not logged in yet. */
  readonly unnamed: number;
  readonly unreadable: Unreadable;
}

/** One customer. */
export interface CustomerUsage {
  readonly id: string;
  readonly tokenName: string;
  /** May they log in today? */
  readonly isOpen: boolean;
  /** The last day on which the registry did something for them. */
  readonly lastSeen: string | null;
  readonly lastLogin: string | null;
  readonly lastPull: string | null;
  readonly pulls: number;
  /** The last refused event, where nothing has worked since then. */
  readonly refusedSince: string | null;
  /** From where the last event came; null where the logs do not tell. */
  readonly lastFrom: Caller | null;
  /** Repositories and prefixes of the entry from which nothing was pulled. */
  readonly neverPulled: readonly string[];
  /** When the newest password appeared; null without a stack, or where there is none. */
  readonly newestPassword: string | null;
  /** Were they seen since then? If so, perhaps with the password before: the logs name the token, not the slot. */
  readonly isSeenSince: boolean | null;
}

/** Somebody whom the file does not explain. */
export interface UnknownIdentity {
  readonly identity: string;
  readonly events: number;
  readonly lastSeen: string;
  readonly lastFrom: Caller | null;
}

/** Where an event came from, as far as the log tells. */
export interface Caller {
  readonly address: string | null;
  readonly userAgent: string | null;
}

/** What could not be read. */
export interface Unreadable {
  readonly count: number;
  /** The first of them, each with its place and the reason. */
  readonly first: readonly string[];
}

/** So many are named; all are counted. */
const MOST_NAMED = 10;

/** What is remembered of one identity. */
interface Trace {
  identity: string;
  events: number;
  last: number;
  /** Of the last event that tells it. */
  from: Caller | null;
  lastAllowed?: number;
  lastLogin?: number;
  lastPull?: number;
  lastRefused?: number;
  pulls: number;
  readonly pulled: Set<string>;
}

/** Takes events one by one, in any order, and keeps one trace for each identity. */
export class Usage {
  readonly #traces = new Map<string, Trace>();
  #events = 0;
  #unnamed = 0;
  #unreadable = 0;
  readonly #reasons: string[] = [];
  #from = Infinity;
  #to = -Infinity;

  add(event: LogEvent): void {
    const { at, identity, isAllowed, operation, repository } = event;
    this.#events += 1;
    this.#from = Math.min(this.#from, at);
    this.#to = Math.max(this.#to, at);
    if (identity === "") {
      this.#unnamed += 1;
      return;
    }
    const trace = this.#traceOf(identity);
    trace.events += 1;
    if (at >= trace.last) trace.from = callerOf(event) ?? trace.from;
    trace.last = Math.max(trace.last, at);
    if (!isAllowed) {
      trace.lastRefused = later(trace.lastRefused, at);
      return;
    }
    trace.lastAllowed = later(trace.lastAllowed, at);
    if (event.kind === "login") trace.lastLogin = later(trace.lastLogin, at);
    if (!/^pull/i.test(operation)) return;
    trace.lastPull = later(trace.lastPull, at);
    trace.pulls += 1;
    if (repository !== undefined) trace.pulled.add(repository.toLowerCase());
  }

  /** @param reason with its place */
  addUnreadable(reason: string): void {
    this.#unreadable += 1;
    if (this.#reasons.length < MOST_NAMED) this.#reasons.push(reason);
  }

  /** @param newest when each customer's newest password appeared (ISO 8601), by id. @default - nobody knows */
  report(
    customers: readonly Customer[],
    today: string,
    newest?: ReadonlyMap<string, string>,
  ): UsageReport {
    const tokens = new Set(customers.map(({ tokenName }) => tokenName.toLowerCase()));
    const unknown = [...this.#traces].filter(([key]) => !tokens.has(key)).map(([, trace]) => trace);
    return {
      today,
      from: this.#events === 0 ? null : dayAt(this.#from),
      to: this.#events === 0 ? null : dayAt(this.#to),
      events: this.#events,
      customers: customers.map((customer) =>
        this.#usageOf(customer, { today, newest: newest?.get(customer.id) }),
      ),
      unknown: unknown
        .sort((one, other) => other.last - one.last)
        .map(({ identity, events, last, from }) => ({
          identity,
          events,
          lastSeen: dayAt(last),
          lastFrom: from,
        })),
      unnamed: this.#unnamed,
      unreadable: { count: this.#unreadable, first: this.#reasons },
    };
  }

  #usageOf(
    customer: Customer,
    { today, newest }: { today: string; newest: string | undefined },
  ): CustomerUsage {
    const { id, tokenName, repositories } = customer;
    const trace = this.#traces.get(tokenName.toLowerCase());
    const { lastAllowed, lastRefused, pulled = new Set<string>() } = trace ?? {};
    const isRefused = lastRefused !== undefined && lastRefused > (lastAllowed ?? -Infinity);
    return {
      id,
      tokenName,
      isOpen: isOpen(accessOf(customer), today),
      lastSeen: dayOr(lastAllowed),
      lastLogin: dayOr(trace?.lastLogin),
      lastPull: dayOr(trace?.lastPull),
      pulls: trace?.pulls ?? 0,
      refusedSince: isRefused ? dayAt(lastRefused) : null,
      lastFrom: trace?.from ?? null,
      neverPulled: repositories.filter(
        (pattern) => ![...pulled].some((each) => covers(pattern, each)),
      ),
      newestPassword: newest === undefined ? null : dayAt(Date.parse(newest)),
      isSeenSince: newest === undefined ? null : this.#isSeenSince(lastAllowed, Date.parse(newest)),
    };
  }

  /** Undecided where the logs end before the password appeared, or begin after it without an event of theirs. */
  #isSeenSince(lastAllowed: number | undefined, newest: number): boolean | null {
    if (this.#to < newest) return null;
    if (lastAllowed !== undefined && lastAllowed >= newest) return true;
    return this.#from <= newest ? false : null;
  }

  #traceOf(identity: string): Trace {
    const key = identity.toLowerCase();
    const known = this.#traces.get(key);
    if (known !== undefined) return known;
    const trace = {
      identity,
      events: 0,
      last: -Infinity,
      from: null,
      pulls: 0,
      pulled: new Set<string>(),
    };
    this.#traces.set(key, trace);
    return trace;
  }
}

function callerOf({ address, userAgent }: LogEvent): Caller | undefined {
  if (address === undefined && userAgent === undefined) return undefined;
  return { address: address ?? null, userAgent: userAgent ?? null };
}

function later(one: number | undefined, other: number): number {
  return one === undefined || other > one ? other : one;
}

function dayOr(ms: number | undefined): string | null {
  return ms === undefined ? null : dayAt(ms);
}
