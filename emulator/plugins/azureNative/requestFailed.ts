// Azure's refusals in the words of azure-native, which the engine shows to people.
import { isMap } from "../wire";
import type { Answer, Request } from "./requests";

/** An answer that was not expected; never carries what was sent. */
export class RequestFailed extends Error {
  readonly status: number;
  /** @default - Azure gave none */
  readonly code: string | undefined;

  constructor(message: string, { status, code }: { status: number; code: string | undefined }) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

/** Resource Manager's refusal: `Status=409 Code="Conflict" Message="…"` (newResponseError in client_azcore.go; documented). */
export function armFailure(answer: Answer): RequestFailed {
  const { status, body, text } = answer;
  const code = codeOf(answer);
  const error = isMap(body.error) ? body.error : {};
  const message = typeof error.message === "string" ? error.message : text;
  const shown = code === undefined ? "" : ` Code="${code}"`;
  return new RequestFailed(`Status=${status}${shown} Message="${message}"`, { status, code });
}

/** The refusal of a vault or of Entra, as azcore shows it (sdk/azcore/internal/exported/response_error.go of Azure/azure-sdk-for-go; documented). */
export function serviceFailure({ method, url }: Request, answer: Answer): RequestFailed {
  const { status, statusText, text } = answer;
  const code = codeOf(answer);
  const { origin, pathname } = new URL(url);
  const message = [
    `${method} ${origin}${pathname}`,
    LINE,
    `RESPONSE ${status}: ${status} ${statusText}`,
    code === undefined ? "ERROR CODE UNAVAILABLE" : `ERROR CODE: ${code}`,
    LINE,
    text === "" ? "Response contained no body" : indented(text),
    LINE,
    "",
  ].join("\n");
  return new RequestFailed(message, { status, code });
}

/** Whether Azure says that the resource, or what it belongs to, is not there; any other 404 is an error. */
export function isGone(error: unknown): boolean {
  return error instanceof RequestFailed && error.status === 404 && GONE.has(error.code ?? "");
}

// IsNotFound in provider/pkg/azure/azure.go, since 3.11.0 (documented).
const GONE: ReadonlySet<string> = new Set([
  "NotFound",
  "ResourceNotFound",
  "ResourceGroupNotFound",
  "LockNotFound",
  "ParentResourceNotFound",
  "EntityNotFound",
  "SubscriptionNotFound",
  "RoleAssignmentNotFound",
]);

const LINE = "-".repeat(80);

function codeOf({ headers, body }: Pick<Answer, "headers" | "body">): string | undefined {
  const inner = isMap(body.error) ? body.error.code : undefined;
  const code = headers.get("x-ms-error-code") ?? inner ?? body.code;
  return typeof code === "string" && code !== "" ? code : undefined;
}

function indented(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), undefined, 2);
  } catch {
    return text;
  }
}
