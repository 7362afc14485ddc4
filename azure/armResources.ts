// Asks Azure Resource Manager whether a resource is there.

import type { PipelineResponse } from "@azure/core-rest-pipeline";
import { isGone } from "./advice";
import { AzureError, azureError } from "./azureError";
import type { Cloud } from "./cloud";
import { send, unexpectedAnswer } from "./http";
import { fieldAt, jsonIn } from "./jsonAnswer";

/**
 * Is there a resource with this ARM id?
 *
 * Its parent must be there: 404 of the parent means that we look in the wrong place, which says nothing about the child.
 *
 * @param parent what the resource is in or belongs to. @default - the id without its last two segments, of the same api-version
 * @throws AzureError for every answer but 200 and 404, and when the parent is missing
 */
export async function isThere(
  cloud: Cloud,
  id: string,
  apiVersion: string,
  parent = { id: id.split("/").slice(0, -2).join("/"), apiVersion },
): Promise<boolean> {
  if (await answers(cloud, id, apiVersion)) return true;
  if (await answers(cloud, parent.id, parent.apiVersion)) return false;
  throw new AzureError({
    operation: `reading ${id}`,
    status: 404,
    reason: `${parent.id.split("/").at(-1)}, in which it would be, is not there either`,
    advice: "check the subscription and ARM_METADATA_HOSTNAME; nothing was changed",
  });
}

/**
 * Makes sure that there is a resource with this ARM id.
 *
 * @throws AzureError for every answer but 200; one of 404 with this advice
 */
export async function requireThere(
  cloud: Cloud,
  id: string,
  request: { operation: string; apiVersion: string; role: string; adviceWhenMissing: string },
): Promise<void> {
  const { operation, role, adviceWhenMissing } = request;
  const response = await get(cloud, operation, id, request.apiVersion);
  if (response.status === 200) return;
  const failure = unexpectedAnswer(operation, response, { role });
  throw isGone(failure)
    ? unexpectedAnswer(operation, response, { advice: adviceWhenMissing })
    : failure;
}

async function answers(cloud: Cloud, id: string, apiVersion: string): Promise<boolean> {
  const operation = `reading ${id.split("/").slice(-2).join(" ")}`;
  const response = await get(cloud, operation, id, apiVersion);
  if (response.status === 200) return true;
  const failure = unexpectedAnswer(operation, response);
  if (isGone(failure)) return false;
  throw failure;
}

async function get(
  cloud: Cloud,
  operation: string,
  id: string,
  apiVersion: string,
): Promise<PipelineResponse> {
  const token = await cloud.credential
    .getToken(cloud.resourceManagerScope)
    .catch((thrown: unknown) => Promise.reject(azureError(operation, thrown)));
  const response = await send(cloud.http, {
    operation,
    url: `${cloud.resourceManagerUrl}${id}?api-version=${apiVersion}`,
    authorization: `Bearer ${token?.token ?? ""}`,
  });
  if (response.status !== 200 || typeof fieldAt(jsonIn(response), "id") === "string") {
    return response;
  }
  const reason = "the answer has no id, so it is not that of a resource";
  throw new AzureError({ operation, status: 200, reason, advice: "run again" });
}
