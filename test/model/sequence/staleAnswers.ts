// Stale or incomplete answers of Resource Manager: one read of a run may contain what the next one does not.

import type { Event } from "./tally";
import type { Stale, Trouble } from "./trouble";

const READINGS: Readonly<Record<Stale["of"], RegExp>> = {
  token: /\/registries\/[^/]+\/tokens(\/[^/]+)?$/i,
  secret: /\/vaults\/[^/]+\/secrets(\/[^/]+)?$/i,
};

/** What only a list contains. */
const OF_LISTS: Readonly<Partial<Record<Stale["tells"], (list: List) => List>>> = {
  "less of a list": (list) => ({ ...list, value: list.value.slice(0, -1) }),
  "no further pages": ({ value }) => ({ value }),
  "no status": (list) => ({ ...list, value: list.value.map(withoutStatus) }),
};

interface List {
  value: Item[];
  nextLink?: string;
}

interface Item {
  properties?: {
    status?: string;
    attributes?: { enabled?: boolean };
    credentials?: { passwords?: { name: string }[] };
  };
}

/** What Resource Manager answers to a reading. */
export interface Answer {
  status: number;
  body: string;
}

/** Remembers the answers of one world, and gives a stale one if requested. */
export class StaleAnswers {
  readonly #last = new Map<string, Answer>();
  readonly #before = new Map<string, Answer>();
  #passed = 0;
  /** What was done to an answer of the present run. */
  given: Event | undefined;

  /** A run begins. */
  begin(): void {
    this.#passed = 0;
    this.given = undefined;
  }

  /** The answer to a reading. */
  answer({ stale }: Trouble, url: string, path: string, now: Answer): Answer {
    const isSecret = READINGS.secret.test(path);
    // The product treats a token's 404 as deleted; a secret's 404 may be stale.
    if (now.status !== 200 && !(isSecret && now.status === 404)) return now;
    const last = this.#last.get(url);
    if (last !== undefined && last.body !== now.body) this.#before.set(url, last);
    this.#last.set(url, now);
    if (stale === undefined || !READINGS[stale.of].test(path)) return now;
    const change = OF_LISTS[stale.tells];
    if (change !== undefined && !path.endsWith(`/${stale.of}s`)) return now;
    this.#passed += 1;
    const { skip, times = 1 } = stale;
    if (this.#passed <= skip || this.#passed > skip + times) return now;
    const told = change === undefined ? this.#told(stale, url, now) : changed(now, change);
    if (told.body !== now.body) this.given = eventOf(stale);
    return told;
  }

  #told({ tells }: Stale, url: string, now: Answer): Answer {
    if (tells === "what was before") return this.#before.get(url) ?? now;
    const name = tells.slice("no ".length);
    const answer = JSON.parse(now.body) as Item & Partial<List>;
    for (const { properties } of answer.value ?? [answer]) {
      const { credentials } = properties ?? {};
      if (credentials?.passwords === undefined) continue;
      credentials.passwords = credentials.passwords.filter((each) => each.name !== name);
    }
    return { ...now, body: JSON.stringify(answer) };
  }
}

function changed(now: Answer, change: (list: List) => List): Answer {
  return { ...now, body: JSON.stringify(change(JSON.parse(now.body) as List)) };
}

function withoutStatus(item: Item): Item {
  const { status: _, attributes, ...properties } = item.properties ?? {};
  const { enabled: __, ...others } = attributes ?? {};
  return { ...item, properties: { ...properties, ...(attributes && { attributes: others }) } };
}

function eventOf({ of, tells }: Stale): Event {
  if (OF_LISTS[tells] !== undefined) return "a list lacked something";
  return of === "secret"
    ? "an answer about a secret was stale"
    : "an answer about a token was stale";
}
