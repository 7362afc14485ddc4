// Makes two runs send their requests in turns, so that each interleaving is reproducible.

/** Which of two runs at once. */
export type Runner = "first" | "second";

/** The turns of two runs; a run alone has every turn. */
export class Turns {
  readonly #lengths: number[];
  #holder: Runner = "first";
  #left: number;
  #isAlone = false;
  #waiting: (() => void)[] = [];

  /** @param lengths how many requests each turn has, the first run's first; after them the first run completes */
  constructor(lengths: readonly number[]) {
    this.#lengths = [...lengths];
    this.#left = this.#nextLength();
  }

  /** Waits for the runner's turn. */
  async take(runner: Runner): Promise<void> {
    while (!this.#isAlone && (this.#holder !== runner || this.#left === 0)) {
      await new Promise<void>((go) => this.#waiting.push(go));
    }
    this.#left -= 1;
  }

  /** The request has been answered. */
  done(): void {
    if (this.#left <= 0) this.#pass();
  }

  /** The run is over: the other one continues alone. */
  end(): void {
    this.#isAlone = true;
    this.#pass();
  }

  #pass(): void {
    this.#holder = this.#holder === "first" ? "second" : "first";
    this.#left = this.#nextLength();
    for (const go of this.#waiting.splice(0)) go();
  }

  #nextLength(): number {
    return this.#lengths.shift() ?? Number.POSITIVE_INFINITY;
  }
}
