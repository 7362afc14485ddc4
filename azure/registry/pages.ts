// Lists of the registry, whole: follows the links from page to page.

import { AzureError } from "../azureError";
import { requireStatus } from "./answers";
import type { ListForm } from "./listForms";
import { countPage, requireList } from "./listPages";
import type { RegistryRequest, RegistrySession } from "./session";

/**
 * Reads all pages of a list, one after the other.
 *
 * The registry names the next page in `Link`, in a form that is relative to the registry and may have an empty
 * `orderby=`: https://github.com/opencontainers/distribution-spec/blob/main/spec.md#listing-tags
 *
 * @param field the field of each page that holds its part of the list; null is an empty part
 * @throws AccessRefused, NotFound, AzureError; also for a page without the field, for one that links to a page before it or to another host, and for a list
 * without an end
 */
export async function* pagesOf<Item>(
  session: RegistrySession,
  request: RegistryRequest,
  form: ListForm<Item>,
): AsyncGenerator<Item> {
  const seen = new Set<string>();
  let path: string | undefined = request.path;
  let count = 0;
  while (path !== undefined) {
    const { operation } = request;
    if (seen.has(path))
      throw broken(operation, "the list goes on with a page that was there before");
    seen.add(path);
    const response = requireStatus(operation, await session.send({ ...request, path }), 200);
    const items = requireList(response, form, (reason) => broken(operation, reason));
    count = countPage(operation, count, items.length);
    yield* items;
    path = nextPath(
      operation,
      response.headers.get("link"),
      `https://${session.loginServer}${path}`,
    );
  }
}

function nextPath(operation: string, link: string | undefined, from: string): string | undefined {
  const next = (link ?? "").match(/<([^>]*)>\s*(?:;[^,]*)?;\s*rel\s*=\s*"?next"?/i)?.[1];
  if (next === undefined) return undefined;
  if (!URL.canParse(next, from)) throw broken(operation, "the list goes on at no address");
  const url = new URL(next, from);
  // The access token is for this registry alone.
  if (url.origin !== new URL(from).origin) {
    throw broken(operation, `the list goes on at another host, ${url.host}`);
  }
  return `${url.pathname}${url.search}`;
}

function broken(operation: string, reason: string): AzureError {
  return new AzureError({ operation, reason, advice: "run again" });
}
