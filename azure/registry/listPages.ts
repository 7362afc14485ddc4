// Requires of each page of a list what Microsoft's client takes for granted: that it is a page, and that the list has an end.

import type { PipelinePolicy, PipelineResponse } from "@azure/core-rest-pipeline";
import { AzureError } from "../azureError";
import { fieldAt, jsonIn } from "../jsonAnswer";
import type { ListForm } from "./listForms";

/** Which list is read, by one client for each. */
export interface ListReading {
  /** For errors: `listing the repositories of vendorimages`. */
  operation: string;
  /** The end of the path of each page: `/_catalog`. */
  path: string;
  form: ListForm<unknown>;
}

/** More than any repository has; without a limit, a list of somebody else's registry could fill the memory. */
const MOST_ITEMS = 250_000;
/** What a page counts at least, so that empty pages end, too: https://learn.microsoft.com/rest/api/containerregistry/tag/get-list */
const LEAST_COUNT = 100;
/** More than an item of a usual list has; longer ones count as more than one. */
const CHARACTERS_OF_ITEM = 1_000;

/**
 * Fails on a page without its list, on one that leads to a page which was there before, and on a list without an end.
 *
 * `@azure/container-registry` takes the first for the end of an empty list, which would show that nobody can pull anything, and
 * asks for the second again without an end. It goes on by `last` alone.
 */
export function requireListPages({ operation, path, form }: ListReading): PipelinePolicy {
  const seen = new Set<string>();
  let count = 0;
  const broken = (reason: string) => new AzureError({ operation, reason, advice: "run again" });
  return {
    name: "requireListPages",
    async sendRequest(request, next) {
      const response = await next(request);
      if (response.status !== 200 || !new URL(request.url).pathname.endsWith(path)) return response;
      const items = requireList(response, form, broken);
      count = countPage(count, { items, response }, broken);
      const link = response.headers.get("link");
      if (link === undefined) return response;
      const last = new URL(link.match(/<([^>]*)>/)?.[1] ?? "", request.url).searchParams.get(
        "last",
      );
      if (last === null) throw broken("a page does not say where the list goes on");
      if (seen.has(last)) throw broken("the list goes on with a page that was there before");
      seen.add(last);
      return response;
    },
  };
}

/**
 * Counts the items of a list's pages.
 *
 * @param broken makes the error for a reason
 * @returns how many there are with this page
 * @throws AzureError when there are too many, or too long ones
 */
export function countPage(
  before: number,
  { items, response }: { items: readonly unknown[]; response: { bodyAsText?: string | null } },
  broken: (reason: string) => Error,
): number {
  const asLongAs = Math.ceil((response.bodyAsText?.length ?? 0) / CHARACTERS_OF_ITEM);
  const count = before + Math.max(items.length, asLongAs, LEAST_COUNT);
  if (count <= MOST_ITEMS) return count;
  throw broken(`the list goes on after ${MOST_ITEMS} items`);
}

/**
 * Requires the list in a page; null is an empty one, as in a registry without images.
 *
 * @param broken makes the error for a reason
 * @returns what is in it
 */
export function requireList<Item>(
  response: PipelineResponse,
  { field, isItem }: ListForm<Item>,
  broken: (reason: string) => AzureError,
): readonly Item[] {
  const answer = jsonIn(response);
  if (typeof answer !== "object" || answer === null) throw broken("the answer is not JSON");
  if (!(field in answer)) throw broken(`the answer has no ${field}`);
  const items = fieldAt(answer, field) ?? [];
  if (!Array.isArray(items)) throw broken(`the answer's ${field} is no list`);
  if (!items.every(isItem)) throw broken(`the answer's ${field} has an item of another form`);
  return items;
}
