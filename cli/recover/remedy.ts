// What can be done about an operation that a killed run left behind, and how it is told.
import type { SlotName } from "../../azure/registryToken";
import { logicalName, type PendingOperation } from "./state";

/** What is done about one operation. */
export type Remedy =
  /** It was made: the state takes it over under this ARM id. */
  | { kind: "take over"; operation: PendingOperation; id: string }
  /** Nothing was made, or the next run does it again as it is: the operation is forgotten. */
  | { kind: "forget"; operation: PendingOperation; why: string }
  /** Passwords were made whose values are lost: they are removed, and the operation is forgotten. */
  | {
      kind: "remove passwords";
      operation: PendingOperation;
      tokenId: string;
      slots: SlotName[];
      /** Older passwords, which somebody may hold. */
      keep: SlotName[];
    }
  /** Only a person can tell. */
  | { kind: "ask"; operation: PendingOperation; why: string };

/** The remedy in words. */
export function describeRemedy(remedy: Remedy): string {
  const name = logicalName(remedy.operation.resource.urn);
  switch (remedy.kind) {
    case "take over":
      return `${name}: was created; the state takes it over`;
    case "forget":
      return `${name}: ${remedy.why}`;
    case "remove passwords":
      return `${name}: ${remedy.slots.join(" and ")} was generated and its value lost; nobody holds it; it is removed and generated again by the next run`;
    case "ask":
      return `${name}: ${remedy.why}`;
  }
}
