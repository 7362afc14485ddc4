// One identity at one registry: gets access tokens for what is asked, keeps them, and renews them before they end.

import type { PipelineResponse } from "@azure/core-rest-pipeline";
import { AzureError } from "../azureError";
import { type Http, type PlainRequest, send } from "../http";
import { readChallenge } from "./challenge";
import { type AccessEntry, readClaims } from "./claims";
import type { RegistryIdentity } from "./identities";
import type { LoginResult } from "./login";

/** Scopes go into the address of the request, which servers cut at about 8,000 characters. */
const LONGEST_SCOPES = 4_000;

/** An access token is renewed when it has this part of its life left, so that a long list does not meet its end. */
const RENEWED_AT = 0.1;

/** A request to the registry's own API. */
export interface RegistryRequest
  extends Pick<PlainRequest, "operation" | "method" | "accept" | "range"> {
  /** Below the registry: `/v2/app/api/manifests/latest`. */
  path: string;
  /** What it takes: `repository:app/api:pull`. */
  scope: string;
}

/**
 * A session at a registry. From a password to a manifest, it goes like this:
 *
 * 1. `GET /v2/app/api/manifests/latest` without an access token is answered with 401 and a challenge: the address of
 *    the token endpoint and the scope, `repository:app/api:pull`. The scope is known beforehand, so this step is left out.
 * 2. `GET /oauth2/token?service=HOST&scope=repository:app/api:pull` with the name and password as Basic. A 200 verifies
 *    the password. (An identity of Entra begins with `POST /oauth2/exchange`, see identities.ts.)
 * 3. The answer's `access_token` is a JSON web token. `access` says what is allowed, which may be less than was asked;
 *    `exp` says until when.
 * 4. `GET /v2/app/api/manifests/latest` with it as Bearer. A 401 with `insufficient_scope` is a refusal; with any other
 *    challenge the access token is not good any more, and step 2 is done once more.
 * 5. Lists have pages: `Link: </v2/_catalog?last=X&n=100>; rel="next"` names the next one, see pages.ts. Before `exp`
 *    step 2 is done again.
 *
 * https://github.com/Azure/acr/blob/main/docs/Token-BasicAuth.md
 */
export class RegistrySession {
  readonly #identity: RegistryIdentity;
  readonly #kept = new Map<string, Asked>();

  constructor(identity: RegistryIdentity) {
    this.#identity = identity;
  }

  /** Host and port of the registry. */
  get loginServer(): string {
    return this.#identity.loginServer;
  }

  /** How requests are sent, for those that go to another host. */
  get http(): Http {
    return this.#identity.http;
  }

  /** For messages: who asks. */
  get name(): string {
    return this.#identity.name;
  }

  /**
   * Logs in for these scopes; the access token is kept for the requests that take one of them.
   *
   * @returns what the registry allows of them, or why it is not known
   */
  async login(scopes: readonly string[] = []): Promise<SessionLogin> {
    const access: AccessEntry[] = [];
    for (const bundle of bundlesOf(scopes)) {
      const result = await this.#identity.login(bundle);
      if (result.outcome !== "accepted") return result;
      const kept = this.#keep(result);
      const asked = { scopes: bundle, token: Promise.resolve(kept), renewAt: kept.renewAt };
      for (const scope of bundle) this.#kept.set(scope, asked);
      access.push(...kept.access);
    }
    return { outcome: "accepted", access };
  }

  /**
   * Sends a request with an access token for its scope.
   *
   * @returns the answer, whatever its status
   * @throws AzureError when no answer came, or no access token could be had
   */
  async send(request: RegistryRequest): Promise<PipelineResponse> {
    const response = await this.#sendOnce(request);
    const challenge = readChallenge(response.headers.get("www-authenticate"));
    if (response.status !== 401 || challenge?.error !== "invalid_token") return response;
    // The registry's clock decides when it is over, or its keys have changed.
    const kept = this.#kept.get(request.scope);
    if (kept !== undefined) kept.renewAt = Number.NEGATIVE_INFINITY;
    return this.#sendOnce(request);
  }

  async #sendOnce({ path, scope, ...request }: RegistryRequest): Promise<PipelineResponse> {
    const { accessToken } = await this.#tokenFor(scope);
    return send(this.#identity.http, {
      ...request,
      url: new URL(path, `https://${this.loginServer}`).href,
      authorization: `Bearer ${accessToken}`,
    });
  }

  /** Requests that are sent at the same time share one login. */
  #tokenFor(scope: string): Promise<KeptToken> {
    const kept = this.#kept.get(scope);
    if (kept !== undefined && performance.now() < kept.renewAt) return kept.token;
    const scopes = kept?.scopes ?? [scope];
    const asked: Asked = {
      scopes,
      token: this.#ask(scopes),
      renewAt: Number.POSITIVE_INFINITY,
    };
    for (const each of scopes) this.#kept.set(each, asked);
    asked.token.then(
      ({ renewAt }) => {
        asked.renewAt = renewAt;
      },
      () => {
        for (const each of scopes) this.#kept.delete(each);
      },
    );
    return asked.token;
  }

  async #ask(scopes: readonly string[]): Promise<KeptToken> {
    const result = await this.#identity.login(scopes);
    if (result.outcome === "accepted") return this.#keep(result);
    throw new AzureError({
      operation: `logging in at ${this.loginServer} as ${this.name}`,
      reason:
        result.outcome === "refused"
          ? `the registry refuses ${this.#identity.proof}`
          : result.reason,
    });
  }

  #keep({ accessToken, answeredAt }: LoginResult & { outcome: "accepted" }): KeptToken {
    const operation = `logging in at ${this.loginServer} as ${this.name}`;
    const { expiresAtMs, access } = readClaims(operation, accessToken);
    // The clock of this machine may be wrong by hours, so the life of a token is measured by the registry's.
    const livesMs = answeredAt === undefined ? 0 : expiresAtMs - Date.parse(answeredAt);
    return { accessToken, access, renewAt: performance.now() + livesMs * (1 - RENEWED_AT) };
  }
}

/** What came of a session's login. */
export type SessionLogin =
  | { outcome: "accepted"; access: readonly AccessEntry[] }
  | Exclude<LoginResult, { outcome: "accepted" }>;

interface KeptToken {
  accessToken: string;
  access: readonly AccessEntry[];
  /** By `performance.now()`, which no change of the machine's time moves. */
  renewAt: number;
}

/** An access token that is asked for, or was. */
interface Asked {
  /** What it was asked for, together; it is renewed for all of them at once. */
  scopes: readonly string[];
  token: Promise<KeptToken>;
  /** As in KeptToken; infinite while it is not there. */
  renewAt: number;
}

/** Scopes in as few requests as their length allows; none at all is one request, which verifies the password. */
function bundlesOf(scopes: readonly string[]): string[][] {
  const bundles: string[][] = [[]];
  let length = 0;
  for (const scope of scopes) {
    const own = encodeURIComponent(scope).length + "&scope=".length;
    if (length > 0 && length + own > LONGEST_SCOPES) {
      bundles.push([]);
      length = 0;
    }
    bundles.at(-1)?.push(scope);
    length += own;
  }
  return bundles;
}
