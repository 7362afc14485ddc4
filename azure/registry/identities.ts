// Who asks the registry: a token with its password, as customers do, or an identity of Entra, as the vendor's own people do.

import { azureError } from "../azureError";
import type { Cloud } from "../cloud";
import type { Http } from "../http";
import { readClaims } from "./claims";
import { askForToken, type LoginResult, login } from "./login";

/** Somebody who can get access tokens from one registry. */
export interface RegistryIdentity {
  /** Host and port of the registry. */
  loginServer: string;
  /** For messages: the token's name, or "this identity". */
  name: string;
  /** For messages: what is refused where the registry refuses the login, "the password". */
  proof: string;
  http: Http;
  /** Asks for an access token for scopes such as `repository:app/api:pull`. */
  login(scopes: readonly string[]): Promise<LoginResult>;
}

/** A registry token and one of its passwords. */
export function passwordIdentity(
  http: Http,
  as: { loginServer: string; username: string; password: string },
): RegistryIdentity {
  return {
    loginServer: as.loginServer,
    name: as.username,
    proof: "the password",
    http,
    login: (scopes) => login(http, { ...as, scopes }),
  };
}

/** A refresh token is good for hours; it is asked for again this long before its end. */
const RENEWED_BEFORE_MS = 60_000;

/**
 * The identity of the environment.
 *
 * Two steps: its access token of Entra is exchanged for a refresh token of the registry, and that for access tokens:
 * https://github.com/Azure/acr/blob/main/docs/AAD-OAuth.md
 *
 * Microsoft's `@azure/container-registry` does the same inside, and serves where it can (operatorCatalog.ts). It cannot
 * log in with a registry token, say what an access token allows, list referrers, or read a part of a blob.
 */
export function entraIdentity(cloud: Cloud, loginServer: string): RegistryIdentity {
  let kept: { refreshToken: string; until: number } | undefined;
  const { http } = cloud;
  return {
    loginServer,
    name: "this identity",
    proof: "the identity, which has no role that counts at this registry",
    http,
    async login(scopes) {
      if (kept === undefined || performance.now() >= kept.until) {
        const exchanged = await exchange(cloud, loginServer);
        if (exchanged.outcome !== "accepted") return exchanged;
        kept = { refreshToken: exchanged.accessToken, until: endOf(exchanged) };
      }
      return askForToken(http, loginServer, "access_token", {
        operation: `logging in at ${loginServer}`,
        method: "POST",
        url: `https://${loginServer}/oauth2/token`,
        form: [
          ["grant_type", "refresh_token"],
          ["service", loginServer],
          ["refresh_token", kept.refreshToken],
          ...scopes.map((scope) => ["scope", scope] as const),
        ],
      });
    },
  };
}

async function exchange(cloud: Cloud, loginServer: string): Promise<LoginResult> {
  const operation = `logging in at ${loginServer}`;
  const entra = await cloud.credential
    .getToken(`${audienceIn(cloud)}/.default`)
    .catch((thrown: unknown) => Promise.reject(azureError(operation, thrown)));
  if (entra === null)
    return { outcome: "unreachable", reason: `${operation}: there is no identity` };
  return askForToken(cloud.http, loginServer, "refresh_token", {
    operation,
    method: "POST",
    url: `https://${loginServer}/oauth2/exchange`,
    form: [
      ["grant_type", "access_token"],
      ["service", loginServer],
      ["access_token", entra.token],
    ],
  });
}

/** By this process's own clock, which no change of the machine's time moves. */
function endOf({ accessToken, answeredAt }: LoginResult & { outcome: "accepted" }): number {
  const { expiresAtMs } = readClaims("reading the registry's refresh token", accessToken);
  const livesMs = answeredAt === undefined ? 0 : expiresAtMs - Date.parse(answeredAt);
  return performance.now() + livesMs - RENEWED_BEFORE_MS;
}

/**
 * For whom Entra issues the access token that the registry takes.
 *
 * In the public cloud it is the registries' own audience, which is good also where Resource Manager's is turned off; in
 * the others it is Resource Manager's, as Microsoft's client has it:
 * https://learn.microsoft.com/azure/container-registry/container-registry-disable-authentication-as-arm and
 * https://learn.microsoft.com/javascript/api/@azure/container-registry/knowncontainerregistryaudience
 */
export function audienceIn({ resourceManagerUrl, resourceManagerScope }: Cloud): string {
  return resourceManagerUrl === "https://management.azure.com"
    ? "https://containerregistry.azure.net"
    : resourceManagerScope.replace(/\/\.default$/, "");
}
