// Asks Azure Resource Manager whether a resource exists.

import type { PipelineResponse } from "@azure/core-rest-pipeline";
import { closest, distance } from "fastest-levenshtein";
import { isGone } from "./advice";
import { AzureError } from "./azureError";
import type { Cloud } from "./cloud";
import { unexpectedAnswer } from "./http";
import { fieldAt, jsonIn } from "./jsonAnswer";
import { askArm } from "./resourceManager";

/**
 * Is there a resource with this ARM id?
 *
 * Its parent must exist: 404 for the parent means a wrong place, which says nothing about the child.
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
    reason: `${parent.id.split("/").at(-1)}, its parent, does not exist either`,
    advice: "check the subscription and ARM_METADATA_HOSTNAME; nothing was changed",
  });
}

/** Azure's code, with 400, for a subscription whose id is not a GUID. */
export const MALFORMED_ID = "InvalidSubscriptionId";

/**
 * Makes sure that a resource with this ARM id exists.
 *
 * @returns the answer that says so
 * @throws AzureError for every answer but 200; with this advice, if given, when no resource has this id
 */
export async function requireThere(
  cloud: Cloud,
  id: string,
  request: {
    operation: string;
    apiVersion: string;
    role: string;
    adviceWhenMissing(code: string | undefined): Promise<string | undefined>;
  },
): Promise<PipelineResponse> {
  const { operation, role } = request;
  const response = await read(cloud, operation, id, request.apiVersion);
  if (response.status === 200) return response;
  const failure = unexpectedAnswer(operation, response, { role });
  const isMissing = isGone(failure) || failure.code === MALFORMED_ID;
  const advice = isMissing ? await request.adviceWhenMissing(failure.code) : undefined;
  throw advice === undefined ? failure : unexpectedAnswer(operation, response, { advice });
}

/**
 * Finds a resource with a similar name in the same place, such as a registry of the same resource group.
 *
 * @param id an ARM id, also of a resource group or a subscription; its last segment is the name
 * @param field what the list calls the name
 * @returns its name; undefined where there is none, or where the identity may not list them
 */
export async function similarlyNamed(
  cloud: Cloud,
  id: string,
  { apiVersion, field = "name" }: { apiVersion: string; field?: string },
): Promise<string | undefined> {
  const [collection, name] = [id.slice(0, id.lastIndexOf("/")), id.split("/").at(-1) ?? ""];
  const response = await askArm(cloud, {
    operation: "listing",
    at: collection,
    apiVersion,
  }).catch(() => undefined);
  const listed = response?.status === 200 ? fieldAt(jsonIn(response), "value") : [];
  const names = (Array.isArray(listed) ? listed : [])
    .map((each) => fieldAt(each, field))
    .filter((each) => typeof each === "string")
    .filter((each) => each.toLowerCase() !== name.toLowerCase());
  if (names.length === 0) return undefined;
  const nearest = closest(name, names);
  return distance(name, nearest) <= Math.max(2, name.length / 3) ? nearest : undefined;
}

async function answers(cloud: Cloud, id: string, apiVersion: string): Promise<boolean> {
  const operation = `reading ${id.split("/").slice(-2).join(" ")}`;
  const response = await read(cloud, operation, id, apiVersion);
  if (response.status === 200) return true;
  const failure = unexpectedAnswer(operation, response);
  if (isGone(failure)) return false;
  throw failure;
}

/** Reads a resource; an answer of 200 that is not one is an error. */
async function read(
  cloud: Cloud,
  operation: string,
  id: string,
  apiVersion: string,
): Promise<PipelineResponse> {
  const response = await askArm(cloud, { operation, at: id, apiVersion });
  if (response.status !== 200 || typeof fieldAt(jsonIn(response), "id") === "string") {
    return response;
  }
  const reason = "the answer has no id, so it is not that of a resource";
  throw new AzureError({ operation, status: 200, reason, advice: "run again" });
}
