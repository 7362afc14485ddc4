// What the expressions of a run can read at one place: outputs of actions, and the items of the loops around it.
import type { RepetitionIndex } from "../../world/workflows";
import type { Value } from "../language/value";

/** An iteration of a loop; `item` where it is a loop over items. */
export interface Iteration {
  readonly loop: string;
  readonly index: number;
  readonly item?: Value;
}

/** The values at one place of a run: those of an iteration, and of what is around it. */
export class Context {
  readonly #outputs = new Map<string, Value>();
  readonly #parent: Context | undefined;
  readonly #iteration: Iteration | undefined;

  constructor(parent?: Context, iteration?: Iteration) {
    this.#parent = parent;
    this.#iteration = iteration;
  }

  /** Notes what an action put out. */
  setOutputs(action: string, outputs: Value): void {
    this.#outputs.set(action, outputs);
  }

  /** What an action put out: in this iteration, else around it; null when it has not run. */
  outputs(action: string): Value {
    const own = this.#outputs.get(action);
    return own === undefined ? (this.#parent?.outputs(action) ?? null) : own;
  }

  /** Gives what the actions of this iteration put out to what is around it, where the last iteration counts. */
  handTo(around: Context): void {
    for (const [action, outputs] of this.#outputs) around.setOutputs(action, outputs);
  }

  /** The item of the nearest loop over items. */
  item(): Value {
    const item = this.#iteration?.item;
    return item === undefined ? (this.#parent?.item() ?? null) : item;
  }

  /** The item of a loop by its name. */
  items(loop: string): Value {
    const item = this.#iteration?.loop === loop ? this.#iteration.item : undefined;
    return item === undefined ? (this.#parent?.items(loop) ?? null) : item;
  }

  /** The iterations of the loops around it, outermost first. */
  repetition(): readonly RepetitionIndex[] {
    const around = this.#parent?.repetition() ?? [];
    return this.#iteration === undefined
      ? around
      : [...around, { scopeName: this.#iteration.loop, itemIndex: this.#iteration.index }];
  }
}
