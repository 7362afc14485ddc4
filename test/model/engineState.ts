// What the model's engine keeps between runs, and what it tells of one.

import type { Reality, ResourceKind } from "../../provider/protocol/resource";
import type { NativeKind } from "./azureNative";
import type { Product } from "./product";

/** What the engine works with. */
export interface EngineOptions {
  product: Product;
  /** Starts our plugin for one run, and gives its kinds of resources. */
  startPlugin(): Readonly<Record<string, ResourceKind>>;
  /** The other plugins' kinds. */
  natives: Readonly<Record<string, NativeKind>>;
  now(): Date;
  /** A reading takes this resource for gone. */
  forgets(name: string): void;
  /** Set when the processes were killed: nothing is kept from then on. */
  end(): Error | undefined;
}

/** A resource in the state. */
export interface StateResource extends Reality {
  urn: string;
  name: string;
  type: string;
  customer: string;
  created: string;
  /** Set for what a person imported. */
  importID?: string;
  /** It was made or read only in part, and is updated even when nothing differs. */
  isUnfinished: boolean;
  isProtected: boolean;
  /** When it is deleted, it only leaves the state. */
  isRetained: boolean;
  dependsOn: string[];
}

/** What a killed run was making; it stays in the state until it is recovered. */
export interface PendingCreate {
  type: "creating";
  resource: Omit<StateResource, "id" | "outputs">;
}

/** A line for people, under a resource's name. */
export interface Line {
  name: string;
  severity: string;
  message: string;
}

/** How a run ended; a run that was killed throws instead. */
export interface RunResult {
  /** Error messages by the name of the resource; by "" when the run ended as a whole. */
  failures: Map<string, string>;
  /** Resources that waited for one that failed. */
  skipped: Set<string>;
  lines: Line[];
}
