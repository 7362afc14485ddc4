// Error bodies in the form of each host; the catalogue of Azure Resource Manager's is in arm/errors.ts.
import { randomUUID } from "node:crypto";
import type { HostName } from "./hosts";
import { json, type Reply } from "./reply";

/** An error in the form that a host's clients expect. */
export function hostError(host: HostName, status: number, code: string, message: string): Reply {
  if (host.startsWith("registry:")) {
    return registryError(status, code, message);
  }
  if (host === "graph") {
    return graphError(status, code, message);
  }
  return host === "login" ? loginError(status, code, message) : armError(status, code, message);
}

/** The default error of Azure Resource Manager and of Key Vault's data plane: `{error: {code, message}}`. */
export function armError(
  status: number,
  code: string,
  message: string,
  headers: Record<string, string> = {},
): Reply {
  return json(status, { error: { code, message } }, headers);
}

/** The error of a registry: `{errors: [{code, message, detail}]}`. */
export function registryError(
  status: number,
  code: string,
  message: string,
  options: { readonly detail?: unknown; readonly headers?: Record<string, string> } = {},
): Reply {
  const { detail, headers } = options;
  const error = detail === undefined ? { code, message } : { code, message, detail };
  return registryErrors(status, [error], headers);
}

/** Several errors of a registry in one answer. */
export function registryErrors(
  status: number,
  errors: readonly {
    readonly code: string;
    readonly message: string;
    readonly detail?: unknown;
  }[],
  headers: Record<string, string> = {},
): Reply {
  return json(status, { errors }, headers);
}

/** The error of Microsoft Graph; documented: https://learn.microsoft.com/graph/errors */
export function graphError(status: number, code: string, message: string): Reply {
  const id = randomUUID();
  const date = new Date().toISOString().slice(0, 19);
  const innerError = { date, "request-id": id, "client-request-id": id };
  return json(status, { error: { code, message, innerError } });
}

/** The error of Entra's token endpoint; `number` is the AADSTS number. */
export function loginError(status: number, error: string, message: string, number = 900000): Reply {
  const traceId = randomUUID();
  const correlationId = randomUUID();
  const timestamp = new Date().toISOString().replace("T", " ").replace(/\.\d+/, "");
  return json(status, {
    error,
    error_description: `AADSTS${number}: ${message} Trace ID: ${traceId} Correlation ID: ${correlationId} Timestamp: ${timestamp}`,
    error_codes: [number],
    timestamp,
    trace_id: traceId,
    correlation_id: correlationId,
  });
}
