// Reads all pages of a list of Azure's client. An incomplete list is an error.

import { type Advice, AzureError, azureError } from "./azureError";

/** One page, with the link to the next where there is one. */
type Page<Item> = readonly Item[] & { readonly continuationToken?: string };

/**
 * Reads all of a list: a registry's tokens, scope maps or webhooks, or a webhook's events.
 *
 * @param asListed checks one item, and throws what {@link unusable} gives for one that lacks what it needs
 * @param advice for a failure. @default - the role to read the registry
 * @throws AzureError when a page fails, links to one before it, or holds what is none of them
 */
export async function allPages<Item, Listed>(
  operation: string,
  pages: AsyncIterable<Page<Item>>,
  asListed: (item: Item) => Listed,
  advice: Advice = { role: '"Reader" on the registry' },
): Promise<readonly Listed[]> {
  const items: Listed[] = [];
  const seen = new Set<string>();
  try {
    for await (const page of pages) {
      items.push(...page.map(asListed));
      const { continuationToken: next } = page;
      if (!next) continue;
      if (seen.has(next)) throw unusable(operation, "a page links to one before it");
      seen.add(next);
    }
  } catch (thrown) {
    throw azureError(operation, thrown, advice);
  }
  return items;
}

/** An answer that cannot be what was asked for. */
export function unusable(operation: string, reason: string): AzureError {
  return new AzureError({ operation, status: 200, reason, advice: "run again" });
}
