// Requests to Azure Resource Manager with our identity, for operations without an Azure client.

import type { PipelineResponse } from "@azure/core-rest-pipeline";
import { AzureError, azureError } from "./azureError";
import type { Cloud } from "./cloud";
import { answerIn, type PlainRequest, send, unexpectedAnswer } from "./http";
import { fieldAt } from "./jsonAnswer";

/** A request to an ARM id, or to a link that Resource Manager gave. */
export interface ArmRequest extends Omit<PlainRequest, "url" | "authorization"> {
  /** `/subscriptions/…`, or a whole address, which is used as it is. */
  at: string;
  /** Unused with a whole address. */
  apiVersion: string;
}

/** Sends a request and gives the answer, whatever its status. @throws AzureError when no answer came */
export async function askArm(cloud: Cloud, request: ArmRequest): Promise<PipelineResponse> {
  const { at, apiVersion, ...plain } = request;
  const token = await cloud.credential
    .getToken(cloud.resourceManagerScope)
    .catch((thrown: unknown) => Promise.reject(azureError(request.operation, thrown)));
  const url = at.startsWith("/")
    ? `${cloud.resourceManagerUrl}${at}?api-version=${apiVersion}`
    : at;
  return send(cloud.http, { ...plain, url, authorization: `Bearer ${token?.token ?? ""}` });
}

/**
 * Sends a request and gives the JSON of a 200 or 201.
 *
 * @param request.needs paths of required fields, such as `properties.vaultUri`
 * @throws AzureError for anything else
 */
export async function askArmFor<Answer>(
  cloud: Cloud,
  request: ArmRequest & { needs: readonly string[] },
): Promise<Answer> {
  const { operation, needs } = request;
  const response = await askArm(cloud, request);
  if (response.status === 200 || response.status === 201) {
    return answerIn<Answer>(operation, response, needs);
  }
  throw unexpectedAnswer(operation, response, request);
}

/** Goes through all pages of a list. @throws AzureError when a page fails, is none, or links to one that was there */
export async function* listArm(cloud: Cloud, request: ArmRequest): AsyncGenerator<unknown> {
  const seen = new Set<string>();
  for (let at: string | undefined = request.at; at !== undefined; ) {
    seen.add(at);
    const page: unknown = await askArmFor(cloud, { ...request, at, needs: ["value"] });
    const values = fieldAt(page, "value");
    if (!Array.isArray(values)) throw unusable(request, "the answer's value is not a list");
    yield* values;
    at = nextLink(request, page);
    if (at !== undefined && seen.has(at)) throw unusable(request, "a page links to one before it");
  }
}

function nextLink(request: ArmRequest, page: unknown): string | undefined {
  const link = fieldAt(page, "nextLink");
  if (link === undefined || link === "") return undefined;
  if (typeof link !== "string") throw unusable(request, "the answer's nextLink is not an address");
  return link;
}

function unusable({ operation }: ArmRequest, reason: string): AzureError {
  return new AzureError({ operation, status: 200, reason, advice: "run again" });
}
