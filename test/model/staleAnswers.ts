// Answers of Resource Manager as they were before: one reading of a run tells what the next one does not.

import type { Stale, Trouble } from "./trouble";

const READINGS: Readonly<Record<Stale["of"], RegExp>> = {
  token: /\/registries\/[^/]+\/tokens(\/[^/]+)?$/i,
  secret: /\/vaults\/[^/]+\/secrets(\/[^/]+)?$/i,
};

interface Item {
  properties?: { credentials?: { passwords?: { name: string }[] } };
}

/** Remembers the answers of one world, and gives a stale one where it is asked for. */
export class StaleAnswers {
  readonly #last = new Map<string, string>();
  readonly #before = new Map<string, string>();
  #passed = 0;

  /** A run begins. */
  begin(): void {
    this.#passed = 0;
  }

  /** The answer to a reading that has succeeded. */
  answer({ stale }: Trouble, url: string, path: string, body: string): string {
    const last = this.#last.get(url);
    if (last !== undefined && last !== body) this.#before.set(url, last);
    this.#last.set(url, body);
    if (stale === undefined || !READINGS[stale.of].test(path)) return body;
    this.#passed += 1;
    if (this.#passed !== stale.skip + 1) return body;
    if (stale.tells === "what was before") return this.#before.get(url) ?? body;
    const answer = JSON.parse(body) as Item & { value?: Item[] };
    if (stale.tells === "less of a list") {
      return JSON.stringify(
        answer.value === undefined ? answer : { ...answer, value: answer.value.slice(0, -1) },
      );
    }
    const name = stale.tells.slice("no ".length);
    for (const { properties } of answer.value ?? [answer]) {
      const { credentials } = properties ?? {};
      if (credentials?.passwords === undefined) continue;
      credentials.passwords = credentials.passwords.filter((each) => each.name !== name);
    }
    return JSON.stringify(answer);
  }
}
