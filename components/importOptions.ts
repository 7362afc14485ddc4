// Import options for existing tokens and scope maps. They also keep anything in use from being deleted.

import type * as pulumi from "@pulumi/pulumi";
import { isAdopted } from "../customers/isAdopted";
import type { Customer as CustomerEntry } from "../customers/schema/schema";
import type { AdoptionGuard, AdoptionProblems } from "./adoptionProblems";

/** What is declared, with its ARM id. */
export interface Adoption {
  what: "token" | "scopeMap";
  /** The logical name. */
  name: string;
  id: string;
  entry: CustomerEntry;
  /** Is the customer protected from deletion? */
  isProtected: boolean;
  /** Why it cannot be adopted. @default - not checked */
  adoptionProblems?: AdoptionProblems | undefined;
  /** The result of `registerAdoptionGuard()`. @default - none */
  guard?: AdoptionGuard | undefined;
  /** What `AdoptionGuard.watch` gave. @default - none */
  overwriteGuard?: pulumi.ResourceHook | undefined;
}

/**
 * Imports what the entry adopts, and keeps protected resources in Azure even if they leave the state.
 *
 * A failing import would end a preview for every customer. So what cannot be adopted is declared without the import,
 * and with a hook that refuses to create it. Then an update fails only for its customer, also with a saved plan. A
 * resource that is in the state already is not created. Another hook refuses to overwrite a scope map that another stack
 * has adopted since.
 *
 * Pulumi compares the id to import with the one in the state letter by letter. If they differ, even only in the case of
 * a resource group, it imports the same token again and then deletes it, even if it is protected; seen with CLI 3.259.0
 * and reported in https://github.com/pulumi/pulumi/issues/14836. `retainOnDelete` makes that deletion harmless. It must
 * be in the state before that run, so it is set for every protected customer.
 *
 * An import must not depend on anything that can fail: with `--continue-on-error` the engine would skip it and then
 * hang (CLI 3.259.0 and 3.276.0, `handleSingleEvent` in pkg/resource/deploy/deployment_executor.go). So an adopted
 * token does not depend on its scope map. For an offboarded customer nothing is imported: the token depends on the
 * scope map again, and that order is in the state when the entry is removed and both are deleted.
 */
export function importOptions({
  what,
  name,
  id,
  entry,
  isProtected,
  adoptionProblems,
  guard,
  overwriteGuard,
}: Adoption): Pick<pulumi.CustomResourceOptions, "import" | "retainOnDelete" | "hooks"> {
  const problem = adoptionProblems?.get(id);
  // Whoever may adopt everything of another stack overwrites its scope map, too.
  const mayOverwrite = isAdopted(entry, "scopeMap") && isAdopted(entry, "secret");
  const isWatched = what === "scopeMap" && overwriteGuard !== undefined && !mayOverwrite;
  const hooks = {
    ...(problem === undefined || guard === undefined
      ? {}
      : { beforeCreate: [guard.refuse(name, problem.words)] }),
    ...(isWatched ? { beforeUpdate: [overwriteGuard] } : {}),
  };
  return {
    ...(isAdopted(entry, what) && problem === undefined ? { import: id } : {}),
    ...(Object.keys(hooks).length === 0 ? {} : { hooks }),
    ...(isProtected ? { retainOnDelete: true } : {}),
  };
}
