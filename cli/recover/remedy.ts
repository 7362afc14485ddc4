// The remedies for an operation that a killed run left pending, and their messages.
import type { SlotName } from "../../azure/tokens/registryToken";
import { logicalName, type PendingOperation } from "./state";

/** The remedy for one operation. */
export type Remedy =
  /** It was created: it is imported into the state under this ARM id. */
  | { kind: "import"; operation: PendingOperation; id: string }
  /** Nothing was created, or the next run does it again: the operation is forgotten. */
  | { kind: "forget"; operation: PendingOperation; why: string }
  /** Passwords were made whose values are lost: they are removed, and the operation is forgotten. */
  | {
      kind: "remove passwords";
      operation: PendingOperation;
      tokenId: string;
      slots: SlotName[];
      /** Older passwords, which somebody may use. */
      keep: SlotName[];
    }
  /** Only a person can decide. */
  | { kind: "ask"; operation: PendingOperation; why: string };

/** The remedy as text. */
export function describeRemedy(remedy: Remedy): string {
  const name = logicalName(remedy.operation.resource.urn);
  switch (remedy.kind) {
    case "import":
      return `${name}: was created; it is imported into the state`;
    case "forget":
      return `${name}: ${remedy.why}`;
    case "remove passwords":
      return `${name}: ${remedy.slots.join(" and ")} was generated and its value lost; nobody holds it; it is removed and generated again by the next run`;
    case "ask":
      return `${name}: ${remedy.why}`;
  }
}
