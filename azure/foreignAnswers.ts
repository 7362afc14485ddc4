// Distinguishes Azure's answers from those of a proxy, a captive portal or a gateway.

import type {
  HttpHeaders,
  PipelinePolicy,
  PipelineRequest,
  PipelineResponse,
} from "@azure/core-rest-pipeline";
import { jsonIn } from "./jsonAnswer";

/** Is this a page that a browser would show, which Azure never sends? */
export function isWebPage(headers: Pick<HttpHeaders, "get"> | undefined): boolean {
  return /\bhtml\b/i.test(headers?.get("content-type") ?? "");
}

/** Fails on a page that looks like success. */
export function refuseWebPages(): PipelinePolicy {
  return answersOnlyWith("refuseWebPages", ({ status, headers }) =>
    status < 200 || status >= 300 || !isWebPage(headers) ? undefined : { message: "a web page" },
  );
}

/**
 * Fails on a 200 or 204 without a JSON object, because Azure's clients would treat it as an object without properties.
 *
 * All requests through them are answered with an object, except deletions.
 */
export function requireJsonObjects(): PipelinePolicy {
  return answersOnlyWith("requireJsonObjects", (response) => {
    const isDone = response.status === 200 || response.status === 204;
    if (response.request.method === "DELETE") return undefined;
    const json = isDone ? jsonIn(response) : {};
    const isObject = typeof json === "object" && json !== null;
    return isObject ? undefined : { code: "PARSE_ERROR", message: "no JSON object" };
  });
}

function answersOnlyWith(
  name: string,
  problemWith: (response: PipelineResponse) => { code?: string; message: string } | undefined,
): PipelinePolicy {
  return {
    name,
    async sendRequest(request: PipelineRequest, next) {
      const response = await next(request);
      const problem = problemWith(response);
      if (problem === undefined) return response;
      const { status: statusCode } = response;
      throw Object.assign(new Error(problem.message), { ...problem, statusCode, response });
    },
  };
}
