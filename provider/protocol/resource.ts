// The interface of each kind of resource in this plugin, in plain values; server.ts is the protocol around it.

/** A plain JSON object, as inputs and outputs are. */
export type Properties = Record<string, unknown>;

/** A value in a preview that only the update will know. */
export const UNKNOWN: unique symbol = Symbol("known after the update");

/** A value that the engine encrypts in the state and hides on the screen. */
export class Secret {
  readonly value: unknown;

  constructor(value: unknown) {
    this.value = value;
  }
}

/** How one property changes: `add`, `delete` or `update`, with `-replace` where that makes a new resource. */
export type ChangeKind = "add" | "delete" | "update" | "update-replace";

/** One property's change, shown by `pulumi preview --diff`. */
export interface PropertyChange {
  kind: ChangeKind;
  /** True when inputs are compared, false when outputs are. */
  isInput: boolean;
}

/** What an update would change; no changes when empty. */
export type Changes = Record<string, PropertyChange>;

/** What a call may use in addition to its arguments. */
export interface Call {
  urn: string;
  isPreview: boolean;
  /** Shows a line under the resource's name. Never a password. */
  log(severity: "info" | "warning", message: string): void;
}

/** A resource: its id, its inputs and its outputs. */
export interface Reality {
  id: string;
  inputs: Properties;
  outputs: Properties;
}

/** The state that an update starts from. */
export interface Old {
  id: string;
  inputs: Properties;
  outputs: Properties;
}

/** One kind of resource. Every function may throw; people see the message unchanged. */
export interface ResourceKind {
  /** Makes the inputs complete. @returns problems that end the whole run, by property */
  check(olds: Properties, news: Properties, call: Call): Checked | Promise<Checked>;
  diff(old: Old, news: Properties, call: Call): Changes;
  create(inputs: Properties, call: Call): Promise<Reality>;
  /** Reads the resource; `known` is the state, or empty on import. @returns undefined when it is gone */
  read(known: Old, call: Call): Promise<Reality | undefined>;
  update(old: Old, news: Properties, call: Call): Promise<Properties>;
  delete(old: Old, call: Call): Promise<void>;
  /** Is this kind read again before each update, without `--refresh`? */
  refreshBeforeUpdate: boolean;
}

/** What comes of a check. */
export interface Checked {
  inputs: Properties;
  problems: Problem[];
}

/** An input that cannot be accepted. */
export interface Problem {
  property: string;
  reason: string;
}

/**
 * A creation or a read that failed after a part was done: the state keeps the values given here, and the next update
 * finishes it.
 */
export class Unfinished extends Error {
  override readonly name = "Unfinished";
  readonly made: Reality;

  constructor(made: Reality, cause: Error) {
    super(cause.message, { cause });
    this.made = made;
  }
}
