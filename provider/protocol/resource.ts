// What each kind of resource that this plugin serves must be able to do, in plain values; the protocol around it is server.ts.

/** A plain JSON object, as inputs and outputs are. */
export type Properties = Record<string, unknown>;

/** Stands in a preview for a value that only the update will know. */
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

/** What a call may use beside its arguments. */
export interface Call {
  urn: string;
  isPreview: boolean;
  /** Shows a line under the resource's name. Never a password. */
  log(severity: "info" | "warning", message: string): void;
}

/** A resource as it is: its id, what it was asked to be, and what it is. */
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

/** One kind of resource. Every function may throw; the message is shown to people as it is. */
export interface ResourceKind {
  /** Makes the inputs complete. @returns problems that end the whole run, by property */
  check(olds: Properties, news: Properties, call: Call): Checked | Promise<Checked>;
  diff(old: Old, news: Properties, call: Call): Changes;
  create(inputs: Properties, call: Call): Promise<Reality>;
  /** Reads reality; `known` is what the state holds, or empty on import. @returns undefined when it is gone */
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

/** A creation or a reading that failed half-way: the state keeps what is given here, and the next update finishes it. */
export class Unfinished extends Error {
  override readonly name = "Unfinished";
  readonly made: Reality;

  constructor(made: Reality, cause: Error) {
    super(cause.message, { cause });
    this.made = made;
  }
}
