// Requires of each page of a list what Microsoft's client takes for granted: that it is a page, and that the list has an end.

import type { PipelinePolicy, PipelineResponse } from "@azure/core-rest-pipeline";
import { AzureError } from "../azureError";
import { fieldAt, jsonIn } from "../jsonAnswer";

/** Which list is read, by one client for each. */
export interface ListReading {
  /** For errors: `listing the repositories of vendorimages`. */
  operation: string;
  /** The end of the path of each page: `/_catalog`. */
  path: string;
  /** The field that holds the page's part of the list. */
  field: string;
}

/**
 * Fails on a page without its list, and on one that leads to a page which was there before.
 *
 * `@azure/container-registry` takes the first for the end of an empty list, which would show that nobody can pull anything, and
 * asks for the second again without an end. It goes on by `last` alone.
 */
export function requireListPages({ operation, path, field }: ListReading): PipelinePolicy {
  const seen = new Set<string>();
  const fail = (reason: string) => {
    throw new AzureError({ operation, reason, advice: "run again" });
  };
  return {
    name: "requireListPages",
    async sendRequest(request, next) {
      const response = await next(request);
      if (response.status !== 200 || !new URL(request.url).pathname.endsWith(path)) return response;
      requireList(response, field, fail);
      const link = response.headers.get("link");
      if (link === undefined) return response;
      const last = new URL(link.match(/<([^>]*)>/)?.[1] ?? "", request.url).searchParams.get(
        "last",
      );
      if (last === null) fail("a page does not say where the list goes on");
      if (seen.has(last ?? "")) fail("the list goes on with a page that was there before");
      seen.add(last ?? "");
      return response;
    },
  };
}

/**
 * Requires the list in a page; null is an empty one, as in a registry without images.
 *
 * @param fail throws the error for a reason
 */
export function requireList(
  response: PipelineResponse,
  field: string,
  fail: (reason: string) => void,
): void {
  const answer = jsonIn(response);
  if (typeof answer !== "object" || answer === null) fail("the answer is not JSON");
  else if (!(field in answer)) fail(`the answer has no ${field}`);
  else if (!Array.isArray(fieldAt(answer, field) ?? [])) fail(`the answer's ${field} is no list`);
}
