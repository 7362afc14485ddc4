// The options by which what the registry has already is taken over, and by which nothing in use is deleted in doing so.

import type * as pulumi from "@pulumi/pulumi";
import { isAdopted } from "../customers/isAdopted";
import type { Customer as CustomerEntry } from "../customers/schema";
import type { Absent } from "./absence";

/** What is declared, under its id in ARM. */
export interface Takeover {
  what: "token" | "scopeMap";
  id: string;
  entry: CustomerEntry;
  /** Is the customer protected from deletion? */
  isProtected: boolean;
  /** What was looked for and is not there. @default - nothing was looked for */
  absent?: Absent | undefined;
  /** What `registerTakeoverGuard()` gave. @default - none, and what is not there is never declared in an update */
  guard?: pulumi.ResourceHook | undefined;
}

/**
 * Imports what the entry adopts, and keeps what is protected whatever becomes of it in the state.
 *
 * What is not there is declared without the import, whose failing would end a preview for everybody, and with a hook that
 * refuses to make it: so an update fails for its customer alone, also one that is held to a plan.
 *
 * Pulumi compares the id to import with the one in the state letter by letter. Where they differ, if only in the
 * case of a resource group, it imports the same token again and then deletes it, also when it is protected; seen with
 * CLI 3.259.0 and told in https://github.com/pulumi/pulumi/issues/14836. `retainOnDelete` makes that deletion harmless;
 * it must stand in the state before, and so it is set for every protected customer.
 *
 * An import may wait for nothing that can fail: with `--continue-on-error` the engine skips it then, and waits for it
 * without an end (CLI 3.259.0 and 3.276.0, `handleSingleEvent` in pkg/resource/deploy/deployment_executor.go). So a token that
 * is taken over does not wait for its scope map. Of an offboarded customer nothing is imported any more: the token waits
 * for the scope map again, and that order is in the state when the entry is removed and both are deleted.
 */
export function takeover({
  what,
  id,
  entry,
  isProtected,
  absent,
  guard,
}: Takeover): Pick<pulumi.CustomResourceOptions, "import" | "retainOnDelete" | "hooks"> {
  const isAbsent = absent?.has(id) === true;
  return {
    ...(isAdopted(entry, what) && !isAbsent ? { import: id } : {}),
    ...(isAbsent && guard !== undefined ? { hooks: { beforeCreate: [guard] } } : {}),
    ...(isProtected ? { retainOnDelete: true } : {}),
  };
}
