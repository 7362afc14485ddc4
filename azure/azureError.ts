// What a failed request to Azure says: the operation, the resource, Azure's code, the request id and what to do.

/** Facts of a failed request, as far as Azure told them. */
export interface AzureFailure {
  /** What was being done, as a gerund with its object: `generating password2 of token contoso-pull`. */
  operation: string;
  /** HTTP status; absent when no answer came. */
  status?: number | undefined;
  /** Azure's error code, such as `AuthorizationFailed`, or the socket's, such as `ECONNRESET`. */
  code?: string | undefined;
  /** Azure's own words. */
  reason: string;
  /** `x-ms-request-id` of the answer: what Azure's support asks for. */
  requestId?: string | undefined;
  /** What the reader should do. */
  advice?: string | undefined;
}

/** A request to Azure that failed for good: its retries, where there are any, are used up. */
export class AzureError extends Error {
  override readonly name = "AzureError";
  readonly status: number | undefined;
  readonly code: string | undefined;
  readonly requestId: string | undefined;

  // Without a cause: what Azure's clients throw carries whole requests and answers, and with them secrets.
  constructor(failure: AzureFailure) {
    super(describe(failure));
    this.status = failure.status;
    this.code = failure.code;
    this.requestId = failure.requestId;
  }
}

/** What the caller knows better than the failure itself. */
export interface Advice {
  /** What the reader should do. @default - by status and code */
  advice?: string;
  /** The role that the identity lacks when Azure answers 403. @default - the one that may change tokens */
  role?: string;
}

/** The built-in role that may change tokens and generate their passwords: https://learn.microsoft.com/azure/container-registry/container-registry-rbac-built-in-roles-directory-reference */
export const REGISTRY_ROLE =
  '"Container Registry Contributor and Data Access Configuration Administrator" on the registry';

/** Turns whatever an Azure client threw into an AzureError; one that is an AzureError already stays as it is. */
export function azureError(
  operation: string,
  thrown: unknown,
  { advice, role = REGISTRY_ROLE }: Advice = {},
): AzureError {
  if (thrown instanceof AzureError) return thrown;
  const seen = thrown as {
    statusCode?: number | string;
    status?: number | string;
    code?: string;
    message?: string;
    details?: Details;
    response?: { status?: number; headers?: { get(name: string): string | undefined } };
  };
  const status = Number(seen.statusCode ?? seen.response?.status ?? seen.status) || undefined;
  return new AzureError({
    operation,
    status,
    code: said(seen.details)?.code ?? seen.code,
    reason: reasonOf(seen, thrown),
    requestId: ["x-ms-request-id", "x-ms-correlation-request-id"]
      .map((name) => seen.response?.headers?.get(name))
      .find((id) => id !== undefined),
    advice: advice ?? adviceFor(status, seen.code, thrown, role),
  });
}

/** What is said in an error's body: by Resource Manager and Key Vault one error, by a registry a list. */
interface Details {
  error?: Said;
  errors?: readonly Said[];
}

interface Said {
  code?: string;
  message?: string;
}

function said(details: Details | undefined): Said | undefined {
  return details?.error ?? details?.errors?.[0];
}

function describe(failure: AzureFailure): string {
  const what = [failure.status, failure.code].filter((part) => part !== undefined).join(" ");
  const id = failure.requestId === undefined ? "" : ` (request id ${failure.requestId})`;
  const advice = failure.advice === undefined ? "" : `; ${failure.advice}`;
  return `${failure.operation}: ${what === "" ? "" : `${what}: `}${failure.reason}${id}${advice}`;
}

function adviceFor(
  status: number | undefined,
  code: string | undefined,
  thrown: unknown,
  role: string,
): string | undefined {
  if (status === 401 || isCredentialError(thrown)) {
    return "check the Azure identity in the environment (ARM_CLIENT_ID and its secret, certificate or OIDC token, or `az login`)";
  }
  if (status === 403) return `give the identity the role ${role}`;
  if (status !== undefined && status < 300) return "run again";
  if (status === 404) return "look whether it and what it belongs to are still there";
  if (status === 409) return "another operation is under way on it; run again in some minutes";
  if (status === 429) return "Azure throttles this subscription; run again in some minutes";
  if (status !== undefined && status >= 500) return "Azure failed; run again";
  if (status !== undefined && status >= 400) return "correct what Azure names, then run again";
  if (status === undefined && code !== undefined) {
    return "check the network and ARM_METADATA_HOSTNAME, then run again";
  }
  return undefined;
}

/** Is this one of the errors of @azure/identity? */
function isCredentialError(thrown: unknown): boolean {
  const name = (thrown as { name?: string }).name ?? "";
  return /^(\w*AuthenticationError|AuthenticationRequiredError|CredentialUnavailableError)$/.test(
    name,
  );
}

/** Azure's words; never those for an answer that is not JSON, which hold the answer, and with it a password. */
function reasonOf(
  seen: { code?: string; message?: string; details?: Details },
  thrown: unknown,
): string {
  const words = said(seen.details)?.message ?? seen.message ?? String(thrown);
  const isUnreadable = seen.code === "PARSE_ERROR" || words.includes("parsing the response body");
  return isUnreadable ? "the answer is not JSON" : firstLine(words);
}

function firstLine(text: string): string {
  return (text.split("\n", 1)[0] ?? "").replace(/\.$/, "");
}
