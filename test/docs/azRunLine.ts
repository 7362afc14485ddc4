// The type of a line for the Azure CLI that is run against the emulator.
import type { EmulatedAzure } from "../emulator/useEmulator";

/** A kind of line that is run as it is written, with its placeholders filled. */
export interface RunLine {
  readonly pattern: RegExp;
  /** Makes what the line is about. */
  before?(azure: EmulatedAzure, filled: string): Promise<unknown>;
  /** What stands for `<…>` and `${…}`, by the placeholder or by the option before it. */
  fill?(azure: EmulatedAzure): Readonly<Record<string, string>>;
  /** Holds what the command printed, and what it did, against what the document says of it. */
  after(azure: EmulatedAzure, output: string): Promise<void> | void;
}
