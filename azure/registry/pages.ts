// Lists of the registry, whole: follows the links from page to page.

import { AnswerTooLong } from "../answerSize";
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
 * @param form what each page holds of the list; null is an empty part
 * @throws AccessRefused, NotFound, AzureError; naming the registry and the page for one without its part of the list, for one that
 * links to a page before it or to another host, for one that is too long, and for a list without an end
 */
export async function* pagesOf<Item>(
  session: RegistrySession,
  request: RegistryRequest,
  form: ListForm<Item>,
): AsyncGenerator<Item> {
  const { operation } = request;
  const seen = new Set<string>();
  let path: string | undefined = request.path;
  let count = 0;
  while (path !== undefined) {
    const url: string = `https://${session.loginServer}${path}`;
    const page = `page ${seen.size + 1}: ${session.loginServer}${cut(path)}`;
    const broken = (reason: string) =>
      new AzureError({
        operation,
        reason: `${reason} (${page})`,
        advice: "run again; if it stays like this, ask whoever runs the registry",
      });
    seen.add(path);
    const response = await session.send({ ...request, path }).catch((thrown: unknown) => {
      throw thrown instanceof AnswerTooLong ? broken("the answer is too long") : thrown;
    });
    const items = requireList(requireStatus(operation, response, 200), form, broken);
    count = countPage(count, { items, response }, broken);
    yield* items;
    path = nextPath(response.headers.get("link"), url, broken);
    if (path !== undefined && seen.has(path)) {
      throw broken("the list goes on with a page that was there before");
    }
  }
}

function nextPath(
  link: string | undefined,
  from: string,
  broken: (reason: string) => AzureError,
): string | undefined {
  const next = (link ?? "").match(/<([^>]*)>\s*(?:;[^,]*)?;\s*rel\s*=\s*"?next"?/i)?.[1];
  if (next === undefined) return undefined;
  if (!URL.canParse(next, from)) throw broken("the list goes on at no address");
  const url = new URL(next, from);
  // The access token is for this registry alone.
  if (url.origin !== new URL(from).origin) {
    throw broken(`the list goes on at another host, ${cut(url.host)}`);
  }
  return `${url.pathname}${url.search}`;
}

/** A link may be as long as a header. */
function cut(address: string): string {
  return address.length <= 200 ? address : `${address.slice(0, 200)}...`;
}
