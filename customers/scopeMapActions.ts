// The actions of a customer's scope map.
import type { Customer } from "./schema/schema";

/**
 * Lists the actions as Azure writes them, such as `repositories/app/api/content/read`.
 *
 * Sorted and without duplicates, as Azure keeps the order it was given and the same file must always make the
 * same scope map.
 */
export function scopeMapActions({
  repositories,
  actions,
}: Pick<Customer, "repositories" | "actions">): string[] {
  const all = repositories.flatMap((repository) =>
    actions.map((action) => `repositories/${repository}/${action}`),
  );
  return [...new Set(all)].sort();
}
