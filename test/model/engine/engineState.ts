// What the model's engine keeps between runs, and what it reports about one.

import type { Reality } from "../../../provider/protocol/resource";
import type { NativeKind } from "./azureNative";
import type { Declared } from "./declaration";
import type { Plugin } from "./plugin";
import type { Product } from "./product";

/** The engine's dependencies. */
export interface EngineOptions {
  product: Product;
  /** Starts our plugin for one run, and gives its kinds of resources. */
  startPlugin(): Plugin;
  /** The other plugins' kinds. */
  natives: Readonly<Record<string, NativeKind>>;
  now(): Date;
  /** A read treats this resource as deleted. */
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

/** A resource that is about to come into the state. */
export type NewResource = Omit<StateResource, "id" | "inputs" | "outputs">;

/** What the engine records about a resource before it changes it. */
export function newResource({
  inputs: _,
  importId: __,
  ignoreChanges: ___,
  ...declared
}: Declared): NewResource {
  const urn = `urn:pulumi:dev::customer-access::${declared.type}::${declared.name}`;
  return { ...declared, urn, created: "", isUnfinished: false };
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

/** What was created or read, also if that failed after a part was done and says what exists. */
export async function partly<Made extends Reality | undefined>(
  options: EngineOptions,
  work: () => Promise<Made>,
): Promise<{ made: Made | Reality; failure?: Error }> {
  try {
    const made = await work();
    throwIfEnded(options);
    return { made };
  } catch (thrown) {
    throwIfEnded(options);
    if (!(thrown instanceof options.product.Unfinished)) throw thrown;
    return { made: thrown.made, failure: thrown };
  }
}

/** @throws Error when the processes were killed */
export function throwIfEnded({ end }: EngineOptions): void {
  const reason = end();
  if (reason !== undefined) throw reason;
}
