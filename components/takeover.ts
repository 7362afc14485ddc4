// The options by which what the registry has already is taken over, and by which nothing in use is deleted in doing so.

import type * as pulumi from "@pulumi/pulumi";
import { isAdopted } from "../customers/isAdopted";
import type { Customer as CustomerEntry } from "../customers/schema";

/** What is declared, under its id in ARM. */
export interface Takeover {
  what: "token" | "scopeMap";
  id: string;
  entry: CustomerEntry;
  /** Is the customer protected from deletion? */
  isProtected: boolean;
}

/**
 * Imports what the entry adopts, and keeps what is protected whatever becomes of it in the state.
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
}: Takeover): Pick<pulumi.CustomResourceOptions, "import" | "retainOnDelete"> {
  return {
    ...(isAdopted(entry, what) ? { import: id } : {}),
    ...(isProtected ? { retainOnDelete: true } : {}),
  };
}
