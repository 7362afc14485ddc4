// The registry's token endpoint: a name and a password for an access token that lives some minutes.

import type { PipelineResponse } from "@azure/core-rest-pipeline";
import { isWebPage } from "../foreignAnswers";
import { type Http, type PlainRequest, send } from "../http";
import { fieldAt, jsonIn } from "../jsonAnswer";

/** What came of a login. */
export type LoginResult =
  /** The password works. `answeredAt` is the registry's own time, ISO 8601, where it says it. */
  | { outcome: "accepted"; accessToken: string; answeredAt?: string }
  /** Not accepted: wrong, expired, not yet accepted everywhere, or the token is disabled. */
  | { outcome: "refused" }
  /** Nothing can be said from here: no answer (without status), or the registry's firewall refuses this address. */
  | { outcome: "unreachable"; reason: string; status?: number };

/** Who logs in, and for what. */
export interface Login {
  /** Host and port of the registry: `vendorimages.azurecr.io`. */
  loginServer: string;
  username: string;
  password: string;
  /** Forms such as `repository:app/api:pull`. @default - none: the login only verifies the password */
  scopes?: readonly string[];
}

/**
 * Logs in at the registry's token endpoint.
 *
 * A 200 verifies the password and no more: what it may do stands in the access token, see claims.ts.
 *
 * https://github.com/Azure/acr/blob/main/docs/Token-BasicAuth.md
 */
export async function login(http: Http, as: Login): Promise<LoginResult> {
  const url = new URL(`https://${as.loginServer}/oauth2/token`);
  url.searchParams.set("service", as.loginServer);
  for (const scope of as.scopes ?? []) url.searchParams.append("scope", scope);
  const basic = Buffer.from(`${as.username}:${as.password}`).toString("base64");
  return askForToken(http, as.loginServer, "access_token", {
    operation: `logging in at ${as.loginServer} as ${as.username}`,
    url: url.href,
    authorization: `Basic ${basic}`,
  });
}

/**
 * Asks one of the registry's token endpoints.
 *
 * @param field the field of the answer that holds the token; the answer is never quoted
 */
export async function askForToken(
  http: Http,
  loginServer: string,
  field: "access_token" | "refresh_token",
  request: PlainRequest,
): Promise<LoginResult> {
  try {
    return resultOf(await send(http, request), loginServer, field);
  } catch (thrown) {
    return { outcome: "unreachable", reason: (thrown as Error).message };
  }
}

function resultOf(response: PipelineResponse, loginServer: string, field: string): LoginResult {
  const { status, headers } = response;
  const token = fieldAt(jsonIn(response), field);
  if (status === 200 && typeof token === "string" && token !== "") {
    const date = new Date(headers.get("date") ?? "");
    const at = Number.isNaN(date.getTime()) ? {} : { answeredAt: date.toISOString() };
    return { outcome: "accepted", accessToken: token, ...at };
  }
  if (status === 401 && !isWebPage(headers)) return { outcome: "refused" };
  const kind = field.replace("_", " ");
  const what = status === 200 ? `without ${an(kind)}` : isWebPage(headers) ? "with a web page" : "";
  return {
    outcome: "unreachable",
    reason: `${loginServer} answers ${status} ${what}`.trim(),
    status,
  };
}

function an(kind: string): string {
  return kind.startsWith("a") ? `an ${kind}` : `a ${kind}`;
}
