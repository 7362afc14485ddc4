// Imports an image of another registry into one of ours: Azure copies it, and this asks how far it is.

import type { PipelineResponse } from "@azure/core-rest-pipeline";
import { AzureError } from "../azureError";
import type { Cloud } from "../cloud";
import { unexpectedAnswer } from "../http";
import { fieldAt, jsonIn } from "../jsonAnswer";
import { askArm } from "../resourceManager";

/** What is imported, and where it goes. */
export interface ImportRequest {
  source: {
    /** Host and port of the other registry. */
    loginServer: string;
    username: string;
    /** Never logged. */
    password: string;
    repository: string;
    /** `sha256:…`; an import by tag can leave a tag without a manifest: https://github.com/Azure/azure-cli/issues/21944 */
    digest: string;
  };
  /** The repository in our registry. */
  repository: string;
  /** Its tags there, which are moved if they exist; none imports the manifest without a tag, as referrers are. */
  tags: readonly string[];
}

/** An import that Azure goes on with. */
export interface RunningImport {
  /** The address at which its end is looked up; it is signed and valid as it is. */
  operation: string;
  /** How long to wait before asking. */
  retryAfterMs: number;
}

/** The role that lets an identity import: https://learn.microsoft.com/azure/container-registry/container-registry-import-images */
export const IMPORT_ROLE =
  '"Container Registry Data Importer and Data Reader" on the target registry';

const API_VERSION = "2025-11-01";
/** Where Azure does not say how long to wait. */
const ASKED_EVERY_MS = 5_000;

/**
 * Begins an import.
 *
 * https://learn.microsoft.com/rest/api/container-registry/registries/import-image
 *
 * @param registryId ARM id of our registry
 * @returns undefined where it is done already
 * @throws AzureError when it is refused
 */
export async function beginImport(
  cloud: Cloud,
  registryId: string,
  { source, repository, tags }: ImportRequest,
): Promise<RunningImport | undefined> {
  const { loginServer, username, password } = source;
  const operation = `importing ${source.repository}`;
  const response = await askArm(cloud, {
    operation,
    at: `${registryId}/importImage`,
    apiVersion: API_VERSION,
    method: "POST",
    json: {
      source: {
        registryUri: loginServer,
        sourceImage: `${source.repository}@${source.digest}`,
        credentials: { username, password },
      },
      mode: "Force",
      targetTags: tags.map((tag) => `${repository}:${tag}`),
      untaggedTargetRepositories: tags.length === 0 ? [repository] : [],
    },
  });
  if (response.status === 200) return undefined;
  if (response.status !== 202) {
    throw unexpectedAnswer(operation, response, { role: IMPORT_ROLE });
  }
  const location = ["location", "azure-asyncoperation"]
    .map((name) => response.headers.get(name) ?? "")
    .find((address) => URL.canParse(address));
  if (location === undefined) {
    throw new AzureError({
      operation,
      status: 202,
      reason: "the answer does not say where the import can be followed",
      advice: "run again in some minutes: what was imported by then is not imported again",
    });
  }
  return { operation: location, retryAfterMs: waitIn(response) };
}

/** How an import goes. */
export type ImportProgress =
  | { state: "running"; retryAfterMs: number }
  /** Over, also where Azure has forgotten how it ended. */
  | { state: "done" }
  /** The identity may not ask: only the registry itself can tell. */
  | { state: "unknown" };

/** Azure says that an import has failed, which is not a failure to ask. */
export class ImportFailed extends AzureError {}

/**
 * Asks how an import goes.
 *
 * The address is at the subscription and takes `Microsoft.ContainerRegistry/locations/operationResults/read`, which the
 * role for imports does not have.
 *
 * @param import.image `app/api@sha256:…`
 * @param import.operation the address that the beginning gave
 * @throws AzureError when it has failed, with Azure's reason
 */
export async function lookAtImport(
  cloud: Cloud,
  { image, operation: at }: { image: string; operation: string },
): Promise<ImportProgress> {
  const operation = `importing ${image.split("@")[0]}`;
  // Our access token goes nowhere else.
  if (!URL.canParse(at) || new URL(at).origin !== new URL(cloud.resourceManagerUrl).origin) {
    return { state: "unknown" };
  }
  const response = await askArm(cloud, { operation, at, apiVersion: API_VERSION });
  const { status } = response;
  if (status === 202) return { state: "running", retryAfterMs: waitIn(response) };
  if (status === 404) return { state: "done" };
  const code = fieldAt(jsonIn(response), "error.code");
  if (status === 403 && code === "AuthorizationFailed") return { state: "unknown" };
  const outcome = fieldAt(jsonIn(response), "status");
  const hasFailed = outcome === "Failed" || outcome === "Canceled";
  // A 200 may say InProgress: https://learn.microsoft.com/azure/azure-resource-manager/management/async-operations
  const isOver = hasFailed || outcome === "Succeeded" || typeof outcome !== "string";
  if (status < 300 && !isOver) return { state: "running", retryAfterMs: waitIn(response) };
  if (status < 300 && !hasFailed) return { state: "done" };
  const failure = unexpectedAnswer(operation, response);
  const isOfAsking = status >= 500 || [401, 408, 429].includes(status) || code === undefined;
  throw isOfAsking && !hasFailed ? failure : importFailed(operation, failure, response);
}

/** Azure's words name the registry and the operation before they say what is wrong. */
function importFailed(
  operation: string,
  { status, code, requestId }: AzureError,
  response: PipelineResponse,
): ImportFailed {
  const message = fieldAt(jsonIn(response), "error.message");
  const reason = typeof message === "string" ? message : "it has failed";
  return new ImportFailed({
    operation,
    status,
    code,
    reason: reason.replace(/^Operation \S+ failed\. Resource \S+ /, "").replace(/\.$/, ""),
    requestId,
    advice: ADVICE.find(([words]) => words.test(reason))?.[1] ?? "run again",
  });
}

/** By Azure's words, of which examples are in https://github.com/Azure/acr/issues/457. */
const ADVICE: readonly (readonly [words: RegExp, advice: string])[] = [
  [/MANIFEST_UNKNOWN/, "the vendor has removed it meanwhile: run again"],
  [
    /Unauthorized|UNAUTHORIZED|denied/,
    "the vendor's registry refuses the token: store the newest password, or ask the vendor",
  ],
  [
    /disallowed/,
    "the tag is locked: unlock it, if it shall be moved, with `az acr repository update --name <registry> --image <image> --write-enabled true`",
  ],
  [
    /cannot be reached/,
    "Azure must reach the vendor's registry over its public address: ask the vendor",
  ],
];

function waitIn({ headers }: { headers: { get(name: string): string | undefined } }): number {
  const seconds = Number(headers.get("retry-after") || Number.NaN);
  return seconds >= 0 ? seconds * 1000 : ASKED_EVERY_MS;
}
