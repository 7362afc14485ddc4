// The stacks of one registry: the first one, and another that has taken customers over from it.

import { OTHER_VAULT, PLACE } from "../engine/place";
import type { Bench } from "./bench";
import { CUSTOMERS, type Customer } from "./customersFile";
import { ModelStack } from "./stack";

/** All of them; whatever one does, the promises of each are looked at. */
export class Stacks {
  readonly bench: Bench;
  readonly first: ModelStack;
  /** Declares those whom the first one has handed over. */
  successor: ModelStack | undefined;
  /** The one whose run is the present or the last one. */
  #acting: ModelStack | undefined;
  #strangers = 0;

  static async open(bench: Bench): Promise<Stacks> {
    await bench.azure.reset();
    return new Stacks(bench);
  }

  private constructor(bench: Bench) {
    this.bench = bench;
    this.first = this.open("suffix");
    this.first.customers.push(...CUSTOMERS);
    bench.azure.onEffect = () => {
      for (const each of this.all) each.look(each !== this.#acting);
    };
  }

  /** Those to whom somebody's promises belong. */
  get all(): ModelStack[] {
    return this.successor === undefined ? [this.first] : [this.first, this.successor];
  }

  /** The stack that declares a customer. */
  of(customer: Customer): ModelStack {
    const { first, successor } = this;
    return successor?.customers.includes(customer) ? successor : first;
  }

  /** The one that adopts. */
  openSuccessor(): ModelStack {
    this.successor ??= this.open("other");
    return this.successor;
  }

  /** One that has no business with anybody here. */
  openStranger(vault: "same" | "another"): ModelStack {
    return this.open(
      `strange${this.#strangers++}x`,
      vault === "same" ? PLACE : { ...PLACE, vaultName: OTHER_VAULT },
    );
  }

  private open(suffix: string, place = PLACE): ModelStack {
    const begins = (stack: ModelStack) => {
      this.#acting = stack;
    };
    return new ModelStack(this.bench, { place, suffix, begins });
  }
}
