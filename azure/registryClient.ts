// The registry's own API as a customer sees it: logging in with a token's name and password.

import type { Http } from "./http";
import { send } from "./http";

/** What came of a login. */
export type LoginResult =
  /** The password works. */
  | { outcome: "accepted"; accessToken: string }
  /** The registry does not accept the password: wrong, expired, not yet known everywhere, or the token is disabled. */
  | { outcome: "refused" }
  /** Nothing can be said from here: no answer, or the registry's firewall refuses this address. */
  | { outcome: "unreachable"; reason: string };

/**
 * Logs in at the registry's token endpoint.
 *
 * A 200 proves the password and no more: what it may pull stands in the access token, and only a real pull proves that.
 *
 * https://github.com/Azure/acr/blob/main/docs/Token-BasicAuth.md
 */
export async function login(
  http: Http,
  registry: { loginServer: string; username: string; password: string; scopes?: readonly string[] },
): Promise<LoginResult> {
  const url = new URL(`https://${registry.loginServer}/oauth2/token`);
  url.searchParams.set("service", registry.loginServer);
  for (const scope of registry.scopes ?? []) url.searchParams.append("scope", scope);
  const basic = Buffer.from(`${registry.username}:${registry.password}`).toString("base64");
  try {
    const response = await send(http, {
      operation: `logging in at ${registry.loginServer} as ${registry.username}`,
      url: url.href,
      authorization: `Basic ${basic}`,
    });
    if (response.status === 200) {
      const answer = JSON.parse(response.bodyAsText ?? "{}") as { access_token?: string };
      return { outcome: "accepted", accessToken: answer.access_token ?? "" };
    }
    if (response.status === 401) return { outcome: "refused" };
    return { outcome: "unreachable", reason: `${registry.loginServer} answers ${response.status}` };
  } catch (thrown) {
    return { outcome: "unreachable", reason: (thrown as Error).message };
  }
}
