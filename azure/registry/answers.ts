// Tells what an answer of the registry means: granted, refused by the registry itself, not there, or nothing that decides.

import type { PipelineResponse } from "@azure/core-rest-pipeline";
import { AzureError } from "../azureError";
import { isWebPage } from "../foreignAnswers";
import { unexpectedAnswer } from "../http";
import { fieldAt, jsonIn } from "../jsonAnswer";

/** The registry does not let this identity do it. */
export class AccessRefused extends AzureError {}

/** What was asked for is not in the registry. */
export class NotFound extends AzureError {}

/**
 * Passes on an answer of the expected status.
 *
 * @throws AccessRefused when the registry itself refuses; NotFound for its 404; AzureError for anything else
 */
export function requireStatus(
  operation: string,
  response: PipelineResponse,
  ...expected: readonly number[]
): PipelineResponse {
  const { status } = response;
  if (expected.includes(status)) return response;
  const words = wordsOf(response);
  if (isRefusal(response)) throw new AccessRefused({ operation, status, ...words });
  if (status === 404 && words.code !== undefined)
    throw new NotFound({ operation, status, ...words });
  throw unexpectedAnswer(operation, response);
}

/**
 * Whether something may be done.
 *
 * @returns false when the registry itself refuses it
 * @throws AzureError when that is not known
 */
export async function isAllowed(attempt: Promise<unknown>): Promise<boolean> {
  try {
    await attempt;
    return true;
  } catch (thrown) {
    if (thrown instanceof AccessRefused) return false;
    throw thrown;
  }
}

/** Not where a proxy answers, nor where the firewall refuses this address: they say nothing about the rights. */
function isRefusal(response: PipelineResponse): boolean {
  const { status, headers } = response;
  if (isWebPage(headers)) return false;
  return status === 401 || (status === 403 && !isFirewall(response));
}

/** Azure's firewall names the address that it refuses: https://learn.microsoft.com/azure/container-registry/container-registry-troubleshoot-access */
function isFirewall(response: PipelineResponse): boolean {
  return /client with ip/i.test(wordsOf(response).reason);
}

function wordsOf(response: PipelineResponse): { code?: string; reason: string } {
  const error = (fieldAt(jsonIn(response), "errors") as readonly unknown[] | undefined)?.[0];
  const [code, message] = [fieldAt(error, "code"), fieldAt(error, "message")];
  return {
    ...(typeof code === "string" ? { code } : {}),
    reason: typeof message === "string" ? message : "an answer without a reason",
  };
}
