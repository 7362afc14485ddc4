// The error of a failed request to Azure: operation, resource, Azure's code, request id and what to do.

import { adviceFor } from "./advice";
import { isWebPage } from "./foreignAnswers";

/** Facts of a failed request, as far as they are known. */
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

/** A request to Azure that failed; where repeating helps, it was repeated before. */
export class AzureError extends Error {
  override readonly name = "AzureError";
  readonly status: number | undefined;
  readonly code: string | undefined;
  readonly requestId: string | undefined;
  /** What the reader should do, which also ends the message. */
  readonly advice: string | undefined;

  // Without a cause: what Azure's clients throw carries whole requests and answers, and with them secrets.
  constructor(failure: AzureFailure) {
    super(describe(failure));
    this.status = failure.status;
    this.code = failure.code;
    this.requestId = failure.requestId;
    this.advice = failure.advice;
  }
}

/** What the caller knows better than the failure itself. */
export interface Advice {
  /** What the reader should do. @default - by status and code */
  advice?: string;
  /** Further advice, printed after it. @default - none */
  otherwise?: string;
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
  { advice, otherwise, role = REGISTRY_ROLE }: Advice = {},
): AzureError {
  if (thrown instanceof AzureError) return thrown;
  const seen = thrown as Thrown;
  const status = Number(seen.statusCode ?? seen.response?.status ?? seen.status) || undefined;
  const isPage = isWebPage(seen.response?.headers);
  const failed = operationFailure(seen.message);
  const error = errorIn(seen.details);
  const code = innermostCode(error) ?? failed?.code ?? seen.code;
  // Azure's clients fall over answers of another shape than they know.
  const isUnreadable = thrown instanceof TypeError;
  const words = error?.message ?? failed?.words ?? seen.message ?? String(thrown);
  return new AzureError({
    operation,
    status,
    code,
    reason: isPage
      ? WEB_PAGE
      : isUnreadable
        ? `the answer cannot be read: ${words}`
        : reasonOf(words, seen.code),
    requestId: ["x-ms-request-id", "x-ms-correlation-request-id"]
      .map((name) => seen.response?.headers?.get(name))
      .find((id) => id !== undefined),
    advice: joined(
      advice ??
        (isUnreadable ? "run again" : undefined) ??
        adviceFor({
          status,
          code,
          words,
          role,
          isIdentity: isCredentialError(thrown),
          isWebPage: isPage,
        }),
      otherwise,
    ),
  });
}

function joined(...parts: readonly (string | undefined)[]): string | undefined {
  return parts.filter((part) => part !== undefined).join("; ") || undefined;
}

/** The part of Azure's client errors that is used here. */
interface Thrown {
  statusCode?: number | string;
  status?: number | string;
  code?: string;
  message?: string;
  details?: Details;
  response?: { status?: number; headers?: { get(name: string): string | undefined } };
}

/** An error's body: of Resource Manager and Key Vault one error, of a registry a list. */
interface Details {
  error?: AnsweredError;
  errors?: readonly AnsweredError[];
}

interface AnsweredError {
  code?: string;
  message?: string;
  innererror?: AnsweredError | undefined;
  /** The same, as Key Vault's client spells it. */
  innerError?: AnsweredError | undefined;
}

function errorIn(details: Details | undefined): AnsweredError | undefined {
  return details?.error ?? details?.errors?.[0];
}

/**
 * Key Vault always says `Forbidden` and gives the reason only in the inner error:
 * https://github.com/microsoft/api-guidelines/blob/vNext/azure/Guidelines.md#handling-errors
 */
function innermostCode(error: AnsweredError | undefined): string | undefined {
  const inner = error?.innererror ?? error?.innerError;
  return (inner === undefined ? undefined : innermostCode(inner)) ?? error?.code;
}

/** How @azure/core-lro reports an operation that Azure accepted and that failed later: code and message in one text. */
function operationFailure(message = ""): { code: string; words: string } | undefined {
  const [, code, words] =
    /^The long-running operation has failed\. (\w+)\. (.*)$/s.exec(message) ?? [];
  return code === undefined || words === undefined ? undefined : { code, words };
}

/** The message for a web page, which is not quoted. */
const WEB_PAGE = "the answer is a web page, not an answer from Azure";

function describe(failure: AzureFailure): string {
  const what = [failure.status, failure.code].filter((part) => part !== undefined).join(" ");
  const id = failure.requestId === undefined ? "" : ` (request id ${failure.requestId})`;
  const advice = failure.advice === undefined ? "" : `; ${failure.advice}`;
  const words = `${failure.operation}: ${what === "" ? "" : `${what}: `}${failure.reason}${id}`;
  return `${plain(words)}${advice}`;
}

/** Somebody else may run the registry, and the words may come out in a terminal or in a pipeline, which obeys `##[` and `##vso[`. */
function plain(words: string): string {
  return words
    .replace(/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}]+/gu, " ")
    .replace(/##(?=(vso)?\[)/gi, "# #");
}

/** Is this one of the errors of @azure/identity? */
function isCredentialError(thrown: unknown): boolean {
  const name = (thrown as { name?: string }).name ?? "";
  return /^(\w*AuthenticationError|AuthenticationRequiredError|CredentialUnavailableError)$/.test(
    name,
  );
}

/**
 * Azure's message; never that for an answer that is not JSON, because it contains the answer, and so perhaps a
 * password.
 */
function reasonOf(words: string, code: string | undefined): string {
  const isUnreadable = code === "PARSE_ERROR" || words.includes("parsing the response body");
  return isUnreadable ? "the answer is not JSON" : firstLine(words);
}

function firstLine(text: string): string {
  return (text.split("\n", 1)[0] ?? "").trimEnd().replace(/\.$/, "");
}
