// The state of an emulated stack in its file: plain JSON in which only secrets are encrypted.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { STACK_NAME } from "../../cli/emulated";

/** A resource in the state. */
export interface StateResource {
  urn: string;
  type: string;
  id?: string;
  protect?: boolean;
  inputs?: Record<string, unknown>;
  outputs?: Record<string, unknown>;
}

/** What a run had begun when it was killed. */
export interface PendingOperation {
  type: "creating" | "updating" | "deleting" | "reading" | "importing";
  resource: StateResource;
}

/** What the engine knows. */
export interface StackState {
  resources: StateResource[];
  /** What a killed run had begun. */
  pending: PendingOperation[];
}

/** Reads the file, which takes no run of the CLI. */
export function readState(workFolder: string): StackState {
  const file = join(workFolder, ".pulumi", "stacks", "customer-access", `${STACK_NAME}.json`);
  const { checkpoint } = JSON.parse(readFileSync(file, "utf8")) as {
    checkpoint: {
      latest?: { resources?: StateResource[]; pending_operations?: PendingOperation[] };
    };
  };
  const { resources = [], pending_operations = [] } = checkpoint.latest ?? {};
  return { resources, pending: pending_operations };
}
