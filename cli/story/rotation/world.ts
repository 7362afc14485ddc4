// Context and events of the rotation demo.
import type { Customer } from "../../../customers/schema/schema";
import type { EmulatorControl } from "../emulatorControl";
import type { Services } from "../services";
import type { HandedOut } from "./handedOut";
import type { Pipeline } from "./pipeline";

/** Where the scenario runs. */
export interface World {
  pipeline: Pipeline;
  control: EmulatorControl;
  services: Services;
  /** The customers file that the pipeline reads. */
  file: string;
  signal: AbortSignal;
  /** Shows what is going on right now. */
  show(text: string): void;
  /** Says that a run of the pipeline has ended. */
  say(text: string): void;
}

/** An event to report. */
export interface Happening {
  day: number;
  customerId: string;
  /** Where it was seen: an edit of the file, the engine's log, or what the customer and the registry did. */
  by: "file" | "engine" | "customer";
  text: string;
}

/** The situation on a day, and the events until then. */
export interface Life {
  /** The customers as the file says on this day. */
  entries: readonly Customer[];
  /** Names of the Key Vault secrets, by customer id. */
  secrets: Readonly<Record<string, string>>;
  /** The password that each customer logs in with, by id. */
  held: Map<string, HandedOut>;
  /** Every password that was in the vault, in order of appearance. */
  passwords: HandedOut[];
  happenings: Happening[];
  logins: Logins;
  /** Runs of the pipeline, and those that changed something. */
  runs: { all: number; changing: number };
}

/** Logins, by how they ended; the last two must stay 0. */
export interface Logins {
  accepted: number;
  refused: number;
  wronglyAccepted: number;
  wronglyRefused: number;
}
