// Asks our plugin what a stack cannot adopt, as the program does before it declares adopted resources.

import type { Customer } from "../../../customers/schema/schema";
import type { AdoptionProblem } from "../../../provider/adoptionProblems";
import type { AzureAccess } from "../../../provider/azureAccess";
import type { Properties, Reality } from "../../../provider/protocol/resource";
import type { Place } from "./place";
import type { Product } from "./product";

/** Why one token or scope map cannot be adopted, by the ARM id to import; undefined where there is none. */
export type AskProblem = (
  importId: string | undefined,
  owner: unknown,
) => Promise<AdoptionProblem | undefined>;

/** Prepares the question; it is asked once in a run. */
export function askProblems(
  product: Product,
  { azure, customers, place }: { azure: AzureAccess; customers: readonly Customer[]; place: Place },
): AskProblem {
  const kinds = ["token", "scopeMap", "secret"] as const;
  const adoptions = customers.filter(product.adoptsAny).map((entry) => ({
    customer: entry.id,
    tokenId: product.tokenId(place, entry.tokenName),
    scopeMapId: product.scopeMapId(place, entry.tokenName),
    adopt: kinds.filter((kind) => product.isAdopted(entry, kind)),
  }));
  let answer: Promise<{ adoptionProblems: AdoptionProblem[] }> | undefined;
  return async (importId, owner) => {
    if (importId === undefined) return undefined;
    answer ??= product.adoptionProblems(azure)({ adoptions, owner });
    return (await answer).adoptionProblems.find(({ id }) => id === importId);
  };
}

/** What cannot be adopted is not created. @throws Error in the product's words */
export function requireNoProblem(problem: AdoptionProblem | undefined, old: unknown): void {
  if (problem !== undefined && old === undefined) throw new Error(problem.words);
}

/** Refuses an update of azure-native that would overwrite what another stack has adopted since. @throws Error in the product's words */
export type RequireOurs = (old: Reality & { type: string }, news: Properties) => Promise<void>;

/** Prepares the question before each update. */
export function requireOurs(
  product: Product,
  { azure, customers, place }: { azure: AzureAccess; customers: readonly Customer[]; place: Place },
): RequireOurs {
  const ask = product.scopeMapRefusal(azure);
  const overwriting = customers
    .filter((entry) => product.isAdopted(entry, "scopeMap") && product.isAdopted(entry, "secret"))
    .map((entry) => product.scopeMapId(place, entry.tokenName));
  return async ({ id, type }, { description }) => {
    if (!type.endsWith(":ScopeMap") || overwriting.includes(id)) return;
    const { refusal } = await ask({ scopeMapId: id, description });
    if (refusal !== undefined) throw new Error(refusal);
  };
}
