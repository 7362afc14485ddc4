// Takes several things away, where no failure of one may hold up another.

/** Tries all; what failed is thrown at the end. */
export class Tries {
  readonly #failures: unknown[] = [];

  /** Does the work for each, one after the other. @returns those for which it was done */
  async each(names: readonly string[], work: (name: string) => Promise<void>): Promise<string[]> {
    const done: string[] = [];
    for (const name of names) {
      try {
        await work(name);
        done.push(name);
      } catch (thrown) {
        this.#failures.push(thrown);
      }
    }
    return done;
  }

  /** @throws what failed; if there is more than one, Error with all their messages */
  end(): void {
    const [first, ...others] = this.#failures;
    if (others.length === 0 && first !== undefined) throw first;
    if (first === undefined) return;
    const messages = this.#failures.map((each) => (each as Error).message);
    throw new Error(messages.join("\n"), { cause: first });
  }
}
