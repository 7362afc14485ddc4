// The headers that Azure's hosts put on every answer.

import type { World } from "../world/world";
import type { HostName } from "./hosts";
import type { Request } from "./request";

/** The headers of a host for one request. */
export function commonHeaders(
  request: Request,
  { behaviours, clock }: Pick<World, "behaviours" | "clock">,
): Record<string, string> {
  return {
    ...HEADERS[hostKind(request.host)](request),
    ...(behaviours.dateHeader ? { date: clock.now().toUTCString() } : {}),
    ...(behaviours.ageSeconds > 0 ? { age: String(behaviours.ageSeconds) } : {}),
  };
}

type HostKind = "arm" | "vault" | "registry" | "other";

const HEADERS: Record<HostKind, (request: Request) => Record<string, string>> = {
  arm: (request) => ({
    "x-ms-request-id": request.id,
    "x-ms-correlation-request-id": correlationId(request),
    "cache-control": "no-cache",
    pragma: "no-cache",
    "strict-transport-security": "max-age=31536000; includeSubDomains",
    "x-content-type-options": "nosniff",
    ...supportedVersions(request.path),
    ...remaining(request.method),
  }),
  vault: (request) => ({
    "x-ms-request-id": request.id,
    "x-ms-client-request-id": correlationId(request),
    "x-ms-keyvault-region": "westeurope",
    "x-ms-keyvault-service-version": "1.9.0.0",
    "cache-control": "no-cache",
  }),
  registry: (request) => ({
    "docker-distribution-api-version": "registry/2.0",
    "x-ms-correlation-request-id": correlationId(request),
  }),
  other: (request) => ({ "x-ms-request-id": request.id }),
};

function hostKind(host: HostName): HostKind {
  if (host === "arm") {
    return "arm";
  }
  if (host.startsWith("vault:")) {
    return "vault";
  }
  return host.startsWith("registry:") ? "registry" : "other";
}

function correlationId(request: Request): string {
  for (const name of ["x-ms-correlation-request-id", "x-ms-client-request-id"]) {
    const sent = request.headers[name];
    if (typeof sent === "string") {
      return sent;
    }
  }
  return request.id;
}

function supportedVersions(path: string): Record<string, string> {
  return /\/Microsoft\.ContainerRegistry\//i.test(path)
    ? { "api-supported-versions": "2023-07-01, 2024-11-01-preview, 2025-04-01, 2025-11-01" }
    : {};
}

// Figures as in recordings of 2025 (test_acr_connectedregistry.yaml of Azure/azure-cli); they do not count down.
function remaining(method: string): Record<string, string> {
  if (method === "GET" || method === "HEAD") {
    return {
      "x-ms-ratelimit-remaining-subscription-global-reads": "16499",
      "x-ms-ratelimit-remaining-subscription-reads": "1099",
    };
  }
  const kind = method === "DELETE" ? "deletes" : "writes";
  return {
    [`x-ms-ratelimit-remaining-subscription-global-${kind}`]: "11999",
    [`x-ms-ratelimit-remaining-subscription-${kind}`]: "799",
  };
}
